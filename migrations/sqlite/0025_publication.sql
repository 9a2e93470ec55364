-- +goose Up

alter table edition add column finalist_places integer not null default 3; -- who has a place up to this one is a finalist
alter table edition add column points_shown text not null default 'mean' check (points_shown in ('named', 'pseudonym', 'mean')); -- whose points everybody sees
alter table message add column contest_id integer references contest (id); -- that it tells the result of: it never leaves before T0
create index message_contest_id on message (contest_id);
alter table sheet add column shared integer not null default 0; -- the comment is for the entrant, too

create table signed_minutes ( -- a contest's minutes as the jury signed them
  id integer primary key autoincrement,
  uid text not null unique,
  contest_id integer not null references contest (id),
  version integer not null, -- of the result that they are about
  note text not null default '',
  name text not null, -- of the file
  type text not null,
  size integer not null,
  hash text not null, -- SHA-256 of the file, in hex
  user_id integer references "user" (id),
  created_at text not null
) strict;
create index signed_minutes_contest_id on signed_minutes (contest_id);
