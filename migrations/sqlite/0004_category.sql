-- +goose Up

-- Where a category or an entry went that was merged into another one.

alter table category add column merged_into_id integer references category (id);
create index category_merged_into_id on category (merged_into_id);

alter table entry add column merged_into_id integer references entry (id); -- the same entry, handed in twice
create index entry_merged_into_id on entry (merged_into_id);
