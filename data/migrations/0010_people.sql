-- 1: she has asked for no message that nobody's writing brings about.
alter table members add column quiet integer not null default 0 check (quiet in (0, 1));
-- 1: somebody who runs her group asked that nothing automatic reaches her, asks for her or counts her.
-- Why is not kept.
alter table members add column spared integer not null default 0 check (spared in (0, 1));
-- 1: her address is secret. She is named and counted in nothing that others see.
alter table members add column protected integer not null default 0 check (protected in (0, 1));
-- 1: her language was chosen; how she writes does not change it.
alter table members add column language_chosen integer not null default 0
  check (language_chosen in (0, 1));
-- When the bot told her directly what it is.
alter table members add column introduced_at integer;
-- When she asked to be forgotten: done once the last word to her is sent.
alter table members add column erase_at integer;
create index members_erase on members (erase_at) where erase_at is not null;

-- When she came into the group, for the first time or after a long while; null where that was before
-- newcomers were welcomed.
alter table memberships add column arrived_at integer;
alter table memberships add column welcomed_at integer;
-- 1: she was said goodbye to. She may stay in the chat, and is a guest there.
alter table memberships add column former integer not null default 0 check (former in (0, 1));

-- Who was forgotten, by a keyed hash of each of her ids: who only goes on being in a chat is not written
-- down anew. Gone as soon as she does something there herself, and after a year.
create table forgotten (
  person_hash blob primary key,
  at integer not null
) strict, without rowid;
create index forgotten_at on forgotten (at);
