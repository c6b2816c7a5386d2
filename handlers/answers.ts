/** What the handlers of texts, votes and reactions share: from a reading to rows and a reaction. */

import type { Context } from '../bot/context.ts';
import type { Answer, Meeting, Source, Statement } from '../bot/types.ts';

/** The bot's one reaction: coming, coming late, maybe, not coming. */
const REACTIONS: Readonly<Record<Answer, string>> = { yes: '✅', maybe: '🤔', no: '💛' };
const LATE_REACTION = '⏰';

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
  ctx.store.answers.say({ source, via, member: member.id, at, readings });
  return readings.length > 0;
}

function meetingOn(ctx: Context, date: string): Meeting | undefined {
  return ctx.meetings().find((meeting) => meeting.date === date && meeting.status !== 'cancelled');
}
