package store

// pairInvariants are about what takes two people: papers that were keyed in and corrections.
var pairInvariants = []invariant{
	{"a paper's sheets are its juror's in its contest, which their candidates may have left for another of the round once it was settled", "paper",
		`select distinct p.uid from paper p join paper_sheet s on s.paper_id = p.id join assignment a on a.id = s.assignment_id
		join contest t on t.id = p.contest_id join contest o on o.id = a.contest_id
		where a.juror_id <> p.juror_id or o.round_id <> t.round_id or p.state = 'waiting' and o.id <> t.id`},
	{"a paper is of the contest in which it was keyed in", "paper",
		`select p.uid from paper p join event e on e.act = 'paper.key' and e.object = 'paper' and e.object_id = p.id
		where e.body not like '{"contest":' || p.contest_id || ',%'`},
	{"a paper has a sheet, and each of its scores is on one of them", "paper",
		`select p.uid from paper p where not exists (select 1 from paper_sheet s where s.paper_id = p.id)
		or exists (select 1 from paper_score v where v.paper_id = p.id and not exists (select 1 from paper_sheet s
		where s.paper_id = v.paper_id and s.assignment_id = v.assignment_id))`},
	{"one paper of a sheet waits at most", "paper",
		`select distinct p.uid from paper p join paper_sheet s on s.paper_id = p.id where p.state = 'waiting'
		and exists (select 1 from paper_sheet o join paper q on q.id = o.paper_id where o.assignment_id = s.assignment_id
		and q.state = 'waiting' and q.id <> p.id)`},
	{"what was keyed in and what was done with it is on record, by the people who did", "paper",
		`select p.uid from paper p where not exists (select 1 from event e where e.act = 'paper.key' and e.object = 'paper' and e.object_id = p.id
		and e.user_id = p.keyed_by) or p.state <> 'waiting' and not exists (select 1 from event e where e.act = 'paper.' || p.state
		and e.object = 'paper' and e.object_id = p.id and e.user_id = p.decided_by)`},
	{"a paper is confirmed by another person than who keyed it in", "paper",
		`select p.uid from paper p where p.state = 'confirmed' and exists (select 1 from event k join event c on c.object_id = k.object_id
		where k.act = 'paper.key' and c.act = 'paper.confirmed' and k.object = 'paper' and c.object = 'paper' and k.object_id = p.id and k.user_id = c.user_id)`},
	{"a confirmed paper was saved as its sheets", "paper",
		`select distinct p.uid from paper p join paper_sheet s on s.paper_id = p.id where p.state = 'confirmed'
		and not exists (select 1 from event e where e.act = 'sheet.save' and e.object = 'assignment' and e.object_id = s.assignment_id
		and e.user_id = p.decided_by and e.happened_at = p.decided_at and e.body like '%"paper":' || p.id || ',"by":' || p.keyed_by || '}%')`},
	{"a correction's cells are in its contest, which their candidates may have left for another of the round once it was settled", "correction",
		`select distinct c.uid from correction c join correction_cell k on k.correction_id = c.id join assignment a on a.id = k.assignment_id
		join contest t on t.id = c.contest_id join contest o on o.id = a.contest_id
		where o.round_id <> t.round_id or c.state = 'open' and o.id <> t.id`},
	{"a correction is of the contest in which it was entered", "correction",
		`select c.uid from correction c join event e on e.act = 'correction.enter' and e.object = 'correction' and e.object_id = c.id
		where e.body not like '%,"contest":' || c.contest_id || '}'`},
	{"a correction changes something", "correction",
		`select c.uid from correction c where not exists (select 1 from correction_cell k where k.correction_id = c.id)
		or exists (select 1 from correction_cell k where k.correction_id = c.id and coalesce(k.before, -1) = coalesce(k.after, -1))`},
	{"a score waits in one correction at most", "correction",
		`select distinct c.uid from correction c join correction_cell k on k.correction_id = c.id where c.state = 'open'
		and exists (select 1 from correction_cell o join correction d on d.id = o.correction_id where o.assignment_id = k.assignment_id
		and o.criterion_id = k.criterion_id and d.state = 'open' and d.id <> c.id)`},
	{"what was entered and what was done with it is on record, by the people who did", "correction",
		`select c.uid from correction c where not exists (select 1 from event e where e.act = 'correction.enter' and e.object = 'correction'
		and e.object_id = c.id and e.user_id = c.entered_by) or c.state <> 'open' and not exists (select 1 from event e
		where e.act = 'correction.' || c.state and e.object = 'correction' and e.object_id = c.id and e.user_id = c.decided_by)`},
	{"a correction is confirmed by another person than who entered it", "correction",
		`select c.uid from correction c where c.state = 'confirmed' and exists (select 1 from event k join event d on d.object_id = k.object_id
		where k.act = 'correction.enter' and d.act = 'correction.confirmed' and k.object = 'correction' and d.object = 'correction'
		and k.object_id = c.id and k.user_id = d.user_id)`},
	{"a score is what its last confirmed correction says, unless it was saved since", "correction",
		`select distinct c.uid from correction c join correction_cell k on k.correction_id = c.id
		join sheet h on h.assignment_id = k.assignment_id and h.saved_at = c.decided_at
		left join score s on s.assignment_id = k.assignment_id and s.criterion_id = k.criterion_id
		where c.state = 'confirmed' and coalesce(s.value, -1) <> coalesce(k.after, -1)`},
}
