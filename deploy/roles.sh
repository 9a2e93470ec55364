#!/bin/sh
# Makes the two roles and the database on a new PostgreSQL server; `blazon migrate` then makes the tables and gives the
# app's role its rights. It runs once, when the volume is empty, and does no harm when it runs again.
# By hand: PGHOST, PGUSER and their kin say where; the two passwords come by environment.
set -eu

: "${BLAZON_OWNER_PASSWORD:?}" "${BLAZON_APP_PASSWORD:?}"
psql --set=ON_ERROR_STOP=1 --no-psqlrc --quiet --dbname=postgres <<'SQL'
\getenv owner BLAZON_OWNER_PASSWORD
\getenv app BLAZON_APP_PASSWORD
select 'create role blazon_owner login' where not exists (select from pg_roles where rolname = 'blazon_owner') \gexec
select 'create role blazon_app login' where not exists (select from pg_roles where rolname = 'blazon_app') \gexec
alter role blazon_owner password :'owner';
alter role blazon_app password :'app';
select 'create database blazon owner blazon_owner' where not exists (select from pg_database where datname = 'blazon') \gexec
revoke all on database blazon from public;
grant connect on database blazon to blazon_app;
\connect blazon
revoke all on schema public from public;
SQL
