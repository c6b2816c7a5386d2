-- What a group is: `group` meets every week; `home` is one family and one volunteer who agree on each visit.
alter table groups add column kind text not null default 'group' check (kind in ('group', 'home'));
-- Every how many weeks the coordinator and the volunteer of home visits talk; null: not reminded of it.
alter table groups add column checkin_weeks integer check (checkin_weeks in (1, 2, 4));

-- That a coordinator said they have talked, by the day they were reminded on. Never what about.
create table checkins (
  group_id text not null references groups (id) on delete cascade,
  due_date text not null,
  member_id text not null references members (id) on delete cascade,
  done_at integer not null,
  primary key (group_id, due_date, member_id)
) strict, without rowid;
create index checkins_member on checkins (member_id);
