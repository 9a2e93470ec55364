-- +goose Up

create table script ( -- what a round's organizer writes for the host's script and the press release, which say the results besides
  id integer primary key autoincrement,
  uid text not null unique,
  round_id integer not null unique references round (id),
  opening text not null, -- Text
  closing text not null, -- Text
  about text not null -- Text: what the press release says of the competition
) strict;

create table handover ( -- who hands over what comes with a contest's places, or an award
  id integer primary key autoincrement,
  uid text not null unique,
  round_id integer not null references round (id),
  contest_id integer unique references contest (id),
  award_id integer unique references award (id) on delete cascade,
  words text not null, -- Text
  check ((contest_id is null) <> (award_id is null))
) strict;
create index handover_round_id on handover (round_id);

create table script_version ( -- a script as it was issued; its number goes up with what it says
  id integer primary key autoincrement,
  uid text not null unique,
  round_id integer not null references round (id),
  version integer not null,
  content text not null, -- JSON
  digest text not null, -- SHA-256 of the content, in hex
  user_id integer references "user" (id), -- who issued it
  issued_at text not null,
  unique (round_id, version)
) strict;
