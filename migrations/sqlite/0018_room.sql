-- +goose Up

create table sheet_opening ( -- when a juror first looked at a sheet
  assignment_id integer primary key references assignment (id) on delete cascade,
  opened_at text not null
) strict;

create table closing ( -- of a round's judging; one that was taken back stays
  id integer primary key autoincrement,
  uid text not null unique,
  round_id integer not null references round (id),
  closed_at text not null,
  user_id integer references "user" (id),
  reopened_at text,
  reopener_id integer references "user" (id),
  reason text not null default '' -- why it was taken back
) strict;
create index closing_round_id on closing (round_id);
create unique index closing_current on closing (round_id) where reopened_at is null;

create table closing_total ( -- what a contest's sheets came to at the closing
  closing_id integer not null references closing (id) on delete cascade,
  contest_id integer not null references contest (id),
  candidates integer not null,
  duties integer not null, -- sheets that were owed
  sheets integer not null, -- of them, submitted
  scores integer not null, -- on submitted sheets
  digest text not null, -- SHA-256 of everything that the tally is made of but the decisions, in hex
  primary key (closing_id, contest_id)
) strict;
create index closing_total_contest_id on closing_total (contest_id);

create table closing_sum (
  closing_id integer not null references closing (id) on delete cascade,
  contest_id integer not null references contest (id),
  criterion_id integer not null references criterion (id),
  scores integer not null,
  points integer not null, -- the sum of these scores, in millionths
  primary key (closing_id, contest_id, criterion_id)
) strict;
create index closing_sum_contest_id on closing_sum (contest_id);
create index closing_sum_criterion_id on closing_sum (criterion_id);
