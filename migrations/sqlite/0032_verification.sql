-- +goose Up

alter table certificate add column address text not null default ''; -- where everybody can verify it, as it is printed; empty: it bears none
alter table certificate add column withdrawn integer not null default 0; -- an organizer declared it void; otherwise it said something else than what was decided
alter table certificate add column reason text not null default ''; -- why he did, for everybody who verifies it
alter table certificate add column successor_id integer references certificate (id); -- the one that was issued instead
create index certificate_successor_id on certificate (successor_id);

create table certificate_file ( -- the file as it left, which cannot be made again once fonts, designs or seals have changed
  certificate_id integer primary key references certificate (id),
  content blob not null,
  created_at text not null
) strict;

create table signing_key ( -- of this installation; the last one that has not ended signs
  id integer primary key autoincrement,
  public text not null unique, -- as verifiers of golang.org/x/mod/sumdb/note are written: "competition.example.org+1a2b3c4d+…"
  seed blob not null, -- the secret of Ed25519
  began_at text not null,
  ended_at text
) strict;
