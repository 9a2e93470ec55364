-- +goose Up

-- A body that somebody else named in a joint entry takes part once it has agreed.
alter table entry_entrant add column asked boolean not null default false;
