package store

// scriptInvariants are about scripts and who hands over what they say.
var scriptInvariants = []invariant{
	{"what is handed over is of its round", "handover",
		`select h.uid from handover h left join contest t on t.id = h.contest_id left join award w on w.id = h.award_id
		where coalesce(t.round_id, w.round_id) <> h.round_id`},
	{"the versions of a script are numbered from 1 on", "script_version",
		`select v.uid from script_version v where v.version < 1
		or v.version > 1 and not exists (select 1 from script_version b where b.round_id = v.round_id and b.version = v.version - 1)`},
	{"a version of a script says something else than the one before", "script_version",
		`select v.uid from script_version v join script_version b on b.round_id = v.round_id and b.version = v.version - 1 where b.digest = v.digest`},
}
