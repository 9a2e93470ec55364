-- +goose Up

create table second_factor ( -- who has a row has one
  user_id integer primary key references "user" (id) on delete cascade,
  secret text not null, -- Base32
  taken integer not null, -- the half minute since 1970 of the code that was taken last; none up to it is taken again
  created_at text not null
) strict;

create table recovery_code (
  id integer primary key autoincrement,
  user_id integer not null references "user" (id) on delete cascade,
  code_hash blob not null unique, -- SHA-256
  used_at text
) strict;
create index recovery_code_user_id on recovery_code (user_id);

create table sign_in_step ( -- somebody has given the right password, and is asked for a code
  token_hash blob primary key, -- SHA-256 of the cookie's token
  user_id integer not null references "user" (id) on delete cascade,
  expires_at text not null
) strict;
create index sign_in_step_user_id on sign_in_step (user_id);

alter table competition add column second_factor_from text; -- since when organizers and chairs need one; none: they do not

alter table session add column uid text not null default '';
alter table session add column began_at text;
alter table session add column used_at text; -- to within some minutes
alter table session add column address text not null default '';
alter table session add column browser text not null default ''; -- as it names itself
