package store

// designInvariants are about designs and the certificates that were printed by them.
var designInvariants = []invariant{
	{"the versions of a design are numbered from 1 on", "design_version",
		`select v.uid from design_version v where v.version < 1
		or v.version > 1 and not exists (select 1 from design_version b where b.design_id = v.design_id and b.version = v.version - 1)`},
	{"a design has a version", "design",
		`select d.uid from design d where not exists (select 1 from design_version v where v.design_id = d.id)`},
	{"a chapter has one design for each kind of awards", "design",
		`select d.uid from design d where d.ended_at is null and exists (select 1 from design o where o.chapter_id = d.chapter_id
		and o.award_kind = d.award_kind and o.ended_at is null and o.id < d.id)`},
	{"the design that a certificate was printed by is on record", "certificate",
		`select c.uid from certificate c where c.design_version like '%/%' and not exists (select 1 from design_version v join design d on d.id = v.design_id
		where c.design_version = d.uid || '/' || v.version)`},
}
