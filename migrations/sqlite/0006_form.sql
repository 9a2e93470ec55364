-- +goose Up

-- What a category's entry form asks for beside its own fields, and who built the sites that are judged.

alter table form_field add column decimals integer not null default 0; -- a number's digits after the point
alter table form_field add column most integer; -- how many files; how many choices; none: any number

create table form_part ( -- title, address and supplier, which every entry has; without a row: asked, not required, under its usual name
  category_id integer not null references category (id),
  part text not null check (part in ('title', 'url', 'supplier')),
  asked integer not null,
  required integer not null,
  hidden integer not null, -- from jurors
  label text not null, -- Text; empty: its usual name
  help text not null, -- Text
  primary key (category_id, part)
) strict;

create table supplier ( -- of the sites and services that a competition judges: a list that grows
  id integer primary key autoincrement,
  uid text not null unique,
  competition_id integer not null references competition (id),
  name text not null,
  folded text not null, -- lower case, without accents, punctuation and legal form
  into_id integer references supplier (id), -- the supplier that this is another name of
  created_at text not null,
  unique (competition_id, folded)
) strict;
create index supplier_into_id on supplier (into_id);
