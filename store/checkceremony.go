package store

// ceremonyInvariants are about ceremonies and rehearsals of them.
var ceremonyInvariants = []invariant{
	{"a rehearsal opens nothing, and knows of no result", "performance",
		`select p.uid from performance p where p.rehearsal and (p.opens or exists (select 1 from performance_step s where s.performance_id = p.id
		and (s.result_id is not null or s.award_id is not null)))`},
	{"a ceremony reveals what its contests' results confer", "performance",
		`select p.uid from performance p join performance_step s on s.performance_id = p.id left join result r on r.id = s.result_id
		where not p.rehearsal and s.contest_id is not null and (r.id is null or r.contest_id <> s.contest_id)`},
	{"what is on the screens was revealed", "performance",
		`select p.uid from performance p where p.step > 0 and not exists (select 1 from performance_step s where s.performance_id = p.id
		and s.number = p.step and s.revealed_at is not null)`},
	{"a contest that a stage reveals is of its round", "stage",
		`select g.uid from stage g join stage_contest c on c.stage_id = g.id join contest t on t.id = c.contest_id where t.round_id <> g.round_id`},
}
