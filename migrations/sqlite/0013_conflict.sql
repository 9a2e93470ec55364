-- +goose Up

-- Who must not judge whom: what an edition asks its jurors, what they answered, and what came of it.

create table conflict_policy ( -- no row: jurors are asked nothing
  edition_id integer primary key references edition (id) on delete cascade,
  region text not null check (region in ('', 'region', 'district')), -- nobody judges his own; empty: everybody may
  supplier integer not null, -- jurors say which suppliers they have to do with
  declaration integer not null, -- jurors say of each candidate whether they have a conflict
  bars_entry text not null default '[]' -- JSON list: the kinds of conflicts that bar the entry in place of the juror
) strict;

create table juror_home ( -- where a juror lives or works, as he says
  juror_id integer primary key references juror (id) on delete cascade,
  region_code text not null, -- empty: in none of the competition's
  district_code text not null,
  declared_at text not null
) strict;

create table juror_supplier ( -- no row: not answered
  juror_id integer not null references juror (id) on delete cascade,
  supplier_id integer not null references supplier (id) on delete cascade,
  related integer not null,
  declared_at text not null,
  primary key (juror_id, supplier_id)
) strict;
create index juror_supplier_supplier_id on juror_supplier (supplier_id);

create table declaration ( -- what a juror says of a candidate; no row: nothing yet
  juror_id integer not null references juror (id) on delete cascade,
  candidate_id integer not null references candidate (id),
  conflict integer not null,
  reason text not null default '',
  declared_at text not null,
  primary key (juror_id, candidate_id)
) strict;
create index declaration_candidate_id on declaration (candidate_id);

create table clearance ( -- where jurors are asked: that nothing stands between this one and the candidate
  juror_id integer not null references juror (id) on delete cascade,
  candidate_id integer not null references candidate (id),
  supplier text not null, -- that the entry named then; once it names another one, the clearance is void
  primary key (juror_id, candidate_id)
) strict;
create index clearance_candidate_id on clearance (candidate_id);

alter table recusal add column kind text not null default ''; -- of the conflict; empty: the organizer's act
alter table recusal add column object integer not null default 0; -- the body or the supplier that it is about
alter table recusal add column user_id integer references "user" (id); -- whose act it was
alter table recusal add column ended_for text not null default ''; -- why the organizer ended it; empty: what it stood on is no more
alter table recusal add column ender_id integer references "user" (id);
