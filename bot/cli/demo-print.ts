/** How the demo looks: 80 columns, colours only where there are any. Called by `demo.ts`; pure. */

import { toLocal } from '../calendar.ts';
import type { LocalDate } from '../types.ts';
import type { Meant } from './demo-course.ts';
import type { BotMessage, Outcome, Stage } from './demo-stage.ts';
import { REACTIONS, type Step } from './demo-step.ts';
import type { Week } from './demo-week.ts';
import { cutTo, formatTable, padTo, widthOf } from './table.ts';

const COLUMNS = 80;
const NAME_WIDTH = 8;
const TEXT_AT = 17;
const SIGN_WIDTH = 4;
const BOT_AT = 9;

const HOW = {
  text: 'in the group',
  reply: 'quoting',
  direct: 'directly',
  vote: 'by poll',
  reaction: 'by reaction',
} as const;

/** Paints a text, or leaves it as it is. */
export interface Paint {
  strong(text: string): string;
  faint(text: string): string;
  bot(text: string): string;
  wrong(text: string): string;
}

/** ANSI colours, or none. */
export function createPaint(colours: boolean): Paint {
  const paint = (code: number) => (text: string) =>
    colours ? `\u001B[${code}m${text}\u001B[0m` : text;
  return { strong: paint(1), faint: paint(2), bot: paint(36), wrong: paint(31) };
}

/** The text in lines of at most so many columns, each turned as its paragraph is; long words are cut. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [''];
    for (const word of paragraph.split(' ')) {
      const line = lines.at(-1) ?? '';
      if (line === '') {
        lines[lines.length - 1] = cutTo(word, width);
      } else if (widthOf(`${line} ${word}`) <= width) {
        lines[lines.length - 1] = `${line} ${word}`;
      } else {
        lines.push(cutTo(word, width));
      }
    }
    return lines.map((line) => isolate(line, paragraph));
  });
}

const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}/u;

/** Right-to-left words turn only themselves round, not what stands beside them (Unicode UAX 9). */
function isolate(line: string, paragraph: string): string {
  if (!RIGHT_TO_LEFT.test(paragraph)) {
    return line;
  }
  const [first = ''] = /\p{L}/u.exec(paragraph) ?? [];
  const opening = RIGHT_TO_LEFT.test(first) ? '\u2067' : '\u2066';
  return `${opening}${line}\u2069`;
}

/** A day as the narrator says it. */
function nameDay(date: LocalDate): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(`${date}T12:00:00Z`));
}

/** The beginning of a week. */
export function printWeek(week: Week, paint: Paint): string[] {
  const title = `── Week ${week.number} · ${week.plan.title} `;
  return ['', paint.strong(title + '─'.repeat(COLUMNS - widthOf(title)))];
}

/** The beginning of a day. */
export function printDay(date: LocalDate, paint: Paint): string[] {
  return ['', `  ${paint.strong(nameDay(date))}`];
}

/** What somebody does, with the bot's reaction at the end of the line. */
export function printStep(step: Step, outcome: Outcome, paint: Paint): string[] {
  const width = COLUMNS - TEXT_AT - SIGN_WIDTH;
  const { text, aside } = describeDoing(step, outcome);
  const [first = '', ...rest] = wrap(text, width);
  const note = aside === '' ? '' : `(${aside})`;
  const fits = rest.length === 0 && widthOf(`${first}  ${note}`) <= width;
  const head = `  ${step.time}  ${padTo(step.who, NAME_WIDTH)}`;
  const inline = fits && note !== '' ? `  ${paint.faint(note)}` : '';
  const used = widthOf(first) + (inline === '' ? 0 : widthOf(note) + 2);
  const sign = outcome.reaction === '' ? '' : `${' '.repeat(width - used)} ${outcome.reaction}`;
  const spoken = step.doing.kind === 'say' || step.doing.kind === 'edit';
  return [
    `${head}${spoken ? first : paint.faint(first)}${inline}${sign}`,
    ...rest.map((line) => indent(TEXT_AT, line)),
    ...(note !== '' && !fits ? [indent(TEXT_AT, paint.faint(note))] : []),
    ...outcome.otherwise.map((problem) => indent(TEXT_AT, paint.wrong(`✗ ${problem}`))),
  ];
}

function describeDoing({ doing }: Step, { chosen }: Outcome): { text: string; aside: string } {
  switch (doing.kind) {
    case 'say':
      return {
        text: doing.text,
        aside: doing.to === 'bot' ? 'to the bot alone' : doing.quotes ? 'quoting the reminder' : '',
      };
    case 'edit':
      return { text: doing.text, aside: 'edits what she wrote' };
    case 'delete':
      return { text: '(deletes what she wrote)', aside: '' };
    case 'react':
      return { text: `(puts ${doing.emoji} under the reminder)`, aside: '' };
    case 'vote':
      return { text: `(taps ${chosen.split(' · ')[0]})`, aside: '' };
    case 'unvote':
      return { text: '(takes her vote back)', aside: '' };
    case 'tick':
      return { text: `(ticks ${doing.names.join(', ')})`, aside: '' };
    case 'join':
      return { text: '(joins the group)', aside: '' };
  }
}

/** What the bot wrote; of what was read before in full only the beginning. */
export function printBot(
  said: BotMessage,
  zone: string,
  look: { paint: Paint; short: boolean },
): string[] {
  const { paint } = look;
  const { text, poll } = said.message;
  const to = said.to === null ? 'the group' : `${said.to} alone`;
  const whole = text ?? poll?.question ?? '';
  const [beginning = ''] = whole.split('\n\n');
  const cut = look.short && beginning !== whole;
  const width = COLUMNS - BOT_AT - 2;
  const lines = wrap(cut ? beginning : whole, width);
  const options = (poll?.options ?? []).flatMap((option) => wrap(`○ ${option.text}`, width));
  return [
    `  ${toLocal(said.at, zone).time}  ${paint.bot(`Holdepunkt ${poll ? 'asks' : 'to'} ${to}`)}`,
    ...[...lines, ...(look.short ? [] : options)].map((line) =>
      indent(BOT_AT, `${paint.faint('│')} ${line}`.trimEnd()),
    ),
    ...(cut || (look.short && poll) ? [indent(BOT_AT, paint.faint('│ …'))] : []),
  ];
}

/** What is recorded when the week is over. */
export function printRecord(week: Week, stage: Stage, paint: Paint): string[] {
  const { meeting, people } = stage.look(week.meeting);
  const title = `Recorded for ${nameDay(week.meeting)}`;
  if (!meeting || meeting.status === 'cancelled') {
    return ['', `  ${paint.strong(title)}: cancelled.`];
  }
  const rows = people
    .filter(({ role }) => role === 'mother' || role === 'volunteer')
    .map((person) => {
      const rsvp = meeting.rsvps.find(({ member }) => member === person.id);
      const came = meeting.attendance.find(({ member }) => member === person.id);
      const meant: Meant | undefined = rsvp?.answer === 'yes' && rsvp.late ? 'late' : rsvp?.answer;
      return [
        person.name,
        meant ? REACTIONS[meant] : '·',
        rsvp ? HOW[rsvp.source] : '',
        came ? (came.present ? 'came' : '–') : '',
      ];
    });
  const table = formatTable(['', 'said', 'how', 'came'], rows);
  return ['', `  ${paint.strong(title)}`, ...table.map((line) => indent(2, line))];
}

function indent(columns: number, text: string): string {
  return ' '.repeat(columns) + text;
}
