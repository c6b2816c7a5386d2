-- The bot's own messages may ask about other things than a meeting: the kinds are the program's to know.
create table posts_anew (
  message_hash blob primary key,
  kind text not null,
  group_id text not null references groups (id) on delete cascade,
  meeting_id integer references meetings (id) on delete cascade,
  -- What each option means, by the keyed hash of its text.
  options text not null,
  sent_at integer not null
) strict, without rowid;
insert into posts_anew select message_hash, kind, group_id, meeting_id, options, sent_at from posts;
drop table posts;
alter table posts_anew rename to posts;
create index posts_meeting on posts (meeting_id);
create index posts_group on posts (group_id);

-- The chat of those who run the group: one chat may serve several groups.
alter table groups add column staff_chat_hash blob;
alter table groups add column staff_chat_sealed blob;
create index groups_staff_chat on groups (staff_chat_hash) where staff_chat_hash is not null;

-- 1: goes to the staff chat of its group.
alter table outbox add column to_staff integer not null default 0 check (to_staff in (0, 1));

-- What a meeting has of its own: its place where it is another than the group's, its topic, and who visits.
alter table meetings add column place_sealed blob;
alter table meetings add column topic_sealed blob;
alter table meetings add column visit_sealed blob;

-- What the bot asked somebody and waits to hear: at most one question a member. `state` is what becomes
-- of her answer; it is gone with the question.
create table dialogues (
  member_id text primary key references members (id) on delete cascade,
  group_id text not null references groups (id) on delete cascade,
  -- In which chat she was asked.
  chat_hash blob not null,
  kind text not null,
  state_sealed blob not null,
  asked_at integer not null,
  expires_at integer not null
) strict, without rowid;
create index dialogues_group on dialogues (group_id);

-- What commands changed, and how it was before, so that it can be taken back.
create table deeds (
  id text primary key,
  group_id text not null references groups (id) on delete cascade,
  member_id text not null references members (id) on delete cascade,
  command text not null,
  before_sealed blob not null,
  done_at integer not null
) strict, without rowid;
create index deeds_member on deeds (member_id, done_at);
create index deeds_group on deeds (group_id);
