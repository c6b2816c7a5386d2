/**
 * What a person is told when something is wrong: the notices, and their words in every language of
 * the office. Called by `alerts.ts` and the command line; pure. Counts and durations only: never a
 * name, a number, a group or what a message says.
 */

import type { OfficeLanguage, OfficeWords } from './office-words.ts';
import type { ChannelProblem } from './types.ts';

const MINUTE_MS = 60_000;
const MINUTES_OF_AN_HOUR = 60;
const MINUTES_OF_A_DAY = 24 * MINUTES_OF_AN_HOUR;

/** Something that began, goes on or has ended, and since when. */
export type Notice =
  | { readonly kind: 'away' | 'unlinked'; readonly sinceAt: number; readonly lastedMs: number }
  | {
      readonly kind: 'problems';
      readonly problems: readonly ChannelProblem[];
      readonly sinceAt: number;
      readonly lastedMs: number;
    }
  | {
      readonly kind: 'well';
      readonly of: 'connection' | 'problems';
      readonly sinceAt: number;
      readonly lastedMs: number;
    }
  | {
      readonly kind: 'messages';
      readonly held: number;
      readonly failed: number;
      readonly sinceAt: number;
    }
  | { readonly kind: 'test'; readonly sinceAt: number };

/** A notice as it goes out. */
export interface Alert {
  /** Which of several bots it is about. */
  readonly account: string;
  readonly kind: Notice['kind'];
  readonly subject: string;
  readonly text: string;
  readonly sinceAt: number;
}

/** Writes a notice: Danish first, the other languages of the office below. */
export function writeAlert(words: OfficeWords, account: string, notice: Notice): Alert {
  const [first] = words.languages;
  const { kind, sinceAt } = notice;
  const mood = kind === 'well' || kind === 'test' ? kind : 'trouble';
  const texts = words.languages.map((language) =>
    words(language, 'alert.line', { account, text: sayNotice(words, language, notice) }),
  );
  return {
    ...{ account, kind, sinceAt },
    subject: first === undefined ? account : words(first, `alert.subject.${mood}`, { account }),
    text: texts.join('\n\n'),
  };
}

function sayNotice(words: OfficeWords, language: OfficeLanguage, notice: Notice): string {
  switch (notice.kind) {
    case 'away':
    case 'unlinked':
      return [words(language, `alert.${notice.kind}`), sayLasted(words, language, notice)].join('');
    case 'problems': {
      const problems = notice.problems.map((problem) =>
        words(language, `status.problem.${problem}`),
      );
      const said = words(language, 'alert.problems', { problems: problems.join(' ') });
      return said + sayLasted(words, language, notice);
    }
    case 'well': {
      const duration = writeDuration(language, notice.lastedMs);
      return words(language, `alert.well.${notice.of}`, { duration });
    }
    case 'messages':
      return (['held', 'failed'] as const)
        .filter((status) => notice[status] > 0)
        .map((status) => words(language, `alert.${status}`, { count: notice[status] }))
        .join(' ');
    case 'test':
      return words(language, 'alert.test');
  }
}

/** Nothing where it has only just begun. */
function sayLasted(
  words: OfficeWords,
  language: OfficeLanguage,
  { lastedMs }: { readonly lastedMs: number },
): string {
  return lastedMs < MINUTE_MS
    ? ''
    : ` ${words(language, 'alert.lasted', { duration: writeDuration(language, lastedMs) })}`;
}

/** As people say it: minutes up to an hour, then hours and minutes, then days and hours. */
function writeDuration(language: OfficeLanguage, ms: number): string {
  const all = Math.max(1, Math.round(ms / MINUTE_MS));
  const days = Math.floor(all / MINUTES_OF_A_DAY);
  const hours = Math.floor((all % MINUTES_OF_A_DAY) / MINUTES_OF_AN_HOUR);
  const minutes = days > 0 ? 0 : all % MINUTES_OF_AN_HOUR;
  return new Intl.DurationFormat(language, { style: 'long' }).format({ days, hours, minutes });
}
