-- +goose Up

-- Criteria whose points come from a measured value by a published table.

alter table criterion add column unit text not null default '{}'; -- Text: what is measured in, such as ms
alter table criterion add column conversion text; -- JSON: from, to and points of each band, from the lowest; none: the points are typed
alter table score add column measured text not null default ''; -- the value as it was measured, a decimal; empty: the points were typed
