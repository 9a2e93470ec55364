-- +goose Up

create table archive ( -- what was published elsewhere of a contest that was never judged here, beside its places
  contest_id integer primary key references contest (id),
  key text not null, -- what the file that it was imported from calls the table
  published text not null, -- as exactly as is known: "2003", "2003-01", "2003-01-15"; empty: not at all
  series text not null, -- which category it is over the years
  complete integer not null, -- all places that were awarded are there
  ranked integer not null, -- 0: winners without an order
  entered integer, -- how many entries competed; none: unknown
  names text not null, -- JSON: what candidates were called, by uid, where the register calls them otherwise
  content text not null -- JSON: the table as it was imported
) strict;
