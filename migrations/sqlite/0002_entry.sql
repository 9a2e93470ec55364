-- +goose Up

-- What an entry needs from its draft to the formal check, and what its category asks for.

create table rules ( -- of an edition, in versions
  id integer primary key autoincrement,
  uid text not null unique,
  edition_id integer not null references edition (id),
  version integer not null,
  text text not null, -- Text, in Markdown
  published_at text, -- none: a draft
  user_id integer references "user" (id),
  created_at text not null,
  unique (edition_id, version)
) strict;

alter table category add column automatic integer not null default 0; -- everybody eligible is entered from the register
alter table category add column entry_limit integer; -- most entries of one entrant; none: any number
alter table category add column cancelled_at text;

alter table contest add column entries_from text; -- its own; none: the round's
alter table contest add column entries_until text;
alter table contest add column cancelled_at text;

alter table round add column cancelled_at text;

alter table chapter_setting add column round_id integer references round (id); -- the collective round that judges its entries
create index chapter_setting_round_id on chapter_setting (round_id);

alter table entry add column contest_id integer references contest (id); -- that it enters; none in archives without one
alter table entry add column revision integer not null default 0; -- counts the saves, so that two tabs cannot overwrite each other
alter table entry add column saved_at text;
alter table entry add column url_confirmed_at text; -- when its entrant said that the address is right
update entry set contest_id = (
  select min(c.contest_id) from candidate c join contest t on t.id = c.contest_id
  where c.entry_id = entry.id and c.source_candidate_id is null and t.category_id = entry.category_id);
create index entry_contest_id on entry (contest_id, state);

create table form_field ( -- of a category's entry form
  id integer primary key autoincrement,
  uid text not null unique,
  category_id integer not null references category (id),
  key text not null, -- stays when the words change
  kind text not null check (kind in ('short_text', 'long_text', 'url', 'number', 'date', 'choice', 'choices', 'declaration', 'file')),
  label text not null, -- Text
  help text not null, -- Text
  required integer not null default 0,
  longest integer, -- a text in UTF-16 units, as browsers count; a file in bytes
  minimum integer, -- a number, in millionths
  maximum integer,
  options text not null default '[]', -- JSON: the choices' keys and Texts; a file's types
  hidden integer not null default 0, -- from jurors
  position integer not null,
  ended_at text, -- no longer asked for; what was answered stays
  unique (category_id, key)
) strict;

create table answer (
  entry_id integer not null references entry (id) on delete cascade,
  field_id integer not null references form_field (id),
  value text not null,
  primary key (entry_id, field_id)
) strict;
create index answer_field_id on answer (field_id);

create table submission ( -- an entry as it was handed in, which nobody changes any more
  id integer primary key autoincrement,
  uid text not null unique,
  entry_id integer not null references entry (id),
  version integer not null,
  content text not null, -- JSON: everything that was handed in
  rules_id integer references rules (id), -- that the entrant agreed to
  late integer not null default 0,
  reason text not null default '', -- why it was taken late
  user_id integer references "user" (id),
  submitted_at text not null,
  unique (entry_id, version)
) strict;
create index submission_rules_id on submission (rules_id);

create table formal_check ( -- what the organizer decided about an entry, in the order taken
  id integer primary key autoincrement,
  uid text not null unique,
  entry_id integer not null references entry (id),
  outcome text not null check (outcome in ('admitted', 'returned', 'rejected')),
  reason text not null default '',
  fields text not null default '[]', -- JSON: the keys of what is asked for again; "title", "url", "supplier" among them
  until text, -- a returned entry's own deadline
  user_id integer references "user" (id),
  decided_at text not null
) strict;
create index formal_check_entry_id on formal_check (entry_id);

create table entry_url ( -- the addresses that an entry has had, the latest last
  id integer primary key autoincrement,
  entry_id integer not null references entry (id) on delete cascade,
  url text not null,
  source text not null check (source in ('register', 'entrant', 'organizer')),
  user_id integer references "user" (id),
  created_at text not null
) strict;
create index entry_url_entry_id on entry_url (entry_id);

create table remark ( -- what an entrant says about an entry, or an organizer answers
  id integer primary key autoincrement,
  uid text not null unique,
  entry_id integer not null references entry (id) on delete cascade,
  text text not null,
  user_id integer references "user" (id),
  created_at text not null
) strict;
create index remark_entry_id on remark (entry_id);
