-- +goose Up

-- What is kept beside the database, in the folder of attachments, under the SHA-256 of its content.

create table attachment ( -- a file that an entrant added to an entry
  id integer primary key autoincrement,
  uid text not null unique,
  entry_id integer not null references entry (id) on delete cascade,
  field_id integer not null references form_field (id), -- that asked for it, and says whether jurors see it
  name text not null, -- as it is saved by whoever gets it
  type text not null, -- the ending that tells what it is: "pdf"
  size integer not null, -- bytes
  hash text not null, -- SHA-256 of the content, in hex
  user_id integer references "user" (id),
  created_at text not null,
  removed_at text -- of one that was handed in before, and so stays
) strict;
create index attachment_entry_id on attachment (entry_id);
create index attachment_field_id on attachment (field_id);
create index attachment_hash on attachment (hash);

create table image ( -- a logo, which everybody may see
  hash text primary key, -- SHA-256 of the content, in hex
  type text not null check (type in ('png', 'jpg')),
  size integer not null, -- bytes
  width integer not null, -- pixels
  height integer not null,
  user_id integer references "user" (id), -- who brought it first
  created_at text not null
) strict;
