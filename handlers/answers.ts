/** What the handlers of texts, votes and reactions share: from a reading to rows and a reaction. */

import type { Context } from '../bot/context.ts';
import type { Answer, Meeting, MeetingId, Source, Statement } from '../bot/types.ts';

/** The bot's one reaction: coming, coming late, maybe, not coming. */
const REACTIONS: Readonly<Record<Answer, string>> = { yes: '✅', maybe: '🤔', no: '💛' };
const LATE_REACTION = '⏰';

/** Whoever sees the bot's wrong reaction does something about it at once, or in the next days. */
const CORRECTED_WITHIN_MS = 48 * 60 * 60 * 1000;

type Said = Parameters<Context['store']['answers']['say']>[0];

/** Whose coming and not coming is recorded: the others are guests, or do not come themselves. */
export function mayAnswer(ctx: Context): boolean {
  return ctx.role === 'mother' || ctx.role === 'volunteer';
}

/** The reaction that acknowledges a statement. */
export function reactionFor(statement: Pick<Statement, 'answer' | 'late'>): string {
  return statement.answer === 'yes' && statement.late ? LATE_REACTION : REACTIONS[statement.answer];
}

/** Records statements by their dates; those that fit no meeting are dropped. True where any fits. */
export function record(ctx: Context, statements: readonly Statement[], via: Source): boolean {
  const readings = statements.flatMap((statement) => {
    const meeting = meetingOn(ctx, statement.date);
    return meeting
      ? [{ meeting: meeting.id, answer: statement.answer, late: statement.late === true }]
      : [];
  });
  const { event, member, source } = ctx;
  const at = event.kind === 'message' ? (event.editedAt ?? event.at) : event.at;
  const by = readBy(ctx);
  ctx.store.answers.say({ source, via, member: member.id, at, readings, ...(by && { by }) });
  lookAtStaffing(ctx);
  const [first] = readings;
  if (by && first && event.kind === 'message' && event.editedAt === undefined) {
    ctx.store.readings.count({ ...by, answer: first.answer });
  }
  return readings.length > 0;
}

/** What a volunteer says may leave a meeting short of them: flows look at the group again. */
export function lookAtStaffing(ctx: Context): undefined {
  if (ctx.role === 'volunteer') {
    ctx.store.groups.touch(ctx.group.id);
  }
}

/** By which rule a text was read; nothing for an emoji under a reminder. */
function readBy({ event, understanding }: Context): Said['by'] {
  const { language, rule } = understanding ?? {};
  return event.kind === 'message' && language && rule ? { language, rule } : undefined;
}

/**
 * A vote soon after a text that was read as something else: most likely it was misread, so its rule
 * is counted. That she may have changed her mind is the same for every rule.
 */
export function countCorrection(ctx: Context, meeting: MeetingId, answer: Answer): undefined {
  const text = ctx.store.readings.standingText(meeting, ctx.member.id);
  if (text && text.answer !== answer && ctx.event.at - text.saidAt < CORRECTED_WITHIN_MS) {
    ctx.store.readings.correct(text);
  }
}

function meetingOn(ctx: Context, date: string): Meeting | undefined {
  return ctx.meetings().find((meeting) => meeting.date === date && meeting.status !== 'cancelled');
}
