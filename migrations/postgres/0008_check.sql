-- +goose Up

-- The address by which an entry's site is recognized: without scheme, "www." and slashes at its end, in lower case.
alter table entry add column url_key text generated always as (rtrim(case
  when substr(lower(url), 1, 12) = 'https://www.' then substr(lower(url), 13)
  when substr(lower(url), 1, 11) = 'http://www.' then substr(lower(url), 12)
  when substr(lower(url), 1, 8) = 'https://' then substr(lower(url), 9)
  when substr(lower(url), 1, 7) = 'http://' then substr(lower(url), 8)
  else lower(url) end, '/')) stored;
create index entry_url_key on entry (edition_id, url_key);

alter table formal_check add column revoked_at timestamptz; -- taken back
alter table formal_check add column revoker_id bigint references "user" (id);
alter table formal_check add column revoked_for text not null default ''; -- why
