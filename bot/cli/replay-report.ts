/** The report of `replay` for people: who said what for which meeting. Called by `replay.ts`; pure. */

import type { Report } from './replay-run.ts';
import { formatTable } from './table.ts';

/** So many meetings fit beside a name into 80 columns. */
const MEETINGS_A_TABLE = 8;
const WIDEST_NAME = 22;
const SIGNS = { yes: '✅', maybe: '🤔', no: '💛' } as const;
const LATE_SIGN = '⏰';
const SILENCE = '·';

/** Tables of people and meetings, eight meetings at a time, and the counts. */
export function formatReport(report: Report): string {
  const people = [
    ...new Set(report.meetings.flatMap(({ rsvps }) => rsvps.map((rsvp) => rsvp.name))),
  ].sort((one, other) => one.localeCompare(other, 'da', { numeric: true }));
  const blocks = Array.from(
    { length: Math.ceil(report.meetings.length / MEETINGS_A_TABLE) },
    (_, index) =>
      formatBlock(
        people,
        report.meetings.slice(index * MEETINGS_A_TABLE, (index + 1) * MEETINGS_A_TABLE),
      ),
  );
  const tables = people.length === 0 ? ['Nobody said anything about a meeting.'] : blocks;
  return `${[
    ...tables,
    '✅ coming  ⏰ coming late  🤔 maybe  💛 not coming  · nothing said',
    `${report.messages} messages read, ${report.understood} understood, ${report.unclear} unclear.`,
  ].join('\n\n')}\n`;
}

function formatBlock(people: readonly string[], meetings: Report['meetings']): string {
  const years = [...new Set(meetings.map((meeting) => meeting.date.slice(0, 4)))].join('–');
  const heads = [years, ...meetings.map(({ date }) => `${date.slice(8)}/${date.slice(5, 7)}`)];
  const rows = people.map((name) => [name, ...meetings.map((meeting) => signOf(meeting, name))]);
  return formatTable(heads, rows, WIDEST_NAME).join('\n');
}

function signOf(meeting: Report['meetings'][number], name: string): string {
  const rsvp = meeting.rsvps.find((candidate) => candidate.name === name);
  if (!rsvp) {
    return SILENCE;
  }
  return rsvp.answer === 'yes' && rsvp.late ? LATE_SIGN : SIGNS[rsvp.answer];
}
