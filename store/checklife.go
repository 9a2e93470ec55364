package store

// lifeInvariants are about the life of a result from its approval on: what takes two people, objections and corrected versions.
var lifeInvariants = []invariant{
	{"a moment of announcing that took two people was entered and decided by two, and is on record", "announcement",
		`select a.uid from announcement a where (a.state = 'waiting') <> (a.decided_by is null)
		or a.state in ('confirmed', 'rejected') and a.decided_by = a.entered_by or a.state = 'withdrawn' and a.decided_by <> a.entered_by
		or not exists (select 1 from event e where e.act = 'announcement.enter' and e.object = 'announcement' and e.object_id = a.id and e.user_id = a.entered_by)`},
	{"a corrected version was entered and decided by two people, and is on record", "erratum",
		`select x.uid from erratum x where (x.state = 'waiting') <> (x.decided_by is null)
		or x.state in ('confirmed', 'rejected') and x.decided_by = x.entered_by or x.state = 'withdrawn' and x.decided_by <> x.entered_by
		or not exists (select 1 from event e where e.act = 'erratum.enter' and e.object = 'erratum' and e.object_id = x.id and e.user_id = x.entered_by)`},
	{"a confirmed erratum stands in the version that it became", "erratum",
		`select x.uid from erratum x left join result r on r.id = x.result_id where (x.state = 'confirmed') <> (x.result_id is not null)
		or x.result_id is not null and (r.contest_id <> x.contest_id or r.erratum <> x.words or r.decided_at <> x.decided_at)`},
	{"a version that replaced a public one was confirmed by a second person", "result",
		`select r.uid from result r join contest t on t.id = r.contest_id where r.algorithm <> 'archive' and t.state in ('announced', 'final')
		and r.decided_at > t.announced_at and not exists (select 1 from erratum x where x.result_id = r.id and x.state = 'confirmed')`},
	{"an objection is of a candidate of its contest, made in its window", "objection",
		`select o.uid from objection o join contest t on t.id = o.contest_id join candidate n on n.id = o.candidate_id
		where n.contest_id <> o.contest_id or t.announced_at is null or o.made_at < t.announced_at or t.objections_until is null or o.made_at >= t.objections_until`},
	{"an objection has an answer exactly when it was decided, by another person than who made it", "objection",
		`select o.uid from objection o where (o.state = 'open') <> (o.decided_by is null) or o.state <> 'open' and (o.answer = '' or o.decided_by = o.made_by)`},
	{"a correction answers an objection that was upheld in its contest", "correction",
		`select c.uid from correction c join objection o on o.id = c.objection_id where o.contest_id <> c.contest_id or o.state <> 'upheld'`},
	{"signed minutes are of a version that there is", "signed_minutes",
		`select m.uid from signed_minutes m where not exists (select 1 from result r where r.contest_id = m.contest_id and r.version = m.version)`},
	{"no letter about a result has left before T0", "message",
		`select m.uid from message m join contest t on t.id = m.contest_id where m.state in ('sent', 'bounced')
		and (t.announced_at is null or m.answered_at < t.announced_at)`},
	{"only a result that is announced waits for a corrected version", "contest",
		`select t.uid from contest t where t.amending_at is not null and (t.state not in ('announced', 'final') or t.announced_at is null or t.amending_at < t.announced_at)`},
}
