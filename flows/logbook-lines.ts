/** What the weekly summary says of the logbook: where it lacks an entry, and how much is open. Never a text. */

import type { Voice } from '../bot/context.ts';
import type { LanguageTag, Meeting } from '../bot/types.ts';

/** Lines for the week's meetings; none where all is written, or where the group keeps no logbook. */
export function describeLogbook(
  voice: Voice,
  language: LanguageTag,
  week: readonly Meeting[],
): string[] {
  const isKept = !voice.group.off.includes('log-prompt');
  const missing = week.filter(
    ({ id, status }) => isKept && status === 'held' && !voice.store.logbook.isWritten(id),
  );
  const open = voice.store.followUps.openIn(voice.group.id).length;
  return [
    ...missing.map(({ date }) =>
      voice.say(language, 'summary.log_missing', { day: { day: date } }),
    ),
    ...(open > 0 ? [voice.say(language, 'summary.follow_ups', { count: open })] : []),
  ];
}
