/** The worlds in which the tests of understanding read messages, and the engine they share. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeWorlds } from '../../bot/cli/understand-world.ts';
import type { Statement, Understanding, World } from '../../bot/types.ts';
import { loadUnderstand, tagsIn } from '../../bot/understand/understand.ts';

export const LOCALES = join(import.meta.dirname, '..', '..', 'locales');

export const { understand, readWhen } = loadUnderstand(LOCALES);

/** When a message was sent where nothing else is said: the Monday before a Tuesday's meeting. */
export const MONDAY_NOON = '2026-11-16T12:00';

const worlds = makeWorlds({
  weekday: 2,
  start: '10:00',
  end: '12:00',
  zone: 'Europe/Copenhagen',
});

/** A world of Tuesday meetings, 10 to 12, at a local time `YYYY-MM-DDTHH:MM`. */
export function worldAt(sentAt = MONDAY_NOON, context: 'chat' | 'reply' = 'chat'): World {
  const [date = '', time = ''] = sentAt.split('T');
  return worlds({ date, time }, context === 'reply');
}

/** A labelled message of a language. */
export interface Example {
  readonly text: string;
  readonly context: 'chat' | 'reply';
  readonly sentAt?: string;
  readonly statements?: readonly Statement[];
  readonly ask?: string;
  readonly unclear?: true;
  /** Labelled, but never looked at while the phrases were written. */
  readonly heldOut?: true;
}

/** The labelled messages of a language. */
export function readExamples(tag: string): readonly Example[] {
  return readFileSync(join(LOCALES, tag, 'examples.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Example);
}

export const languages = tagsIn(LOCALES);

/** What was understood, short: `11-17 yes late, asks when`. */
export function brief({ statements, ask, unclear }: Partial<Understanding>): string {
  const said = (statements ?? []).map(
    ({ date, answer, late }) => `${date.slice(5)} ${answer}${late ? ' late' : ''}`,
  );
  const asked = ask === null || ask === undefined ? [] : [`asks ${ask}`];
  const doubted = unclear === null || unclear === undefined ? [] : ['unclear'];
  return [...said, ...asked, ...doubted].join(', ');
}

/** What a message means, short. */
export function meaning(text: string, sentAt?: string, context?: 'chat' | 'reply'): string {
  return brief(understand(text, worldAt(sentAt, context)));
}
