-- +goose Up

alter table edition add column award_revision integer not null default 0; -- counts the changes of its awards and prizes
alter table chapter add column award_revision integer not null default 0; -- the same of the chapter's own, over its editions
alter table award add column revision integer not null default 0; -- counts its changes
alter table standing add column awarded_last integer; -- the end of a shared range as it is conferred; none: as far from the place as computed
alter table erratum add column amounts text not null default '{}'; -- JSON: what the chair decided that candidates get, by uid, in minor units

create table erratum_objection ( -- which objections that were upheld a corrected version answers
  erratum_id integer not null references erratum (id),
  objection_id integer not null references objection (id),
  primary key (erratum_id, objection_id)
) strict;
create index erratum_objection_objection_id on erratum_objection (objection_id);

create table erratum_award ( -- what a corrected version changes beside the ranking
  id integer primary key autoincrement,
  uid text not null unique,
  erratum_id integer not null references erratum (id),
  award_id integer references award (id), -- none: it is added, and is not there yet
  candidate_id integer references candidate (id), -- who gets it
  revision integer not null, -- of the award that the change was made from
  before text not null, -- JSON: what it said; empty: it was not there
  after text not null -- JSON: what it says
) strict;
create index erratum_award_erratum_id on erratum_award (erratum_id);
create index erratum_award_award_id on erratum_award (award_id);
create index erratum_award_candidate_id on erratum_award (candidate_id);

create table former_archive ( -- what a version said that was published elsewhere, before another one replaced it
  result_id integer primary key references result (id),
  content text not null -- JSON: the table as it was imported
) strict;

-- What was decided without any prizes keeps having none.
insert into prize_policy (uid, edition_id, chapter_id, contest_id, ties)
select t.uid, r.edition_id, r.chapter_id, t.id, 'full' from contest t join round r on r.id = t.round_id
where t.rubric_id is not null and exists (select 1 from result x where x.contest_id = t.id)
and not exists (select 1 from prize_policy p where p.contest_id = t.id);
