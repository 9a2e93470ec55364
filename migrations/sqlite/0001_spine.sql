-- +goose Up

create table "user" (
  id integer primary key autoincrement,
  uid text not null unique,
  email text not null unique, -- lower case
  name text not null,
  language text not null,
  password_hash text not null default '',
  administrator integer not null default 0,
  created_at text not null,
  ended_at text
) strict;

create table session (
  token_hash blob primary key, -- SHA-256 of the cookie's token
  user_id integer references "user" (id) on delete cascade,
  data blob not null,
  expires_at text not null
) strict;
create index session_expires_at on session (expires_at);
create index session_user_id on session (user_id);

create table sign_in_failure (
  id integer primary key autoincrement,
  key_hash blob not null, -- SHA-256 of the account's or the client's address
  failed_at text not null
) strict;
create index sign_in_failure_key_hash on sign_in_failure (key_hash, failed_at);

create table invitation (
  id integer primary key autoincrement,
  uid text not null unique,
  user_id integer not null references "user" (id) on delete cascade,
  token_hash blob not null unique,
  expires_at text not null,
  used_at text
) strict;
create index invitation_user_id on invitation (user_id);

create table competition (
  id integer primary key autoincrement,
  uid text not null unique,
  slug text not null unique,
  name text not null, -- Text
  country text not null,
  language text not null,
  time_zone text not null,
  created_at text not null
) strict;

create table chapter (
  id integer primary key autoincrement,
  uid text not null unique,
  competition_id integer not null references competition (id),
  parent_id integer references chapter (id),
  path text not null unique, -- "1/5/": the ids from the root, so that a subtree is a prefix
  slug text not null,
  name text not null, -- Text
  region_code text not null default '',
  ended_at text,
  unique (competition_id, slug)
) strict;
create index chapter_parent_id on chapter (parent_id);

create table edition (
  id integer primary key autoincrement,
  uid text not null unique,
  competition_id integer not null references competition (id),
  slug text not null,
  number integer not null,
  year integer not null,
  name text not null, -- Text; empty: number and competition are name enough
  note text not null, -- Text, shown on the public pages
  language text not null,
  time_zone text not null,
  numbering text not null check (numbering in ('dense', 'standard', 'range')),
  tie_break text not null, -- JSON list of rules
  advance text not null, -- JSON: the advancement policy
  created_at text not null,
  unique (competition_id, slug)
) strict;

create table chapter_setting (
  id integer primary key autoincrement,
  chapter_id integer not null references chapter (id),
  edition_id integer not null references edition (id),
  mode text not null check (mode in ('own_round', 'collective', 'none')),
  number integer, -- the chapter's own edition number, where it counts otherwise
  organizer text not null, -- Text
  contact text not null default '',
  unique (chapter_id, edition_id)
) strict;
create index chapter_setting_edition_id on chapter_setting (edition_id);

create table category (
  id integer primary key autoincrement,
  uid text not null unique,
  edition_id integer not null references edition (id),
  slug text not null,
  name text not null, -- Text
  eligibility text not null, -- JSON rule over register attributes
  scope text not null default 'everywhere' check (scope in ('everywhere', 'national', 'regional')),
  position integer not null,
  unique (edition_id, slug)
) strict;

create table rubric (
  id integer primary key autoincrement,
  uid text not null unique,
  edition_id integer not null references edition (id),
  name text not null, -- Text
  better text not null check (better in ('higher', 'lower')),
  trim integer not null,
  minimum integer not null
) strict;
create index rubric_edition_id on rubric (edition_id);

create table criterion (
  id integer primary key autoincrement,
  uid text not null unique,
  rubric_id integer not null references rubric (id) on delete cascade,
  key text not null,
  name text not null, -- Text
  description text not null, -- Text
  kind text not null check (kind in ('points', 'penalty', 'informative')),
  form text not null default 'points' check (form in ('points', 'checklist', 'measured')),
  max integer not null check (max >= 0), -- millionths, as step and weight
  step integer not null check (step > 0),
  weight integer not null check (weight > 0),
  anchors text not null, -- JSON: value and Text of each step that has words
  law text not null default '',
  position integer not null,
  unique (rubric_id, key)
) strict;

create table round (
  id integer primary key autoincrement,
  uid text not null unique,
  edition_id integer not null references edition (id),
  chapter_id integer not null references chapter (id),
  next_round_id integer references round (id), -- where the winners advance to
  slug text not null,
  name text not null, -- Text
  entries_from text,
  entries_until text,
  judging_from text,
  judging_until text,
  closed_at text, -- the act of closing: no score changes after it
  finished_at text,
  unique (edition_id, slug)
) strict;
create index round_chapter_id on round (chapter_id);
create index round_next_round_id on round (next_round_id);

create table contest (
  id integer primary key autoincrement,
  uid text not null unique,
  round_id integer not null references round (id),
  category_id integer not null references category (id),
  rubric_id integer references rubric (id), -- none for archived results
  numbering text not null check (numbering in ('dense', 'standard', 'range')),
  tie_break text not null, -- JSON list of rules
  advance text not null, -- JSON: the advancement policy
  state text not null default 'open' check (state in ('open', 'draft', 'approved', 'sealed', 'announced', 'final')),
  announced_at text, -- T0
  unique (round_id, category_id)
) strict;
create index contest_category_id on contest (category_id);
create index contest_rubric_id on contest (rubric_id);

create table body (
  id integer primary key autoincrement,
  uid text not null unique,
  register text not null, -- 'ruian', 'terc', or 'own' for bodies that are in none
  code text not null,
  kind text not null,
  name text not null,
  name_fold text not null,
  ambiguous integer not null default 0, -- the name is not unique in its region
  twin integer not null default 0, -- nor in its district
  region_code text not null default '',
  region_name text not null default '',
  district_code text not null default '',
  district_name text not null default '',
  orp integer not null default 0,
  orp_code text not null default '',
  orp_name text not null default '',
  parent_code text not null default '',
  population integer, -- missing is not zero
  population_date text not null default '', -- as of when, in ISO 8601
  web text not null default '',
  source text not null, -- who says so, and as of when
  source_date text not null,
  sort_cs blob not null,
  sort_pl blob not null,
  sort_en blob not null,
  ended_at text,
  unique (register, code)
) strict;
create index body_name_fold on body (name_fold);
create index body_region_code on body (region_code, kind);

create table body_word ( -- each word of a folded name, so that any of them is found by its beginning
  word text not null,
  body_id integer not null references body (id) on delete cascade,
  primary key (word, body_id)
) strict;
create index body_word_body_id on body_word (body_id);

create table body_override (
  id integer primary key autoincrement,
  uid text not null unique,
  body_id integer not null references body (id),
  field text not null,
  value text not null,
  source text not null,
  source_date text not null,
  created_at text not null,
  user_id integer references "user" (id),
  unique (body_id, field)
) strict;

create table membership (
  id integer primary key autoincrement,
  uid text not null unique,
  user_id integer not null references "user" (id),
  role text not null check (role in ('organizer', 'secretary', 'representative')),
  competition_id integer references competition (id),
  chapter_id integer references chapter (id),
  round_id integer references round (id),
  contest_id integer references contest (id),
  body_id integer references body (id),
  starts_at text not null,
  ends_at text,
  check (role <> 'organizer' or chapter_id is not null),
  check (role <> 'representative' or body_id is not null)
) strict;
create index membership_user_id on membership (user_id);
create index membership_chapter_id on membership (chapter_id);
create index membership_body_id on membership (body_id);

create table entrant (
  id integer primary key autoincrement,
  uid text not null unique,
  edition_id integer not null references edition (id),
  body_id integer not null references body (id),
  unique (edition_id, body_id)
) strict;
create index entrant_body_id on entrant (body_id);

create table entry (
  id integer primary key autoincrement,
  uid text not null unique,
  edition_id integer not null references edition (id),
  category_id integer not null references category (id),
  chapter_id integer not null references chapter (id), -- the entrant's, which need not be the one that judges
  title text not null default '', -- empty: the entrant's name says it all
  url text not null default '',
  supplier text not null default '',
  automatic integer not null default 0,
  state text not null check (state in ('draft', 'submitted', 'admitted', 'returned', 'rejected', 'withdrawn')),
  submitted_at text,
  created_at text not null
) strict;
create index entry_edition_id on entry (edition_id);
create index entry_category_id on entry (category_id);
create index entry_chapter_id on entry (chapter_id);

create table entry_entrant ( -- joint entries have several
  entry_id integer not null references entry (id) on delete cascade,
  entrant_id integer not null references entrant (id),
  position integer not null,
  primary key (entry_id, entrant_id)
) strict;
create index entry_entrant_entrant_id on entry_entrant (entrant_id);

create table candidate (
  id integer primary key autoincrement,
  uid text not null unique,
  contest_id integer not null references contest (id),
  entry_id integer not null references entry (id),
  source_candidate_id integer references candidate (id), -- who it was in the round before; hidden until that contest's T0
  withdrawn_at text,
  created_at text not null,
  unique (contest_id, entry_id)
) strict;
create index candidate_entry_id on candidate (entry_id);
create index candidate_source_candidate_id on candidate (source_candidate_id);

create table juror (
  id integer primary key autoincrement,
  uid text not null unique,
  round_id integer not null references round (id),
  user_id integer references "user" (id),
  name text not null,
  role text not null check (role in ('member', 'chair', 'secretary')),
  left_at text,
  created_at text not null,
  unique (round_id, user_id)
) strict;
create index juror_user_id on juror (user_id);

create table assignment (
  id integer primary key autoincrement,
  uid text not null unique,
  contest_id integer not null references contest (id),
  juror_id integer not null references juror (id),
  candidate_id integer not null references candidate (id),
  created_at text not null,
  removed_at text, -- its scores are stray from then on
  unique (juror_id, candidate_id)
) strict;
create index assignment_contest_id on assignment (contest_id, juror_id);
create index assignment_candidate_id on assignment (candidate_id);

create table assignment_criterion ( -- no row: all criteria of the rubric
  assignment_id integer not null references assignment (id) on delete cascade,
  criterion_id integer not null references criterion (id),
  primary key (assignment_id, criterion_id)
) strict;
create index assignment_criterion_criterion_id on assignment_criterion (criterion_id);

create table sheet ( -- made with its assignment
  assignment_id integer primary key references assignment (id) on delete cascade,
  revision integer not null default 0,
  state text not null default 'empty' check (state in ('empty', 'draft', 'submitted')),
  comment text not null default '',
  saved_at text,
  submitted_at text
) strict;

create table score (
  assignment_id integer not null references assignment (id) on delete cascade,
  criterion_id integer not null references criterion (id),
  value integer not null check (value >= 0), -- millionths
  saved_at text not null,
  primary key (assignment_id, criterion_id)
) strict;

create table recusal ( -- a duty taken away
  id integer primary key autoincrement,
  uid text not null unique,
  juror_id integer not null references juror (id),
  candidate_id integer not null references candidate (id),
  criterion_id integer references criterion (id), -- none: the whole candidate
  why text not null check (why in ('recused', 'abstained', 'not_applicable')),
  reason text not null default '',
  created_at text not null,
  ended_at text
) strict;
create index recusal_juror_id on recusal (juror_id);
create index recusal_candidate_id on recusal (candidate_id);

create table decision ( -- the chair's or the jury's, in the order taken
  id integer primary key autoincrement,
  uid text not null unique,
  contest_id integer not null references contest (id),
  kind text not null check (kind in ('accept', 'drop_criterion', 'exclude', 'order', 'tie')),
  candidate_id integer references candidate (id),
  criterion_id integer references criterion (id),
  candidates text not null default '[]', -- JSON list of candidate uids, for order and tie
  reason text not null,
  user_id integer references "user" (id),
  decided_at text not null,
  revoked_at text
) strict;
create index decision_contest_id on decision (contest_id);

create table result (
  id integer primary key autoincrement,
  uid text not null unique,
  contest_id integer not null references contest (id),
  version integer not null,
  algorithm text not null, -- 'archive' for published places without scores
  input text not null default '', -- the tally file that it was computed from
  outcome text not null default '', -- what came out, as the tally prints it
  source text not null default '',
  note text not null, -- Text, printed under the result
  erratum text not null, -- Text; why this version replaces the one before
  user_id integer references "user" (id),
  decided_at text not null,
  unique (contest_id, version)
) strict;

create table standing (
  id integer primary key autoincrement,
  result_id integer not null references result (id) on delete cascade,
  candidate_id integer not null references candidate (id),
  position integer not null, -- the row on the page; equal places stand in the language's order of names
  place integer, -- computed; none: out of the ranking
  last_place integer, -- the end of a shared range
  shared integer not null default 0,
  awarded_place integer, -- what was conferred; none: withheld
  total text not null default '', -- two decimals, as printed
  exact text not null default '', -- the fraction
  decided_by text not null default '',
  advances integer not null default 0,
  unique (result_id, candidate_id),
  unique (result_id, position)
) strict;
create index standing_candidate_id on standing (candidate_id);

create table award (
  id integer primary key autoincrement,
  uid text not null unique,
  round_id integer not null references round (id),
  contest_id integer references contest (id), -- none: over all categories
  candidate_id integer references candidate (id), -- none: nobody got it
  kind text not null check (kind in ('place', 'distinction', 'special', 'public', 'grand_prix', 'participation')),
  place integer,
  name text not null, -- Text
  title text not null, -- Text: what the laureate may call itself
  citation text not null, -- Text
  object text not null, -- Text
  amount integer, -- minor units
  currency text not null default '',
  withheld integer not null default 0,
  reason text not null default '',
  position integer not null
) strict;
create index award_round_id on award (round_id);
create index award_contest_id on award (contest_id);
create index award_candidate_id on award (candidate_id);

create table certificate (
  id integer primary key autoincrement,
  uid text not null unique,
  contest_id integer not null references contest (id),
  candidate_id integer not null references candidate (id),
  award_id integer references award (id), -- none: for the place
  edition_id integer not null references edition (id),
  series text not null, -- what becomes public together: "2023/liberecky-kraj/obec"; over all categories: "2023/liberecky-kraj"
  serial integer not null, -- counts within the series, so that it tells nothing of another one
  code text not null unique, -- random; proves nothing about other certificates
  language text not null,
  design_version text not null,
  content text not null, -- JSON: every fact that is printed
  file_hash text not null, -- SHA-256 of the file, in hex
  user_id integer references "user" (id),
  issued_at text not null,
  revoked_at text,
  unique (edition_id, series, serial)
) strict;
create index certificate_contest_id on certificate (contest_id);
create index certificate_candidate_id on certificate (candidate_id);

create table advancement (
  id integer primary key autoincrement,
  uid text not null unique,
  source_candidate_id integer not null unique references candidate (id),
  target_candidate_id integer references candidate (id), -- none: declined
  target_contest_id integer not null references contest (id),
  snapshot text not null, -- JSON: the entry and its result as they were
  reason text not null default '',
  user_id integer references "user" (id),
  advanced_at text not null,
  withdrawn_at text
) strict;
create index advancement_target_contest_id on advancement (target_contest_id);

create table ceremony (
  id integer primary key autoincrement,
  uid text not null unique,
  round_id integer not null unique references round (id),
  starts_at text not null,
  town text not null, -- Text: as printed after "in", in the case that the language asks for
  venue text not null -- Text
) strict;

create table signatory (
  id integer primary key autoincrement,
  uid text not null unique,
  round_id integer not null references round (id),
  name text not null default '', -- empty: signed by hand
  role text not null, -- Text
  position integer not null
) strict;
create index signatory_round_id on signatory (round_id);

create table partner (
  id integer primary key autoincrement,
  uid text not null unique,
  round_id integer not null references round (id),
  name text not null,
  url text not null default '',
  position integer not null
) strict;
create index partner_round_id on partner (round_id);

create table job (
  id integer primary key autoincrement,
  uid text not null unique,
  kind text not null,
  key text not null unique, -- the same key is the same job
  payload text not null, -- JSON
  run_at text not null,
  claimed_until text,
  attempts integer not null default 0,
  done_at text,
  failed_at text,
  error text not null default '',
  created_at text not null
) strict;
create index job_run_at on job (run_at) where done_at is null and failed_at is null;

create table event (
  id integer primary key autoincrement,
  uid text not null unique,
  happened_at text not null,
  user_id integer references "user" (id),
  act text not null,
  object text not null,
  object_id integer not null,
  version integer not null,
  body text not null -- canonical JSON, ids only
) strict;
create index event_object on event (object, object_id);

create table event_note ( -- names and words of an event, which may be erased
  event_id integer primary key references event (id),
  note text not null
) strict;

create table attribute ( -- what the database knows of itself
  name text primary key,
  value text not null
) strict;

-- +goose StatementBegin
create trigger event_no_update before update on event begin select raise(abort, 'the event table is append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger event_no_delete before delete on event begin select raise(abort, 'the event table is append-only'); end;
-- +goose StatementEnd
