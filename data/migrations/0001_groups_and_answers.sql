-- Columns ending in _sealed are encrypted with a key outside this file; columns ending in _hash are
-- keyed hashes of what is looked up. Times ending in _at are epoch milliseconds, dates and times
-- are local to the group's zone.

create table meta (
  name text primary key,
  value blob not null
) strict, without rowid;

create table groups (
  id text primary key,
  chat_hash blob not null unique,
  chat_sealed blob not null,
  name_sealed blob not null,
  place_sealed blob not null,
  weekday integer not null check (weekday between 1 and 7),
  start_time text not null,
  end_time text not null check (end_time > start_time),
  zone text not null,
  languages text not null,
  starts_date text,
  ends_date text check (ends_date >= starts_date),
  reminders text not null,
  municipality text,
  off text not null default '',
  revision integer not null default 1,
  -- The next instant at which some flow may have something to do here.
  wake_at integer not null default 0,
  created_at integer not null
) strict, without rowid;
create index groups_wake on groups (wake_at);

create table members (
  id text primary key,
  name_sealed blob not null,
  language text,
  direct_chat_sealed blob,
  created_at integer not null
) strict, without rowid;

-- WhatsApp's ids of a member: her phone id, her @lid. One person may have both.
create table aliases (
  person_hash blob primary key,
  member_id text not null references members (id) on delete cascade,
  person_sealed blob not null
) strict, without rowid;
create index aliases_member on aliases (member_id);

create table memberships (
  group_id text not null references groups (id) on delete cascade,
  member_id text not null references members (id) on delete cascade,
  role text not null check (role in ('mother', 'volunteer', 'nurse', 'partner', 'coordinator')),
  joined_at integer not null,
  left_at integer,
  primary key (group_id, member_id)
) strict;
create index memberships_member on memberships (member_id);

create table meetings (
  id integer primary key,
  group_id text not null references groups (id) on delete cascade,
  planned_date text not null,
  date text not null,
  start_time text not null,
  end_time text not null check (end_time > start_time),
  starts_at integer not null,
  ends_at integer not null check (ends_at > starts_at),
  status text not null default 'planned' check (status in ('planned', 'moved', 'cancelled', 'held')),
  unique (group_id, planned_date)
) strict;
create index meetings_by_date on meetings (group_id, date);

-- What somebody said about herself for one meeting. A message, a vote and a reaction are each one
-- source; what a source says is replaced when it is edited and gone when it is deleted. Her RSVP is
-- the latest that still stands.
create table statements (
  source_hash blob not null,
  meeting_id integer not null references meetings (id) on delete cascade,
  member_id text not null references members (id) on delete cascade,
  answer text not null check (answer in ('yes', 'no', 'maybe')),
  late integer not null default 0 check (late in (0, 1)),
  source text not null check (source in ('text', 'reply', 'direct', 'vote', 'reaction')),
  said_at integer not null,
  primary key (source_hash, meeting_id)
) strict;
create index statements_by_meeting on statements (meeting_id, member_id, said_at);
create index statements_by_member on statements (member_id);

create table attendance (
  meeting_id integer not null references meetings (id) on delete cascade,
  member_id text not null references members (id) on delete cascade,
  present integer not null check (present in (0, 1)),
  recorded_by text references members (id) on delete set null,
  recorded_at integer not null,
  primary key (meeting_id, member_id)
) strict, without rowid;
create index attendance_member on attendance (member_id);

-- Every message, vote or reaction that was handled, so that none counts twice, however often and in
-- whatever order it comes. `version` grows with edits; a deletion is the last.
create table inbox (
  event_hash blob primary key,
  version integer not null,
  status text not null check (status in ('done', 'failed')),
  attempts integer not null default 0,
  at integer not null
) strict, without rowid;
create index inbox_at on inbox (at);

create table outbox (
  id integer primary key,
  key text not null unique,
  group_id text not null references groups (id) on delete cascade,
  -- Whose direct chat it goes to; null: the group's chat.
  member_id text references members (id) on delete cascade,
  meeting_id integer references meetings (id) on delete cascade,
  kind text not null check (kind in ('text', 'poll', 'reaction')),
  -- The message itself; gone as soon as it was sent, expired or void.
  payload_sealed blob,
  status text not null default 'queued'
    check (status in ('queued', 'sending', 'sent', 'unknown', 'held', 'failed', 'expired', 'void')),
  due_at integer not null,
  expires_at integer not null,
  next_at integer not null,
  claimed_at integer,
  attempts integer not null default 0,
  problem text,
  sent_at integer
) strict;
create index outbox_open on outbox (next_at) where status in ('queued', 'sending', 'unknown');
create index outbox_meeting on outbox (meeting_id) where meeting_id is not null;
create index outbox_group on outbox (group_id);
create index outbox_member on outbox (member_id) where member_id is not null;

-- The bot's own messages that people can answer.
create table posts (
  message_hash blob primary key,
  kind text not null check (kind in ('reminder', 'poll', 'attendance')),
  group_id text not null references groups (id) on delete cascade,
  meeting_id integer not null references meetings (id) on delete cascade,
  -- What each option means, by the keyed hash of its text.
  options text not null,
  sent_at integer not null
) strict, without rowid;
create index posts_meeting on posts (meeting_id);
create index posts_group on posts (group_id);

-- What time has brought already: one row an occurrence of a flow, so that none comes twice.
create table flow_runs (
  key text primary key,
  group_id text references groups (id) on delete cascade,
  outcome text not null check (outcome in ('done', 'expired')),
  at integer not null
) strict, without rowid;
create index flow_runs_group on flow_runs (group_id);

-- How far each chat has been read.
create table chats (
  chat_hash blob primary key,
  -- Whose direct chat it is; null for a group's.
  member_id text references members (id) on delete cascade,
  read_to_at integer not null
) strict, without rowid;
create index chats_member on chats (member_id);
