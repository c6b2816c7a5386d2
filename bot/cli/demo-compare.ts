/**
 * Compares what the bot recorded and did with what a step of the demo means. Called by
 * `demo-stage.ts`; changes nothing. An empty list: it is as it was meant.
 */

import type { SimulatorHoldings } from '../holdings.ts';
import type { MeetingView } from '../office-views.ts';
import type { LocalDate } from '../types.ts';
import type { Meaning, Said } from './demo-step.ts';

/** What somebody has said, by day. */
export type Rsvps = Readonly<Record<LocalDate, Said>>;

/** Whoever joined by herself has an id of the bot's own making. */
function memberOf({ office }: SimulatorHoldings, group: string, who: string): string {
  return office.members(group).find(({ name }) => name === who)?.id ?? '';
}

/** The RSVPs of somebody as they stand. */
export function rsvpsOf(holdings: SimulatorHoldings, group: string, who: string): Rsvps {
  const { office } = holdings;
  const member = memberOf(holdings, group, who);
  const said = office.meetings(group).flatMap(({ date, rsvps }): [LocalDate, Said][] => {
    const own = rsvps.find((rsvp) => rsvp.member === member);
    return own ? [[date, { answer: own.answer, late: own.late }]] : [];
  });
  return Object.fromEntries(said);
}

/** Where her RSVPs are not what was meant: what changes, and nothing else. */
export function compareRsvps(means: Meaning, before: Rsvps, after: Rsvps): string[] {
  const meant: Rsvps = { ...before, ...means.rsvps };
  return [...new Set([...Object.keys(meant), ...Object.keys(after)])]
    .filter((date) => describe(meant[date]) !== describe(after[date]))
    .map((date) => `${date}: meant ${describe(meant[date])}, recorded ${describe(after[date])}`);
}

function describe(said: Said | undefined): string {
  return said ? `${said.answer}${said.late ? ' (late)' : ''}` : 'nothing';
}

/** Where the bot said more or less than was meant. */
export function compareDeeds(
  means: Meaning,
  found: { reaction: string; answers: number },
): string[] {
  return [
    ...(means.reaction === found.reaction
      ? []
      : [`reaction: meant ${means.reaction || 'none'}, was ${found.reaction || 'none'}`]),
    ...(means.answers === found.answers
      ? []
      : [`answers: meant ${means.answers}, were ${found.answers}`]),
  ];
}

/** Where attendance or the meeting is not what was meant. */
export function compareOffice(
  means: Meaning,
  holdings: SimulatorHoldings,
  group: string,
): string[] {
  const { attendance, meeting } = means;
  const problems: string[] = [];
  if (attendance) {
    const meant = attendance.present
      .map((name) => memberOf(holdings, group, name))
      .sort()
      .join(' ');
    const came = meetingOn(holdings, group, attendance.date)?.attendance ?? [];
    const present = came.filter((record) => record.present).map((record) => String(record.member));
    if (present.sort().join(' ') !== meant) {
      problems.push(`attendance: meant ${meant}, recorded ${present.join(' ') || 'nothing'}`);
    }
  }
  if (meeting && meetingOn(holdings, group, meeting.date)?.status !== meeting.status) {
    problems.push(`meeting: meant ${meeting.date} ${meeting.status}`);
  }
  return problems;
}

/** The meeting of a day. */
export function meetingOn(
  { office }: SimulatorHoldings,
  group: string,
  date: LocalDate,
): MeetingView | undefined {
  return office.meetings(group, { from: date, to: date })[0];
}
