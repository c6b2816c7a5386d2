-- The group chats that the account is in, as the channel told last: what a group can be added to.
create table account_chats (
  chat_hash blob primary key,
  chat_sealed blob not null,
  name_sealed blob not null
) strict, without rowid;

-- How the channel stood when the bot looked last, for whoever asks from another process. One row.
create table channel_state (
  id integer primary key check (id = 1),
  channel text not null,
  phase text not null
    check (phase in ('stopped', 'starting', 'linking', 'connected', 'away', 'unlinked')),
  since_at integer not null,
  problems text not null,
  version text,
  attempts integer not null
) strict;

-- 0: nobody has just written; such a message keeps the quiet hours.
alter table outbox add column prompted integer not null default 1 check (prompted in (0, 1));
create index outbox_sent on outbox (sent_at) where sent_at is not null;

-- Two members who may be one person: the channel knows no way from the newer one's id to the other's.
-- `open` until a person has said; where they are the same, the newer member is gone and so is this row.
create table twins (
  member_id text primary key references members (id) on delete cascade,
  other_id text not null references members (id) on delete cascade,
  status text not null default 'open' check (status in ('open', 'different')),
  noticed_at integer not null
) strict, without rowid;
create index twins_other on twins (other_id);
