-- Somebody wrote about coming to a meeting, but not safely yes or no: a person asks her. Her first such
-- message for a meeting; it is settled by whatever she says for that meeting afterwards.
create table unclear (
  meeting_id integer not null references meetings (id) on delete cascade,
  member_id text not null references members (id) on delete cascade,
  source_hash blob not null,
  noticed_at integer not null,
  primary key (meeting_id, member_id)
) strict, without rowid;
create index unclear_source on unclear (source_hash);
create index unclear_member on unclear (member_id);

-- 1: the bot asks her itself, once, by a poll that answers her message.
alter table groups add column asks integer not null default 0 check (asks in (0, 1));

-- By which rule of which language a text was read; null for votes.
alter table statements add column language text;
alter table statements add column rule text;

-- How often each rule read an answer out of a text, and how often she said otherwise soon afterwards.
-- Counts only: nothing here leads to a person or a message.
create table readings (
  language text not null,
  rule text not null,
  answer text not null check (answer in ('yes', 'no', 'maybe')),
  read_count integer not null default 0,
  corrected_count integer not null default 0,
  primary key (language, rule, answer)
) strict, without rowid;
