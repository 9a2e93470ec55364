-- +goose Up

alter table certificate add column kind text not null default 'place'; -- what it is for: place, distinction, special, finalist or participation
update certificate set kind = case when (select kind from award where award.id = certificate.award_id) = 'distinction' then 'distinction' else 'special' end
  where award_id is not null;

-- Which certificates a round issues; a round without a row issues those for places and awards.
create table certificate_choice (
  id integer primary key autoincrement,
  uid text not null unique,
  round_id integer not null unique references round (id),
  kinds text not null -- JSON: a list
) strict;

-- Work on many papers, done step by step outside of any request.
create table batch (
  id integer primary key autoincrement,
  uid text not null unique,
  kind text not null check (kind in ('print', 'print_file', 'zip', 'results')),
  edition_id integer not null references edition (id),
  round_id integer references round (id), -- none: of the whole edition
  params text not null, -- JSON: switches
  total integer not null,
  done integer not null,
  state text not null check (state in ('waiting', 'running', 'done', 'cancelled', 'failed')),
  error text not null, -- key of why it failed
  claimed_until text,
  attempts integer not null, -- how often it was taken up; whoever works knows by it whether it is still his
  revision integer not null, -- counts what there is to see
  hash text not null, -- SHA-256 of the file that it made, in hex
  size integer not null,
  type text not null, -- of that file: pdf, zip
  user_id integer references "user" (id),
  created_at text not null,
  ended_at text
) strict;
create index batch_round_id on batch (round_id);
create index batch_edition_id on batch (edition_id);

-- A certificate that a batch could not print.
create table batch_failure (
  id integer primary key autoincrement,
  uid text not null unique,
  batch_id integer not null references batch (id),
  certificate_id integer not null references certificate (id),
  error text not null, -- key
  unique (batch_id, certificate_id)
) strict;
create index batch_failure_certificate_id on batch_failure (certificate_id);
