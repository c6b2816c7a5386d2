-- A poll about topics that the group was asked: which ones, in the order of its options.
create table topic_polls (
  id text primary key,
  group_id text not null references groups (id) on delete cascade,
  -- Topics of the catalogue, or somebody's own words.
  topics_sealed blob not null,
  asked_at integer not null
) strict, without rowid;
create index topic_polls_group on topic_polls (group_id, asked_at);

-- Who would like which of its topics: the latest vote stands.
create table topic_votes (
  poll_id text not null references topic_polls (id) on delete cascade,
  -- Its place in the poll.
  topic integer not null,
  member_id text not null references members (id) on delete cascade,
  primary key (poll_id, topic, member_id)
) strict, without rowid;
create index topic_votes_member on topic_votes (member_id);

-- A wish or question to the volunteers, without a name: nothing here leads to who wrote it. It is gone as
-- soon as it was passed on.
create table wishes (
  id text primary key,
  group_id text not null references groups (id) on delete cascade,
  text_sealed blob not null,
  -- The local day on which it was written, nothing more exact.
  noted_date text not null,
  -- When it is passed on; null while its writer has not said yes.
  due_at integer
) strict, without rowid;
create index wishes_group on wishes (group_id, due_at);

-- How many somebody wrote in one day, so that there is an end to it. The hash is of her and the day.
create table wish_counts (
  writer_hash blob primary key,
  noted_date text not null,
  wishes integer not null
) strict, without rowid;
