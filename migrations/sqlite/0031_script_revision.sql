-- +goose Up

alter table script add column revision integer not null default 1; -- goes up with each save: two who write at once are told apart
