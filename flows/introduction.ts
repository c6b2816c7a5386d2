/** Once, when the bot has come into a group: who it is, what it notes, who sees that, how to be forgotten. */

import { quietUntil } from '../bot/calendar.ts';
import type { Flow } from '../bot/context.ts';
import { worded } from '../bot/home-visits.ts';

/** Later than this everybody knows it already. */
const CATCH_UP_MS = 7 * 24 * 60 * 60 * 1000;

export const introduction: Flow = {
  name: 'introduction',
  occurrences(voice) {
    const { group, store, now } = voice;
    const expiresAt = group.createdAt + CATCH_UP_MS;
    if (now >= expiresAt || store.inbox.readTo(group.chat) === null) {
      return [];
    }
    const key = `introduction:${group.id}`;
    return [
      {
        key,
        dueAt: quietUntil(group.createdAt, group.zone) ?? group.createdAt,
        expiresAt,
        run() {
          const text = voice.inEveryLanguage((language) =>
            voice.say(language, worded(voice, 'introduction.group'), { group: group.name }),
          );
          voice.tellGroup({ key, message: { kind: 'text', text }, expiresAt });
        },
      },
    ];
  },
};
