-- What those who run a group write down about a meeting. An entry has one part a message: a text, or
-- the answers to the bot's questions. Without its author it stays: it is the group's book.
create table log_entries (
  id text primary key,
  group_id text not null references groups (id) on delete cascade,
  member_id text references members (id) on delete set null,
  meeting_id integer references meetings (id) on delete set null,
  written_at integer not null
) strict;
create index log_entries_group on log_entries (group_id, written_at);
create index log_entries_member on log_entries (member_id) where member_id is not null;
create index log_entries_meeting on log_entries (meeting_id) where meeting_id is not null;

create table log_parts (
  id text primary key,
  entry_id text not null references log_entries (id) on delete cascade,
  -- The message it stood in: edited or deleted there, it is so here.
  source_hash blob not null unique,
  kind text not null check (kind in ('text', 'how', 'remember')),
  text_sealed blob not null
) strict, without rowid;
create index log_parts_entry on log_parts (entry_id);

-- What somebody wants to be reminded of on a day. `ask_date`: when she is asked next; null: no more.
create table follow_ups (
  id text primary key,
  group_id text not null references groups (id) on delete cascade,
  member_id text references members (id) on delete set null,
  source_hash blob not null unique,
  text_sealed blob not null,
  day_date text not null,
  ask_date text,
  asked_count integer not null default 0,
  done_at integer,
  -- The vote that said so: taken back, it is open again.
  done_by_hash blob,
  written_at integer not null
) strict;
create index follow_ups_group on follow_ups (group_id, day_date);
create index follow_ups_member on follow_ups (member_id) where member_id is not null;
