/**
 * Measures the reading of messages: loading, the usual ones, and the oddest that can be sent.
 * Called by `npm run bench`. It must only use messages that are written here or in the examples.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeWorlds } from '../../bot/cli/understand-world.ts';
import { loadUnderstand, tagsIn } from '../../bot/understand/understand.ts';

const LOCALES = join(import.meta.dirname, '..', '..', 'locales');

/** How many odd messages are tried. */
const ODD_MESSAGES = 100_000;
/** How many rounds over the examples are measured. */
const ROUNDS = 5;

export interface UnderstandingFigures {
  readonly medianMicros: number;
  readonly worstOddMs: number;
  readonly messagesPerSecond: number;
  readonly loadMs: number;
}

/** Loads the languages and reads examples and odd messages; microseconds, milliseconds, a second. */
export function benchUnderstanding(): UnderstandingFigures {
  const started = performance.now();
  const { understand } = loadUnderstand(LOCALES);
  const loadMs = performance.now() - started;
  const worlds = makeWorlds({
    weekday: 2,
    start: '10:00',
    end: '12:00',
    zone: 'Europe/Copenhagen',
  });
  const world = worlds({ date: '2026-11-16', time: '12:00' }, false);
  const texts = readExamples();
  for (const text of texts) {
    understand(text, world);
  }
  const micros: number[] = [];
  const begun = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const text of texts) {
      const from = performance.now();
      understand(text, world);
      micros.push((performance.now() - from) * 1000);
    }
  }
  const seconds = (performance.now() - begun) / 1000;
  let worstOddMs = 0;
  for (const text of oddMessages(ODD_MESSAGES)) {
    worstOddMs = Math.max(
      worstOddMs,
      leastOf(worstOddMs, () => understand(text, world)),
    );
  }
  micros.sort((one, other) => one - other);
  return {
    medianMicros: micros[Math.floor(micros.length / 2)] ?? 0,
    worstOddMs,
    messagesPerSecond: Math.round(micros.length / seconds),
    loadMs,
  };
}

/**
 * Milliseconds of some work. Where it seems to be the slowest so far it is measured again, and the
 * least counts: a pause of a busy machine is not the work's, a slow piece of work is slow each time.
 */
function leastOf(slowest: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 5 && least > slowest; tries += 1) {
    const from = performance.now();
    work();
    least = Math.min(least, performance.now() - from);
  }
  return least;
}

function readExamples(): readonly string[] {
  return tagsIn(LOCALES).flatMap((tag) =>
    readFileSync(join(LOCALES, tag, 'examples.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { text: string }).text),
  );
}

/** What is repeated or mixed into an odd message. */
const PIECES = [
  'a',
  ' ',
  'ja',
  'kommer ikke ',
  'vi kommer i morgen, ',
  '17/11 ',
  '10.30 ',
  '٣',
  '۴',
  '९',
  '๕',
  '꩒',
  '\u{1d7d8}',
  '\ufdfa',
  '\ud800',
  'e\u0301\u0302\u0303\u0304',
  '👍🏽',
  '👩‍👧‍👦',
  'ไม่มา',
  '不来',
  '\u202e',
  'نحن لن نأتي ',
  '?',
  '.',
  '-',
  "'",
  'og ',
  'hvis ',
  'mandag den ',
];

/** A fixed row of odd messages: the same in every run, so that runs can be compared. */
export function* oddMessages(count: number): Generator<string> {
  let state = 1;
  const next = (below: number) => {
    // A linear congruential generator (Numerical Recipes): only to be varied and repeatable.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (const piece of PIECES) {
    yield piece.repeat(65_536);
  }
  yield Array.from({ length: 60 }, (_, week) => `vi kommer ikke ${week % 28}/12, `).join('');
  for (let made = PIECES.length + 1; made < count; made += 1) {
    const length = made % 1000 === 0 ? 4096 : 1 + next(30);
    yield Array.from({ length }, () => PIECES[next(PIECES.length)] ?? '').join('');
  }
}
