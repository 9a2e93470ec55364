-- +goose Up

create table stage ( -- how a round's results are revealed at its ceremony
  id integer primary key autoincrement,
  uid text not null unique,
  round_id integer not null unique references round (id),
  places integer, -- down to which place; none: as far as there are prizes
  opens integer not null default 0, -- the page of a contest opens as its last winner is revealed
  public integer not null default 0, -- everybody may watch
  light integer not null default 0, -- dark on light, for halls that are not dark
  token_hash blob unique, -- SHA-256 of the projector's address; none: it has none
  revision integer not null default 0 -- counts what people at their screens should see
) strict;

create table stage_contest ( -- how a contest is revealed; one that is not there comes last, with its awards first
  contest_id integer primary key references contest (id),
  stage_id integer not null references stage (id),
  position integer not null,
  awards_after integer not null default 0,
  left_out integer not null default 0
) strict;
create index stage_contest_stage_id on stage_contest (stage_id);

create table presenter ( -- who leads a ceremony beside the organizers
  id integer primary key autoincrement,
  uid text not null unique,
  stage_id integer not null references stage (id),
  user_id integer not null references "user" (id),
  unique (stage_id, user_id)
) strict;
create index presenter_user_id on presenter (user_id);

create table arms ( -- the coat of arms or the logo that a body has on the screens
  id integer primary key autoincrement,
  uid text not null unique,
  stage_id integer not null references stage (id),
  body_id integer not null references body (id),
  hash text not null, -- SHA-256 of the content, in hex
  type text not null check (type in ('png', 'jpg')),
  size integer not null,
  user_id integer references "user" (id), -- who brought it
  created_at text not null,
  unique (stage_id, body_id)
) strict;
create index arms_body_id on arms (body_id);
create index arms_hash on arms (hash);

create table performance ( -- a ceremony, or a rehearsal of one
  id integer primary key autoincrement,
  uid text not null unique,
  stage_id integer not null references stage (id),
  rehearsal integer not null, -- with invented winners
  opens integer not null, -- as the stage was when it began
  step integer not null default 0, -- the one that is shown; 0: none yet
  black integer not null default 0,
  paused integer not null default 0,
  user_id integer not null references "user" (id), -- who began it
  began_at text not null,
  ended_at text,
  check (not rehearsal or not opens) -- a rehearsal opens nothing
) strict;
create index performance_stage_id on performance (stage_id);
create unique index performance_on on performance (stage_id) where ended_at is null;

create table performance_step ( -- frozen as the ceremony began
  performance_id integer not null references performance (id),
  number integer not null, -- from 1
  kind text not null check (kind in ('contest', 'award', 'place')),
  contest_id integer references contest (id), -- none: over all categories
  result_id integer references result (id), -- whose places; none: of a rehearsal
  place integer,
  last_place integer,
  award_id integer references award (id) on delete set null, -- the award, or what comes with the place besides
  award_revision integer not null default 0, -- of the award as the ceremony began
  name text not null, -- Text: what a rehearsal confers
  winners text not null, -- JSON: candidates with what they get
  revealed_at text,
  primary key (performance_id, number)
) strict;
create index performance_step_contest_id on performance_step (contest_id);
create index performance_step_result_id on performance_step (result_id);
create index performance_step_award_id on performance_step (award_id);

alter table announcement add column at_reveal integer not null default 0; -- T0 is when the ceremony reveals the last winner
