-- +goose Up

alter table edition add column announcing_pair integer not null default 0; -- setting T0 takes two people
alter table edition add column objection_days integer not null default 0; -- after the day of T0; 0: nobody objects
alter table edition add column publication text not null default '{"certificates":0}'; -- JSON: hours after T0 by level; one that is not there is never public
alter table contest add column objections_until text; -- set with T0; none: no window
alter table contest add column amending_at text; -- since when the public result waits for a corrected version

create table announcement ( -- a moment of announcing that waits for a second person, or did
  id integer primary key autoincrement,
  uid text not null unique,
  contest_id integer not null references contest (id),
  opens_at text, -- T0; none: as soon as it is confirmed
  state text not null check (state in ('waiting', 'confirmed', 'rejected', 'withdrawn')),
  entered_by integer not null references "user" (id),
  entered_at text not null,
  decided_by integer references "user" (id),
  decided_at text,
  answer text not null default '' -- why it was rejected
) strict;
create index announcement_contest_id on announcement (contest_id);
create unique index announcement_waiting on announcement (contest_id) where state = 'waiting';

create table objection (
  id integer primary key autoincrement,
  uid text not null unique,
  contest_id integer not null references contest (id),
  candidate_id integer not null references candidate (id),
  about text not null check (about in ('fact', 'procedure')),
  words text not null,
  state text not null check (state in ('open', 'upheld', 'rejected')),
  made_by integer not null references "user" (id),
  made_at text not null,
  decided_by integer references "user" (id),
  decided_at text,
  answer text not null default '' -- why it was upheld or rejected
) strict;
create index objection_contest_id on objection (contest_id);
create index objection_candidate_id on objection (candidate_id);
alter table correction add column objection_id integer references objection (id); -- what it answers
create index correction_objection_id on correction (objection_id);

create table erratum ( -- a corrected version of a public result, as it waits for a second person, or did
  id integer primary key autoincrement,
  uid text not null unique,
  contest_id integer not null references contest (id),
  words text not null, -- Text: what is wrong in the version before, and why
  note text not null, -- Text, printed under the result
  withheld text not null, -- JSON list: uids of candidates whose place is not conferred
  digest text not null, -- SHA-256, in hex, of the outcome that was seen
  objection_id integer references objection (id), -- what it answers
  state text not null check (state in ('waiting', 'confirmed', 'rejected', 'withdrawn')),
  entered_by integer not null references "user" (id),
  entered_at text not null,
  decided_by integer references "user" (id),
  decided_at text,
  answer text not null default '', -- why it was rejected
  result_id integer unique references result (id) -- the version that it became
) strict;
create index erratum_contest_id on erratum (contest_id);
create index erratum_objection_id on erratum (objection_id);
create unique index erratum_waiting on erratum (contest_id) where state = 'waiting';

create table erratum_candidate ( -- who went on to the next round, and would not by the corrected version
  erratum_id integer not null references erratum (id) on delete cascade,
  candidate_id integer not null references candidate (id),
  own_error integer not null default 0, -- it went on through an error of its own, and is removed; otherwise it stays
  primary key (erratum_id, candidate_id)
) strict;
create index erratum_candidate_candidate_id on erratum_candidate (candidate_id);
