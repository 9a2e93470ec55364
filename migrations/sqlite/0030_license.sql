-- +goose Up

alter table edition add column license text not null default 'CC-BY-4.0'; -- of its open data, as SPDX calls it
