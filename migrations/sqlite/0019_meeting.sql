-- +goose Up

create table meeting_rule ( -- how a round's jury meets; none: as the program has it by default
  round_id integer primary key references round (id),
  quorum text not null check (quorum in ('more_than_half', 'half', 'two_thirds', 'everybody', 'number')),
  quorum_number integer not null default 0, -- for 'number'
  casting integer not null default 0, -- the chair's vote decides between equal halves
  shows text not null check (shows in ('none', 'pseudonym', 'named')) -- whose values the members see
) strict;

create table meeting (
  id integer primary key autoincrement,
  uid text not null unique,
  round_id integer not null references round (id),
  number integer not null, -- counts within the round, from 1
  starts_at text, -- planned
  venue text not null default '',
  quorum text not null default 'more_than_half', -- as the rule was when it was opened
  quorum_number integer not null default 0,
  casting integer not null default 0,
  shows text not null default 'none',
  revision integer not null default 0, -- counts what people at their screens should see
  created_at text not null,
  opened_at text,
  ended_at text,
  unique (round_id, number)
) strict;
create unique index meeting_open on meeting (round_id) where opened_at is not null and ended_at is null;

create table agenda_item (
  id integer primary key autoincrement,
  uid text not null unique,
  meeting_id integer not null references meeting (id) on delete cascade,
  contest_id integer not null references contest (id),
  position integer not null,
  unique (meeting_id, contest_id)
) strict;
create index agenda_item_contest_id on agenda_item (contest_id);

create table attendance ( -- a stay of somebody at a meeting; who comes back has another one
  id integer primary key autoincrement,
  uid text not null unique,
  meeting_id integer not null references meeting (id) on delete cascade,
  juror_id integer not null references juror (id),
  online integer not null default 0,
  arrived_at text not null,
  left_at text
) strict;
create index attendance_meeting_id on attendance (meeting_id);
create unique index attendance_present on attendance (juror_id, meeting_id) where left_at is null;

create table discussion ( -- a candidate's turn in a meeting; the one that has not ended is on everybody's screen
  id integer primary key autoincrement,
  uid text not null unique,
  meeting_id integer not null references meeting (id) on delete cascade,
  candidate_id integer not null references candidate (id),
  began_at text not null,
  ended_at text
) strict;
create index discussion_candidate_id on discussion (candidate_id);
create index discussion_meeting_id on discussion (meeting_id);
create unique index discussion_current on discussion (meeting_id) where ended_at is null;

create table proposal ( -- an award beside the ranking, as it is drafted; it becomes one when it is conferred
  id integer primary key autoincrement,
  uid text not null unique,
  contest_id integer not null references contest (id),
  candidate_id integer not null references candidate (id),
  meeting_id integer not null references meeting (id),
  kind text not null check (kind in ('distinction', 'special')),
  name text not null, -- Text
  citation text not null, -- Text
  revision integer not null default 1,
  award_id integer unique references award (id), -- none: not conferred
  user_id integer references "user" (id),
  created_at text not null,
  dropped_at text
) strict;
create index proposal_contest_id on proposal (contest_id);
create index proposal_candidate_id on proposal (candidate_id);
create index proposal_meeting_id on proposal (meeting_id);

create table proposal_version ( -- each wording that was saved
  id integer primary key autoincrement,
  uid text not null unique,
  proposal_id integer not null references proposal (id) on delete cascade,
  revision integer not null,
  name text not null, -- Text
  citation text not null, -- Text
  user_id integer references "user" (id),
  saved_at text not null,
  unique (proposal_id, revision)
) strict;

create table motion (
  id integer primary key autoincrement,
  uid text not null unique,
  meeting_id integer not null references meeting (id) on delete cascade,
  contest_id integer references contest (id), -- none: about the whole round
  number integer not null, -- counts within the meeting, from 1
  kind text not null check (kind in ('order', 'tie', 'accept', 'drop_criterion', 'exclude', 'distinction', 'other')),
  criterion_id integer references criterion (id),
  proposal_id integer references proposal (id), -- the award that it is about
  words text not null,
  mover_id integer references juror (id),
  moved_at text not null,
  closed_at text,
  outcome text not null default '' check (outcome in ('', 'carried', 'lost', 'no_quorum', 'withdrawn')),
  members integer not null default 0, -- who may have voted when it was closed, as the next two
  present integer not null default 0,
  needed integer not null default 0,
  casting integer not null default 0, -- the chair's vote decided
  unique (meeting_id, number)
) strict;
create index motion_contest_id on motion (contest_id);
create index motion_mover_id on motion (mover_id);
create index motion_proposal_id on motion (proposal_id);

create table motion_candidate ( -- whom a motion is about, in the order moved
  motion_id integer not null references motion (id) on delete cascade,
  candidate_id integer not null references candidate (id),
  position integer not null,
  primary key (motion_id, candidate_id)
) strict;
create index motion_candidate_candidate_id on motion_candidate (candidate_id);

create table vote (
  id integer primary key autoincrement,
  uid text not null unique,
  motion_id integer not null references motion (id) on delete cascade,
  juror_id integer not null references juror (id),
  choice text not null check (choice in ('for', 'against', 'abstain')),
  dissent text not null default '',
  user_id integer references "user" (id), -- who entered it: the member, or the secretary
  cast_at text not null,
  unique (motion_id, juror_id)
) strict;
create index vote_juror_id on vote (juror_id);

create table motion_decision ( -- what a carried motion became
  motion_id integer not null references motion (id) on delete cascade,
  decision_id integer not null unique references decision (id),
  primary key (motion_id, decision_id)
) strict;
