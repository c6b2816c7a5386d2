/**
 * Reads a chat exported from WhatsApp (Android or iOS, any language of the phone) by
 * whatsapp-chat-parser, whose dates are mended around it: days and times are read here, over the
 * whole file, as local times. Called by `replay.ts`; pure. What it gives is held in memory only.
 */

import { parseString } from 'whatsapp-chat-parser';
import { BadInput } from '../bad-input.ts';
import { toInstant } from '../calendar.ts';
import {
  decideDates,
  type Header,
  hourOf,
  readHalfDays,
  readHeader,
  type Style,
} from './export-headers.ts';

/** One message of a person. */
export interface ExportedMessage {
  readonly author: string;
  readonly at: number;
  /** Empty where there are no words: a picture, a poll. */
  readonly text: string;
}

// Defeats the parser's own idea of where messages begin; taken out again after it.
const GOES_ON = '\u2060';
const LEFT_TO_RIGHT_MARK = '\u200E';
const MARKS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
/** WhatsApp's own note behind an edited text, or in place of a picture: `<…>` in any language. */
const OWN_NOTE = /\s*\u200E?<[^<>\n]{2,80}>\s*$/u;
/** The first line of a message that brought a file: `IMG-1.jpg (file attached)` in any language. */
const FILE_LINE = /^\u200E?[^\s()]+\.\w{2,5} \([^()\n]+\)(?:\n|$)/u;
/** An option of an exported poll: `OPTION: Ja (3 votes)` in any language. */
const POLL_OPTION = /^\u200E?[^:\n]{2,24}: .*\(\u200E?\p{Nd}+ [^()\n]+\)\s*$/u;
/** WhatsApp's names are far shorter; a longer one is a sentence of WhatsApp's own with a colon. */
const LONGEST_NAME = 60;

/**
 * Every message of a person, oldest first, at instants by the zone's clock.
 * @throws BadInput where it is no such file, or a date in it cannot be
 */
export function readExport(text: string, zone: string): ExportedMessage[] {
  const { canonical, headers } = mend(text);
  const dates = decideDates(headers);
  const halfDays = readHalfDays();
  const parsed = parseString(canonical, { daysFirst: true });
  if (parsed.length !== headers.length) {
    throw new Error(`The parser found ${parsed.length} messages where ${headers.length} begin`);
  }
  const messages = parsed.map(({ author, message }, index) => {
    const header = headers[index] as Header;
    const time = `${two(hourOf(header, halfDays))}:${two(header.minute)}`;
    const at = toInstant(dates[index] ?? '', time, zone) + header.second * 1000;
    return { author: author === null ? null : cleanAuthor(author), at, message };
  });
  const people = findPeople(messages);
  return messages
    .flatMap(({ author, at, message }) =>
      author !== null && people.has(author) ? [{ author, at, text: readText(message) }] : [],
    )
    .sort((one, other) => one.at - other.at);
}

/** The file with every beginning in one plain form, and the beginnings as they were. */
function mend(text: string): { canonical: string; headers: Header[] } {
  const lines = text.split(/\r\n|\r|\n/);
  const style = findStyle(lines);
  const headers: Header[] = [];
  const canonical = lines.flatMap((line, index) => {
    const header = readHeader(line, index + 1, style);
    if (header) {
      headers.push(header);
      return [`[01/01/2000, 00:00:00] ${header.rest.replace(/^[-–:\s]+/u, '')}`];
    }
    return headers.length === 0 ? [] : [GOES_ON + line];
  });
  return { canonical: canonical.join('\n'), headers };
}

function findStyle(lines: readonly string[]): Style {
  const firstLines = lines.filter((line) => line.trim() !== '').slice(0, 50);
  for (const line of firstLines) {
    const style = (['brackets', 'dash'] as const).find((one) => readHeader(line, 1, one));
    if (style) {
      return style;
    }
  }
  throw new BadInput(
    'it is no chat exported from WhatsApp: no line begins with a day and a time such as "17/11/2026, 10.12 - Amina: …"; export the chat without media and give the .txt file',
  );
}

function cleanAuthor(author: string): string | null {
  const name = author
    .replace(MARKS, '')
    .replace(/^[~\s]+/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
  // "Kirsten changed the name from “A” to “B: C”" is no author.
  return name === '' || name.length > LONGEST_NAME || /["“”„«»]/u.test(name) ? null : name;
}

/**
 * Who is a person: on iOS WhatsApp's own sentences bear the group's name as their author. They, and
 * what stands for a picture, begin with a mark that people do not type; a person has other messages.
 */
function findPeople(
  messages: readonly { readonly author: string | null; readonly message: string }[],
): ReadonlySet<string> {
  return new Set(
    messages.flatMap(({ author, message }) =>
      author !== null && !message.startsWith(LEFT_TO_RIGHT_MARK) ? [author] : [],
    ),
  );
}

/** What she wrote, without what WhatsApp put there for a picture, a poll or an edit. */
function readText(message: string): string {
  const text = message.replaceAll(GOES_ON, '');
  if (text.split('\n').filter((line) => POLL_OPTION.test(line)).length >= 2) {
    return '';
  }
  return text.replace(FILE_LINE, '').replace(OWN_NOTE, '').trim();
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
