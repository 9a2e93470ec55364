package store

// minutesInvariants are about minutes of juries and their signed copies.
var minutesInvariants = []invariant{
	{"the minutes of a round are numbered from 1 on", "minutes",
		`select m.uid from minutes m where m.number < 1
		or m.number > 1 and not exists (select 1 from minutes b where b.round_id = m.round_id and b.number = m.number - 1)`},
	{"minutes are about a contest or a meeting of their round", "minutes",
		`select m.uid from minutes m left join contest t on t.id = m.contest_id left join meeting g on g.id = m.meeting_id
		where coalesce(t.round_id, g.round_id, m.round_id) <> m.round_id`},
	{"signed minutes are of minutes of their round", "signed_minutes",
		`select s.uid from signed_minutes s join minutes m on m.id = s.minutes_id join contest t on t.id = s.contest_id where t.round_id <> m.round_id`},
}
