-- What was recorded of a meeting once it had begun: how many children were there (null: not known), who
-- recorded it last and when, and what the meeting was before (null: nothing is recorded of it). A meeting
-- that is cancelled and was something before did not take place after all.
alter table meetings add column children integer check (children >= 0);
alter table meetings add column status_before text check (status_before in ('planned', 'moved'));
alter table meetings add column recorded_by text references members (id) on delete set null;
alter table meetings add column recorded_at integer;
create index meetings_recorded_by on meetings (recorded_by) where recorded_by is not null;

-- 1: a volunteer wrote her name down; WhatsApp knows nothing of her yet.
alter table members add column by_hand integer not null default 0 check (by_hand in (0, 1));
