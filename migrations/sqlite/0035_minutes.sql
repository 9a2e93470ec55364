-- +goose Up

create table minutes ( -- minutes of a jury as they were issued, numbered within the round
  id integer primary key autoincrement,
  uid text not null unique,
  round_id integer not null references round (id),
  contest_id integer references contest (id), -- that they are about; this and the next null: about the whole round
  meeting_id integer references meeting (id), -- that they are about
  number integer not null,
  content text not null, -- JSON
  digest text not null, -- SHA-256 of the content, in hex
  user_id integer references "user" (id), -- who issued them
  issued_at text not null,
  unique (round_id, number),
  check (contest_id is null or meeting_id is null)
) strict;
create index minutes_contest_id on minutes (contest_id);
create index minutes_meeting_id on minutes (meeting_id);

alter table signed_minutes add column minutes_id integer references minutes (id); -- the issued ones that were signed; none: others, written elsewhere
create index signed_minutes_minutes_id on signed_minutes (minutes_id);
