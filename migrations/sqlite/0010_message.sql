-- +goose Up

-- The letters that the site sends, and what people ask for by letter.

create table request ( -- to act for a body, by somebody who is to prove the address before anybody else hears of it
  id integer primary key autoincrement,
  uid text not null unique,
  body_id integer not null references body (id),
  email text not null,
  name text not null,
  function text not null,
  note text not null default '',
  language text not null,
  token_hash blob unique, -- of the link in the letter to that address; none: the letter is not written yet
  expires_at text not null, -- an address that is not proven by then is forgotten
  state text not null check (state in ('unproven', 'waiting', 'confirmed', 'refused', 'replaced')),
  reason text not null default '', -- why it was refused
  membership_id integer references membership (id), -- that it was confirmed with
  user_id integer references "user" (id), -- who decided
  created_at text not null,
  proven_at text,
  decided_at text
) strict;
create index request_body_id on request (body_id, state);
create index request_state on request (state, expires_at);

create table message ( -- a letter to one recipient, from its draft on
  id integer primary key autoincrement,
  uid text not null unique,
  kind text not null,
  key text not null unique, -- of the event and the recipient: nobody is told twice
  chapter_id integer references chapter (id), -- whose organizers look after it; none: administrators do
  edition_id integer references edition (id),
  round_id integer references round (id),
  entry_id integer references entry (id) on delete cascade,
  juror_id integer references juror (id),
  membership_id integer references membership (id),
  request_id integer references request (id),
  user_id integer references "user" (id), -- the recipient's account; none: a letter to an address
  name text not null,
  email text not null,
  folded text not null, -- both, for the search
  language text not null,
  subject text not null,
  text text not null, -- {link} stands where the link goes: it is made when the letter leaves, and may be a secret
  state text not null check (state in ('draft', 'queued', 'sent', 'failed', 'bounced', 'discarded')),
  attempts integer not null default 0, -- to hand it over
  answer text not null default '', -- of the mail server, to the last of them
  sender_id integer references "user" (id), -- who let it leave; none: it left by itself
  created_at text not null,
  edited_at text,
  queued_at text,
  answered_at text
) strict;
create index message_chapter_id on message (chapter_id, state);
create index message_edition_id on message (edition_id, state);
create index message_email on message (email);
create index message_entry_id on message (entry_id);
create index message_juror_id on message (juror_id);
create index message_membership_id on message (membership_id);

create table message_template ( -- what organizers write in place of the program's own words
  id integer primary key autoincrement,
  uid text not null unique,
  edition_id integer references edition (id), -- none: of the whole site
  kind text not null,
  language text not null,
  subject text not null,
  text text not null,
  user_id integer references "user" (id),
  saved_at text not null
) strict;
create unique index message_template_kind on message_template (coalesce(edition_id, 0), kind, language);

create table message_setting ( -- which letters of an edition leave by themselves
  edition_id integer not null references edition (id) on delete cascade,
  kind text not null,
  by_itself integer not null,
  primary key (edition_id, kind)
) strict;

create table bounce ( -- an address that letters come back from
  email text primary key,
  reason text not null default '',
  user_id integer references "user" (id), -- who said so
  marked_at text not null
) strict;

create table password_reset (
  id integer primary key autoincrement,
  uid text not null unique,
  user_id integer not null references "user" (id) on delete cascade,
  token_hash blob not null unique,
  expires_at text not null,
  used_at text
) strict;
create index password_reset_user_id on password_reset (user_id);

-- Invitations that waited when letters moved into the outbox are sent no more: whoever invited them does so again.
update job set failed_at = run_at, error = 'queued before letters had an outbox' where kind = 'invitation' and done_at is null and failed_at is null;
