-- Help near a group, as its municipality or an association offers it. About organisations, not people.
create table offers (
  id integer primary key,
  municipality text not null,
  title text not null,
  about text not null,
  link text,
  added_at integer not null
) strict;

-- How often each answer was given to each question of a quarter. Nothing leads from here to who gave it.
create table pulse_counts (
  group_id text not null references groups (id) on delete cascade,
  period text not null,
  question text not null,
  score text not null,
  answers integer not null,
  primary key (group_id, period, question, score)
) strict, without rowid;

-- That somebody has answered a question, so that nobody answers twice: a keyed hash of her, the group, the
-- quarter and the question. Not when, and not what. Gone after the quarter.
create table pulse_answered (
  answer_hash blob primary key,
  period text not null
) strict, without rowid;
