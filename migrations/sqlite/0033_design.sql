-- +goose Up

create table design ( -- how certificates of a chapter and of those below it look; the closest one is used
  id integer primary key autoincrement,
  uid text not null unique,
  chapter_id integer not null references chapter (id), -- the root: of the whole competition
  award_kind text not null default '', -- "place" or a kind of awards; empty: all
  name text not null,
  created_at text not null,
  ended_at text
) strict;
create index design_chapter_id on design (chapter_id);

create table design_version ( -- a design as it was saved; the newest that can be used is used
  id integer primary key autoincrement,
  uid text not null unique,
  design_id integer not null references design (id),
  version integer not null,
  content text not null, -- JSON
  usable integer not null, -- nothing was wrong with it when it was saved
  source_version integer, -- the one that was brought back
  user_id integer references "user" (id),
  saved_at text not null,
  unique (design_id, version)
) strict;

create table design_picture ( -- a picture that a design shows, or a coat of arms that a certificate does; never public
  id integer primary key autoincrement,
  uid text not null unique,
  design_id integer references design (id), -- none: of certificates
  hash text not null, -- SHA-256 of the content, in hex
  type text not null check (type in ('png', 'jpg')),
  size integer not null, -- bytes
  width integer not null, -- pixels
  height integer not null,
  name text not null, -- of the file that was brought
  user_id integer references "user" (id),
  created_at text not null,
  unique (design_id, hash)
) strict;
create index design_picture_hash on design_picture (hash);

alter table certificate add column pictures text not null default ''; -- JSON: the hashes of the logos that it shows, by whose they are
