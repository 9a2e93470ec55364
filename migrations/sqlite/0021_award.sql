-- +goose Up

create table award_definition ( -- an award that an edition, or a chapter in it, gives; what a round alone gives is among its awards
  id integer primary key autoincrement,
  uid text not null unique,
  edition_id integer not null references edition (id),
  chapter_id integer references chapter (id), -- none: of all chapters
  kind text not null check (kind in ('place', 'distinction', 'special', 'public', 'grand_prix', 'participation')),
  place integer,
  overall integer not null default 0, -- once in a round, over all categories
  name text not null, -- Text
  title text not null, -- Text
  object text not null, -- Text
  patron text not null, -- Text: who gives it
  amount integer, -- minor units
  currency text not null default '',
  position integer not null
) strict;
create index award_definition_edition_id on award_definition (edition_id);
create index award_definition_chapter_id on award_definition (chapter_id);

alter table award add column definition_id integer references award_definition (id) on delete set null; -- none: the round's own
alter table award add column patron text not null default '{}'; -- Text
create index award_definition_id on award (definition_id);

create table prize_policy ( -- what those get who share a place; the contest's goes before the chapter's, and that before the edition's
  id integer primary key autoincrement,
  uid text not null unique,
  edition_id integer not null references edition (id),
  chapter_id integer references chapter (id),
  contest_id integer unique references contest (id), -- as it was when the contest was decided
  ties text not null check (ties in ('full', 'pool', 'chair'))
) strict;
create index prize_policy_edition_id on prize_policy (edition_id);
create index prize_policy_chapter_id on prize_policy (chapter_id);

create table prize ( -- what somebody gets with its place in a result
  id integer primary key autoincrement,
  uid text not null unique,
  result_id integer not null references result (id),
  candidate_id integer not null references candidate (id),
  award_id integer references award (id), -- what comes with the place besides
  amount integer, -- minor units
  currency text not null default '',
  unique (result_id, candidate_id)
) strict;
create index prize_candidate_id on prize (candidate_id);
create index prize_award_id on prize (award_id);

create table withholding ( -- what a result does not confer: somebody's place, or a place that nobody gets
  id integer primary key autoincrement,
  uid text not null unique,
  result_id integer not null references result (id),
  candidate_id integer references candidate (id), -- none: the place is nobody's
  place integer not null,
  reason text not null
) strict;
create index withholding_result_id on withholding (result_id);
create index withholding_candidate_id on withholding (candidate_id);
