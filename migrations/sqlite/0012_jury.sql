-- +goose Up

-- A jury before its first score: who sits for which contests, who accepted, and what it was given to read.

alter table juror add column invited_at text;
alter table juror add column accepted_at text;
alter table juror add column declined_at text; -- the seat is left then
alter table juror add column declined_for text not null default ''; -- why
alter table juror add column answerer_id integer references "user" (id); -- who put the answer on record
update juror set invited_at = created_at, accepted_at = created_at;

create table juror_contest ( -- no row: all contests of the round
  juror_id integer not null references juror (id) on delete cascade,
  contest_id integer not null references contest (id),
  primary key (juror_id, contest_id)
) strict;
create index juror_contest_contest_id on juror_contest (contest_id);

alter table contest add column chair_id integer references juror (id); -- its own; none: the round's
create index contest_chair_id on contest (chair_id);

create table juror_body ( -- that a juror works for
  juror_id integer not null references juror (id) on delete cascade,
  body_id integer not null references body (id),
  primary key (juror_id, body_id)
) strict;
create index juror_body_body_id on juror_body (body_id);

create table jury_text ( -- what jurors accept, in versions
  id integer primary key autoincrement,
  uid text not null unique,
  edition_id integer not null references edition (id),
  round_id integer references round (id), -- its own text, in place of the edition's; none: the edition's
  kind text not null check (kind in ('confidentiality', 'instructions')),
  version integer not null,
  text text not null, -- Text, in Markdown
  user_id integer references "user" (id),
  published_at text not null,
  ended_at text -- replaced, or given up
) strict;
create index jury_text_edition_id on jury_text (edition_id, kind);
create index jury_text_round_id on jury_text (round_id);

create table jury_text_acceptance (
  juror_id integer not null references juror (id) on delete cascade,
  jury_text_id integer not null references jury_text (id),
  accepted_at text not null,
  primary key (juror_id, jury_text_id)
) strict;
create index jury_text_acceptance_jury_text_id on jury_text_acceptance (jury_text_id);

alter table edition add column juror_bars integer not null default 0; -- nobody judges where his body competes; otherwise it is only said
alter table edition add column winners_rest integer not null default 0; -- winners of so many editions before this one do not compete
alter table edition add column winners_barred integer not null default 0; -- refused; otherwise it is only said
alter table category add column winners_compete integer not null default 0; -- all the same

alter table candidate add column training integer not null default 0; -- scored by all to try the scale out, and never counted
alter table candidate add column discussed_at text; -- since when all see what each gave a training one
