/** Two volunteers recorded who came: the later one counts, and both are told what stands. */

import { afterQuiet } from '../bot/calendar.ts';
import { type Context, NAMELESS, runsGroup } from '../bot/context.ts';
import type { LanguageTag, Meeting, MemberId, Queued } from '../bot/types.ts';
import { describeAttendance } from './attendance.ts';
import type { AttendanceState } from './attendance-state.ts';

const MINUTE_MS = 60 * 1000;
/** What stood then is of no use any more. */
const LIFETIME_MS = 6 * 60 * MINUTE_MS;

export interface Change {
  readonly was: AttendanceState;
  /** Whether she who changed it has been answered already: somebody who only tapped has not. */
  readonly isAnswered: boolean;
}

/**
 * Tells what stands now, where somebody else had recorded the meeting: in the staff chat, or each of the
 * two directly. Taps follow one another: they are told a minute after the last.
 */
export function tellOthers(ctx: Context, meeting: Meeting, { was, isAnswered }: Change): undefined {
  const { group, member, store, where } = ctx;
  const { by } = was.record;
  const isHerOwn = (id: MemberId | null): boolean => id === null || id === member.id;
  if (group.staffChat !== null) {
    const isTold = isAnswered && where === 'staff';
    if (!isTold && (!isHerOwn(by) || store.outbox.has(keyOf(meeting)))) {
      queue(ctx, meeting, {
        key: keyOf(meeting),
        language: ctx.staffLanguage(),
        to: { staff: true },
      });
    }
    return;
  }
  const staff = store.members.inGroup(group.id).filter(({ role }) => runsGroup(role));
  const others = staff.filter(
    ({ member: { id } }) =>
      !isHerOwn(id) && (id === by || store.outbox.has(`${keyOf(meeting)}:${id}`)),
  );
  const told = isAnswered || others.length === 0 ? others : [...others, { member }];
  for (const { member: each } of told.filter((one) => one.member.directChat !== null)) {
    const key = `${keyOf(meeting)}:${each.id}`;
    queue(ctx, meeting, { key, language: each.language ?? 'da', to: { member: each.id } });
  }
}

function keyOf(meeting: Meeting): string {
  return `attendance-stands:${meeting.id}`;
}

interface Told {
  readonly key: string;
  readonly language: LanguageTag;
  readonly to: Pick<Queued, 'member' | 'staff'>;
}

function queue(ctx: Context, meeting: Meeting, { key, language, to }: Told): undefined {
  const name = ctx.member.name || NAMELESS;
  const text = [
    ctx.say(language, 'attendance.stands', { name }),
    describeAttendance(ctx, meeting, language),
  ].join('\n');
  const dueAt = afterQuiet(ctx.now + MINUTE_MS, ctx.group.zone);
  ctx.store.outbox.queueInstead({
    ...{ key, group: ctx.group.id, message: { kind: 'text', text }, ...to },
    ...{ dueAt, expiresAt: dueAt + LIFETIME_MS, unprompted: true },
  });
}
