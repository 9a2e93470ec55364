-- +goose Up

alter table sheet add column typed text not null default '{}'; -- JSON: what fits no score, as typed, by its field's name
alter table sheet add column remarks text not null default '{}'; -- JSON: comments on single criteria, by the criterion's key
alter table sheet add column note text not null default ''; -- to the chair
alter table sheet add column page text not null default ''; -- the open page that saved it last
alter table sheet add column seq integer not null default 0; -- which of that page's saves it was

create table sheet_draft ( -- what was typed but could not become the sheet: kept, never counted, may be erased
  id integer primary key autoincrement,
  uid text not null unique,
  assignment_id integer not null references assignment (id) on delete cascade,
  page text not null, -- where it was typed
  seq integer not null,
  why text not null check (why in ('conflict', 'submitted', 'late', 'withdrawn')),
  content text not null, -- JSON
  saved_at text not null,
  unique (assignment_id, page)
) strict;
