-- +goose Up

alter table edition add column source_report boolean not null default false; -- the next round's jurors and organizers see what came of its candidates in the round before
alter table advancement add column way text not null default 'rule' check (way in ('rule', 'wild_card', 'replacement', 'correction'));
alter table advancement add column replaces_id bigint references advancement (id); -- in whose stead it went
alter table advancement add column minutes text not null default ''; -- in which it is written down
alter table advancement add column minutes_on text not null default ''; -- their day, "2023-04-14"; empty: not said
create unique index advancement_replaces_id on advancement (replaces_id);
