-- +goose Up

-- Deadlines that were public and have been moved, and calendars to subscribe to.

create table prolongation (
  id integer primary key autoincrement,
  uid text not null unique,
  round_id integer not null references round (id),
  contest_id integer references contest (id), -- whose own deadline it is; none: the round's
  deadline text not null check (deadline in ('entries_until', 'judging_until')),
  old_at text not null,
  new_at text not null, -- before the old one where it was shortened
  reason text not null, -- public
  user_id integer references "user" (id),
  prolonged_at text not null
) strict;
create index prolongation_round_id on prolongation (round_id);
create index prolongation_contest_id on prolongation (contest_id);

create table calendar ( -- somebody's own address of a calendar file
  id integer primary key autoincrement,
  uid text not null unique,
  user_id integer not null references "user" (id) on delete cascade,
  token_hash blob not null unique, -- SHA-256 of the address's token
  created_at text not null,
  ended_at text
) strict;
create index calendar_user_id on calendar (user_id);
