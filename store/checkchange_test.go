package store_test

// changePlants break what holds of changes in mid-year; ?0 is the uid of the judged contest.
var changePlants = []plant{
	{`update entry set contest_id = (select min(t.id) from contest t where t.category_id <> entry.category_id)`, "an entry enters a contest of its category"},
	{`update round set cancelled_at = closed_at where id = (select round_id from contest where uid = ?0)`, "the contests of a cancelled round or category are cancelled"},
	{`update category set cancelled_at = (select announced_at from contest where uid = ?0)`, "the contests of a cancelled round or category are cancelled"},
	{`update contest set cancelled_at = announced_at where uid = ?0`, "nothing that is decided is cancelled"},
	{`update category set merged_into_id = (select max(id) from category) where id = (select min(id) from category)`, "a merged category is cancelled"},
	{`update category set cancelled_at = (select announced_at from contest where uid = ?0),
		merged_into_id = (select min(o.id) from category o where o.id <> category.id)`, "its entries are in another one of its edition"},
	{`update entry set merged_into_id = (select max(id) from entry) where id = (select min(id) from entry)`, "a merged entry is withdrawn"},
	{`update entry set state = 'withdrawn', merged_into_id = id where id = (select min(id) from entry)`, "counts as another one of its edition"},
}
