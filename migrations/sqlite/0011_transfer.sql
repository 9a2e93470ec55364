-- +goose Up

create table import_file ( -- a table of entries or representatives that waits until its plan was looked through
  id integer primary key autoincrement,
  uid text not null unique,
  edition_id integer not null references edition (id),
  user_id integer not null references "user" (id) on delete cascade,
  content text not null, -- JSON
  created_at text not null,
  done_at text
) strict;
create index import_file_created_at on import_file (created_at);
