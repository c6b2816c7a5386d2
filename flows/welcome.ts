/** Somebody new is in the group: she is welcomed there by name, all who came within an hour together. */

import { quietUntil } from '../bot/calendar.ts';
import { type Flow, isLeftAlone, type Voice } from '../bot/context.ts';
import type { Member } from '../bot/types.ts';

const HOUR_MS = 60 * 60 * 1000;
/** So long the first waits for others. */
const TOGETHER_MS = HOUR_MS;
/** While a group is being set up everybody is new. */
const SET_UP_MS = 24 * HOUR_MS;
/** A welcome that was missed is still one after three days. */
const CATCH_UP_MS = 72 * HOUR_MS;

export const welcome: Flow = {
  name: 'welcome',
  kind: 'group',
  occurrences(voice) {
    const { group, store, now } = voice;
    if (group.kind === 'home') {
      // The two of them have agreed to meet: nobody comes in.
      return [];
    }
    const since = Math.max(group.createdAt + SET_UP_MS, now - CATCH_UP_MS - TOGETHER_MS);
    const [first] = store.members.arrivals(group.id, since);
    if (!first) {
      return [];
    }
    const together = first.at + TOGETHER_MS;
    const dueAt = quietUntil(together, group.zone) ?? together;
    const key = `welcome:${group.id}:${first.member}:${first.at}`;
    const expiresAt = dueAt + CATCH_UP_MS;
    return [{ key, dueAt, expiresAt, run: () => greet(voice, { key, since, expiresAt }) }];
  },
};

interface Greeting {
  readonly key: string;
  readonly since: number;
  readonly expiresAt: number;
}

/** Whoever is protected, or wants to be left alone, is not named. */
function greet(voice: Voice, { key, since, expiresAt }: Greeting): undefined {
  const { group, store, now } = voice;
  const arrived = store.members.arrivals(group.id, since);
  const newcomers: Member[] = [];
  for (const { member } of arrived) {
    store.members.welcome(group.id, member, now);
    const found = store.members.get(member);
    if (found && !found.protected && !isLeftAlone(found)) {
      newcomers.push(found);
    }
  }
  if (newcomers.length > 0) {
    const text = greetingText(voice, newcomers);
    voice.tellGroup({ key, message: { kind: 'text', text }, expiresAt });
  }
}

/** In the group's languages and in theirs. WhatsApp may not have told every name yet. */
function greetingText(voice: Voice, newcomers: readonly Member[]): string {
  const names = newcomers.map((member) => member.name);
  const theirs = newcomers.flatMap(({ language }) => language ?? []);
  const languages = [...voice.languages(), ...theirs].filter((tag) =>
    voice.say.languages.includes(tag),
  );
  const texts = [...new Set(languages)].map((language) =>
    names.includes('')
      ? voice.say(language, 'welcome.nameless')
      : voice.say(language, 'welcome.named', {
          names: voice.say.list(language, names),
          count: names.length,
        }),
  );
  return [...new Set(texts)].join('\n\n');
}
