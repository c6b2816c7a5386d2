-- Who of those who run a group has taken which of the things to do at a meeting. Which things there are
-- is the program's to know. A tap in a poll is known by post and member, as in `statements`: taken back,
-- it takes back what it claimed and nothing else.
create table tasks (
  meeting_id integer not null references meetings (id) on delete cascade,
  task text not null,
  member_id text not null references members (id) on delete cascade,
  source_hash blob not null,
  claimed_at integer not null,
  primary key (meeting_id, task, member_id)
) strict, without rowid;
create index tasks_member on tasks (member_id);
create index tasks_source on tasks (source_hash);
