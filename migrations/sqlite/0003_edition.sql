-- +goose Up

-- An edition that comes from the one before it: what its chapters may change, and what they say to entrants.

alter table edition add column source_id integer references edition (id); -- that it was copied from
create index edition_source_id on edition (source_id);
alter table edition add column locked text not null default '["criteria", "scale", "tie_break", "numbering", "cut"]'; -- JSON list: the parts of the rules that chapters leave alone

alter table rubric add column chapter_id integer references chapter (id); -- whose own it is; none: everybody's
create index rubric_chapter_id on rubric (chapter_id);

alter table chapter_setting add column privacy text not null default '{}'; -- Text, in Markdown: what becomes of personal data
alter table chapter_setting add column logo text not null default ''; -- SHA-256 of the image, in hex; empty: none

alter table partner add column logo text not null default '';
