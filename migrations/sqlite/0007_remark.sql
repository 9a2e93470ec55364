-- +goose Up

-- Who says what about an entry: people leave, and with them what they were entitled to.

alter table remark add column organizer integer not null default 0; -- said by the organizer, not by the entrant
