package store

// meetingInvariants are about the jury's meetings.
var meetingInvariants = []invariant{
	{"a vote is a member's, who is recused from nothing that it is about", "vote",
		`select v.uid from vote v join juror j on j.id = v.juror_id join motion m on m.id = v.motion_id join meeting t on t.id = m.meeting_id
		where j.role = 'secretary' or j.round_id <> t.round_id or exists (select 1 from motion_candidate x join recusal r on r.candidate_id = x.candidate_id
		where x.motion_id = m.id and r.juror_id = j.id and r.criterion_id is null 
		and r.created_at <= v.cast_at and r.ended_at is null)`},
	{"nobody has voted once the vote was closed", "vote", `select v.uid from vote v join motion m on m.id = v.motion_id where v.cast_at > m.closed_at`},
	{"a motion has an outcome exactly when it is closed", "motion", `select m.uid from motion m where (m.closed_at is null) <> (m.outcome = '')`},
	{"no vote is under way in a meeting that is not open", "motion",
		`select m.uid from motion m join meeting t on t.id = m.meeting_id where m.closed_at is null and (t.opened_at is null or t.ended_at is not null)`},
	{"a motion's candidates stand in its contest, which they may have left for another of the round once the vote was closed", "motion",
		`select distinct m.uid from motion m join meeting g on g.id = m.meeting_id join motion_candidate x on x.motion_id = m.id
		join candidate n on n.id = x.candidate_id join contest t on t.id = n.contest_id
		where m.contest_id is null or t.round_id <> g.round_id or m.closed_at is null and n.contest_id <> m.contest_id`},
	{"a motion is of the contest for which it was moved", "motion",
		`select m.uid from motion m join event e on e.act = 'motion.move' and e.object = 'motion' and e.object_id = m.id
		where e.body not like '%,"contest":' || coalesce(m.contest_id, 0) || ',%'`},
	{"a decision that came of a motion is of its contest and its kind, and the motion was carried", "motion",
		`select m.uid from motion m join motion_decision l on l.motion_id = m.id join decision d on d.id = l.decision_id
		where m.outcome <> 'carried' or d.kind <> m.kind or d.contest_id <> m.contest_id`},
	{"nobody is there, and nothing is discussed, in a meeting that is not open", "meeting",
		`select t.uid from meeting t where (t.opened_at is null or t.ended_at is not null) and (
		exists (select 1 from attendance a where a.meeting_id = t.id and a.left_at is null)
		or exists (select 1 from discussion d where d.meeting_id = t.id and d.ended_at is null))`},
	{"a proposed award and the award that it became are for the same candidate", "proposal",
		`select p.uid from proposal p join candidate n on n.id = p.candidate_id left join award w on w.id = p.award_id
		where n.contest_id <> p.contest_id or p.award_id is not null and coalesce(w.candidate_id, 0) <> p.candidate_id`},
	{"a proposed award's wordings are kept without a gap", "proposal",
		`select p.uid from proposal p where p.revision <> (select count(*) from proposal_version v where v.proposal_id = p.id and v.revision <= p.revision)`},
}
