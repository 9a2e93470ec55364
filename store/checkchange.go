package store

// changeInvariants are about what was called off, merged or moved in mid-year.
var changeInvariants = []invariant{
	{"an entry enters a contest of its category", "entry",
		`select e.uid from entry e join contest t on t.id = e.contest_id where t.category_id <> e.category_id`},
	{"the contests of a cancelled round or category are cancelled", "contest",
		`select t.uid from contest t join round r on r.id = t.round_id join category c on c.id = t.category_id
		where t.cancelled_at is null and (r.cancelled_at is not null or c.cancelled_at is not null)`},
	{"nothing that is decided is cancelled", "contest",
		`select t.uid from contest t where t.cancelled_at is not null and t.state <> 'open'`},
	{"a merged category is cancelled, and its entries are in another one of its edition", "category",
		`select c.uid from category c join category o on o.id = c.merged_into_id where c.cancelled_at is null or o.id = c.id
		or o.edition_id <> c.edition_id or exists (select 1 from entry e where e.category_id = c.id
		and e.state in ('draft', 'submitted', 'admitted', 'returned'))`},
	{"a merged entry is withdrawn, and counts as another one of its edition", "entry",
		`select e.uid from entry e join entry o on o.id = e.merged_into_id where e.state <> 'withdrawn' or o.id = e.id or o.edition_id <> e.edition_id`},
}
