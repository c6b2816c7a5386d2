/**
 * Puts claims on meetings: which days are meant, which claim wins, what remains unclear.
 * Called once a message that claims something; only here are the meetings of the world looked at.
 * It must never choose between a yes and a no that stand side by side.
 */

import type { Answer, Statement } from '../types.ts';
import type { Claim, Doubt } from './claims.ts';
import { formatDay } from './day-numbers.ts';
import type { Span } from './items.ts';
import { END, THIS_YEAR } from './months.ts';
import {
  firstDay,
  isMeetingDay,
  isMovedAway,
  type MeetingDay,
  meetingsIn,
  openMeetings,
  type Scene,
  usualMeeting,
} from './scene.ts';
import { AWAY } from './seen.ts';
import { AFTER, DATES, FROM, FROM_TO, MONTH, range, UNTIL } from './spans.ts';
import { LENGTH } from './weeks.ts';

export interface Settled {
  readonly statements: readonly Statement[];
  readonly unclear: string | null;
  readonly evidence: readonly string[];
  /** The language of the claim that decided; −1 for none. */
  readonly language: number;
  /** The rule of the first statement; null where there is none. */
  readonly rule: string | null;
}

interface Standing {
  readonly answer: Answer;
  readonly late: boolean;
  readonly claim: Claim;
  readonly wide: boolean;
}

interface Settling {
  readonly scene: Scene;
  readonly standing: Map<number, Standing>;
  readonly evidence: string[];
  /** The meetings named last. */
  topic: readonly MeetingDay[];
  unclear: string | null;
}

/** Earlier than this before the start, a named time is about something else. Two hours, in minutes. */
const EARLY = 120;

/** The statements that the readings of a message come to. */
export function settle(readings: readonly (Claim | Doubt)[], scene: Scene): Settled {
  const settling: Settling = { scene, standing: new Map(), evidence: [], topic: [], unclear: null };
  const counted = readings.filter(
    (one): one is Claim => one.kind === 'claim' && counts(one, readings),
  );
  for (const reading of readings) {
    if (reading.kind === 'unclear') {
      const yes = counted.some(({ answer }) => answer === 'yes');
      settleDoubt(settling, reading, counted.length > 0 && !(reading.againstYes && yes));
    } else if (counted.includes(reading)) {
      settleClaim(settling, reading);
    }
  }
  return finish(settling);
}

/** An answer in two words counts beside another; "today no" also beside a reason against. */
function counts(claim: Claim, readings: readonly (Claim | Doubt)[]): boolean {
  return (
    !claim.fragment ||
    readings.some(
      (one) => one !== claim && (one.kind === 'claim' || (claim.answer === 'no' && one.weak)),
    )
  );
}

function finish({ standing, evidence, unclear }: Settling): Settled {
  const first = [...standing.values()][0]?.claim;
  const language = first?.language ?? -1;
  if (unclear !== null) {
    const reasons = [...evidence, `unclear: ${unclear}`];
    return { statements: [], unclear, evidence: reasons, language, rule: null };
  }
  const statements = [...standing]
    .sort(([one], [other]) => one - other)
    .map(([day, { answer, late }]): Statement => {
      const date = formatDay(day);
      return late && answer === 'yes' ? { date, answer, late: true } : { date, answer };
    });
  return { statements, unclear: null, evidence, language, rule: first?.rule ?? null };
}

/** A reason against that holds for longer than this is no reason for one meeting. In days. */
const LONGEST_REASON = 31;

function isShort({ from, to }: Span): boolean {
  return to - from < LONGEST_REASON;
}

function settleDoubt(settling: Settling, doubt: Doubt, hasClaims: boolean): void {
  const { scene } = settling;
  const spans = doubt.spans?.filter((span) => !doubt.weak || isShort(span));
  const named = spans?.flatMap((span) => meetingsIn(span, scene)) ?? [];
  const applies =
    doubt.spans === null
      ? !doubt.onlyNamed || scene.reply !== null || isMeetingDay(scene) || settling.topic.length > 0
      : named.length > 0;
  if (named.length > 0) {
    settling.topic = named;
  }
  if (applies && !(doubt.weak && hasClaims) && usualMeeting(scene) !== null) {
    settling.unclear ??= doubt.reason;
  } else {
    settling.evidence.push(`left out: ${doubt.reason}`);
  }
}

function settleClaim(settling: Settling, claim: Claim): void {
  const meetings = meantBy(settling, claim);
  if (claim.replaces && claim.spans !== null) {
    dropOthers(settling, { claim, meetings: meetings ?? [] });
  }
  if (meetings === null) {
    return;
  }
  const fitting = meetings.filter((meeting) => timeFits(claim, meeting));
  if (fitting.length < meetings.length) {
    settling.evidence.push('left out: the time named is not one of the meeting');
  }
  for (const meeting of fitting) {
    settleOn(settling, claim, { meeting, wide: meetings.length > 1 });
  }
}

/** "Not tomorrow, I mean next week": the day was wrong, so what was said for it no longer holds. */
function dropOthers(
  { standing }: Settling,
  { claim, meetings }: { claim: Claim; meetings: readonly MeetingDay[] },
): void {
  const same = [...standing.values()].every(({ answer }) => answer === claim.answer);
  if (same && !meetings.some(({ day }) => standing.has(day))) {
    standing.clear();
  }
}

/** The meetings that a claim is about; null where it is about none. */
function meantBy(settling: Settling, claim: Claim): readonly MeetingDay[] | null {
  const { scene, evidence, topic } = settling;
  if (claim.spans !== null) {
    return namedBy(settling, claim);
  }
  const onDay = isMeetingDay(scene);
  const held = scene.reply !== null || topic.length > 0;
  if ((claim.onlyNamed && !held) || (claim.onlyOnDay && !held && !onDay)) {
    evidence.push(`left out: ${claim.rule}, but no day of a meeting is named`);
    return null;
  }
  const usual = usualMeeting(scene);
  if (topic.length > 0) {
    return topic;
  }
  return usual === null || usual.cancelled ? null : [usual];
}

function namedBy(settling: Settling, claim: Claim): readonly MeetingDay[] | null {
  const { scene, evidence } = settling;
  const named = (claim.spans ?? []).filter(
    ({ past, rule }) => past !== true && (rule !== THIS_YEAR || claim.answer === 'no'),
  );
  const spans = withoutEvery(named, claim.rule === AWAY);
  if (spans.some((span) => span.broken === true)) {
    settling.unclear ??= 'the day and the date do not agree, or there is no such day';
    return null;
  }
  if (spans.some(isEndless)) {
    settling.unclear ??= 'so long a time that it may be misread';
    return null;
  }
  if (spans.some((span) => isMovedAway(span, scene))) {
    settling.unclear ??= 'the meeting was moved away from the day named';
    return null;
  }
  const found = new Map<number, MeetingDay>();
  for (const span of spans) {
    const meant = meetingsOf(settling, widen(span, claim, scene));
    // "We come after New Year": the first time then; "not after New Year": never again.
    const isFirst = claim.answer !== 'no' && span.rule === AFTER;
    for (const meeting of isFirst ? meant.slice(0, 1) : meant) {
      found.set(meeting.day, meeting);
    }
    evidence.push(`day: ${span.rule}`);
  }
  if (found.size === 0) {
    evidence.push(`left out: ${claim.rule}, on a day without a meeting`);
    return null;
  }
  settling.topic = [...found.values()];
  return settling.topic;
}

/** What is named so is rarely longer; longer, it is rather a child's age or a date that is misread. In days. */
const LONGEST: ReadonlyMap<string, number> = new Map([
  [LENGTH, 120],
  [DATES, 120],
  [FROM_TO, 200],
]);

/** Whether a time is too long to be meant, where no "until", "from … on" or year says that it is long. */
function isEndless({ rule, from, to }: Span): boolean {
  return to - from > (LONGEST.get(rule) ?? to - from);
}

/** "From January … on Tuesdays": the range says when, the weekday nothing new. */
function withoutEvery(spans: readonly Span[], isAway: boolean): readonly Span[] {
  const ranges = spans.filter(({ kind }) => kind === 'range');
  const named = ranges.length > 0 && spans.some(({ kind }) => kind === 'weekdays') ? ranges : spans;
  return endOpen(withoutWhole(named), isAway);
}

/** "In December from the 8th to the 22nd": only the days inside the month are meant. */
function withoutWhole(spans: readonly Span[]): readonly Span[] {
  return spans.filter(
    (whole) =>
      whole.rule !== MONTH || !spans.some((span) => span.rule !== MONTH && isWithin(span, whole)),
  );
}

function isWithin(span: Span, { from, to }: Span): boolean {
  return (span.kind === 'day' || span.kind === 'range') && span.from >= from && span.to <= to;
}

/** "From the 16th on … the rest of the month": both are meant, so the one ends with the other. */
function endOpen(spans: readonly Span[], isAway: boolean): readonly Span[] {
  const open = spans.find(({ rule }) => rule === FROM);
  const length = spans.find(({ rule }) => rule === LENGTH);
  const until = spans.find(
    ({ rule, to }) => rule === UNTIL || (rule === MONTH && open && to < open.from),
  );
  const month = spans.find(({ rule }) => rule === MONTH);
  if (open === undefined && length !== undefined && month !== undefined) {
    // "Two weeks in December": which ones is not said.
    return [{ ...month, broken: true }];
  }
  if (open !== undefined && until !== undefined) {
    // "From the 1st on we are away until the end of the month".
    const span = range(open.from, until.to, FROM_TO);
    return [until.to >= open.from ? span : { ...span, broken: true }];
  }
  if (open !== undefined && length !== undefined) {
    // "From Saturday, two weeks"; "I can't two weeks from Saturday" may be the day two weeks after it.
    const days = length.to - length.from;
    return isAway || spans.indexOf(open) < spans.indexOf(length)
      ? [range(open.from, open.from + days, 'a length of time from a day on')]
      : [];
  }
  const inside = ({ kind, from, to }: Span) =>
    open !== undefined && kind === 'range' && from <= open.from && to > open.from && to < open.to;
  const limit = spans.find((span) => span !== open && inside(span));
  return open === undefined || limit === undefined
    ? spans
    : [
        range(open.from, limit.to, 'from a day to the end of a time'),
        ...spans.filter((span) => span !== open && span !== limit),
      ];
}

/** After "no" or "away", "to April" reaches from now until then. */
function widen(span: Span, { answer }: Claim, scene: Scene): Span {
  const from = firstDay(scene);
  if (span.from < 0) {
    return range(from, span.to, span.rule);
  }
  if (span.until !== true || answer !== 'no') {
    return span;
  }
  return range(
    from,
    span.kind === 'day' || span.rule === END ? span.to : span.from - 1,
    'until a day',
  );
}

function meetingsOf({ scene, topic }: Settling, span: Span): readonly MeetingDay[] {
  const open = openMeetings(scene);
  const usual = usualMeeting(scene);
  if (span.kind === 'thisTime') {
    return usual === null ? [] : [usual];
  }
  if (span.kind === 'nextTime') {
    const today = isMeetingDay(scene) ? scene.today : scene.today - 1;
    const after = topic.at(-1)?.day ?? scene.reply ?? today;
    return open.filter(({ day }) => day > after).slice(0, 1);
  }
  return meetingsIn(span, scene);
}

function timeFits({ hours, part }: Claim, { start, end }: MeetingDay): boolean {
  const inPart = part === null || part === undefined || (start < part[1] && end > part[0]);
  return (
    inPart && (hours.length === 0 || hours.some((hour) => hour >= start - EARLY && hour < end))
  );
}

function isLate(claim: Claim, { day, start, end }: MeetingDay, scene: Scene): boolean {
  const possible = claim.hours.filter((hour) => hour >= start - EARLY && hour < end);
  if (possible.length > 0) {
    // Where two clocks fit, only what is late by both is late.
    return possible.every((hour) => hour > start);
  }
  const arrives = claim.inMinutes === null ? 0 : scene.minute + claim.inMinutes;
  return claim.late || (day === scene.today && arrives > start);
}

function settleOn(
  settling: Settling,
  claim: Claim,
  { meeting, wide }: { meeting: MeetingDay; wide: boolean },
): void {
  const { standing, evidence, scene } = settling;
  if (claim.answer === 'no' && claim.hours.length > 0 && isLate(claim, meeting, scene)) {
    settling.unclear ??= 'a negation and a time after the start: absent, or only late';
    return;
  }
  const late = claim.answer === 'yes' && isLate(claim, meeting, scene);
  const next: Standing = { answer: claim.answer, late, claim, wide };
  const before = standing.get(meeting.day);
  if (before === undefined) {
    standing.set(meeting.day, next);
    evidence.push(`${claim.answer}: ${claim.rule}`);
    return;
  }
  if (before.answer === claim.answer) {
    standing.set(meeting.day, { ...next, late: late || before.late });
    return;
  }
  const winner = winnerOf(before, next);
  if (winner === null) {
    settling.unclear ??= 'it says both yes and no for the same day';
    return;
  }
  standing.set(meeting.day, winner);
  evidence.push(`${winner.answer}: ${winner.claim.rule} (of two that differ)`);
}

/** Of two claims for one day: what corrects, what is clear, what names the day; null where neither. */
function winnerOf(before: Standing, next: Standing): Standing | null {
  if (before.wide !== next.wide) {
    return before.wide ? next : before;
  }
  if (next.claim.corrects) {
    return next.claim.soft && !before.claim.soft ? before : next;
  }
  // "Can't at 10, we come at 11".
  if (before.answer === 'no' && before.claim.hours.length > 0 && next.claim.hours.length > 0) {
    return next;
  }
  if (before.claim.soft !== next.claim.soft) {
    return before.claim.soft ? next : before;
  }
  if (before.answer === 'maybe' || next.answer === 'maybe') {
    return next;
  }
  return null;
}
