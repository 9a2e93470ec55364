-- +goose Up

-- What two people do to a score: one keys a paper in, or enters a correction, and another confirms or rejects it.

create table paper ( -- a score sheet, or a column of scores, that a juror filled in on paper
  id integer primary key autoincrement,
  uid text not null unique,
  contest_id integer not null references contest (id),
  juror_id integer not null references juror (id),
  dated_on text not null, -- the day that stands on the paper: "2026-03-27"
  name text not null, -- of the scan, as it is saved by whoever gets it
  type text not null, -- the ending that tells what it is: "pdf"
  size integer not null, -- bytes
  hash text not null, -- SHA-256 of the scan, in hex
  state text not null check (state in ('waiting', 'confirmed', 'rejected', 'withdrawn')),
  keyed_by integer not null references "user" (id),
  keyed_at text not null,
  decided_by integer references "user" (id), -- who confirmed or rejected it, or the keyer who withdrew it
  decided_at text,
  reason text not null default '', -- why it was rejected
  check ((state = 'waiting') = (decided_at is null)),
  check (decided_by <> keyed_by or state = 'withdrawn')
) strict;
create index paper_contest_id on paper (contest_id);
create index paper_juror_id on paper (juror_id);
create index paper_hash on paper (hash);

create table paper_sheet ( -- what the paper says of one candidate
  paper_id integer not null references paper (id),
  assignment_id integer not null references assignment (id),
  revision integer not null, -- of the sheet when it was keyed in
  comment text not null default '',
  primary key (paper_id, assignment_id)
) strict;
create index paper_sheet_assignment_id on paper_sheet (assignment_id);

create table paper_score (
  paper_id integer not null references paper (id),
  assignment_id integer not null references assignment (id),
  criterion_id integer not null references criterion (id),
  value integer not null check (value >= 0), -- millionths
  measured text not null default '', -- what the points were converted from, as in score
  primary key (paper_id, assignment_id, criterion_id)
) strict;
create index paper_score_criterion_id on paper_score (criterion_id);

create table correction ( -- of scores, after the judging was closed
  id integer primary key autoincrement,
  uid text not null unique,
  contest_id integer not null references contest (id),
  reason text not null,
  name text not null default '', -- of the file that goes with it, as those of paper; empty: there is none
  type text not null default '',
  size integer not null default 0, -- bytes
  hash text not null default '',
  state text not null check (state in ('open', 'confirmed', 'rejected', 'withdrawn')),
  entered_by integer not null references "user" (id),
  entered_at text not null,
  decided_by integer references "user" (id), -- who confirmed or rejected it, or who entered and withdrew it
  decided_at text,
  answer text not null default '', -- why it was rejected
  check ((state = 'open') = (decided_at is null)),
  check (decided_by <> entered_by or state = 'withdrawn')
) strict;
create index correction_contest_id on correction (contest_id);
create index correction_hash on correction (hash);

create table correction_cell ( -- one score of it
  correction_id integer not null references correction (id),
  assignment_id integer not null references assignment (id),
  criterion_id integer not null references criterion (id),
  before integer, -- millionths that counted; none: nothing did
  after integer check (after >= 0), -- millionths that are to count; none: nothing is to
  measured text not null default '', -- what the new points were converted from, as in score
  primary key (correction_id, assignment_id, criterion_id)
) strict;
create index correction_cell_assignment_id on correction_cell (assignment_id, criterion_id);
create index correction_cell_criterion_id on correction_cell (criterion_id);
