/** Somebody new has a member's name, and the channel cannot tell whether she is her: asks who knows. */

import {
  type Flow,
  mayDecide,
  membersOfRole,
  type Occurrence,
  type Voice,
} from '../bot/context.ts';
import type { Member } from '../bot/types.ts';

type Twin = ReturnType<Voice['store']['twins']['openIn']>[number];

/** Asked a week long at the most; `/who` shows the open pairs for as long as they are open. */
const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

export const possibleTwin: Flow = {
  name: 'possible-twin',
  occurrences(voice) {
    const recent = voice.store.twins
      .openIn(voice.group.id)
      .filter(
        ({ noticedAt, other }) =>
          noticedAt > voice.now - LIFETIME_MS && !voice.store.members.get(other)?.protected,
      );
    if (recent.length === 0) {
      return [];
    }
    const staff = [...membersOfRole(voice, 'volunteer'), ...membersOfRole(voice, 'coordinator')];
    // Who opens her direct chat later is asked then.
    const asked = staff.filter((member) => member.directChat !== null);
    return recent.flatMap((twin) =>
      asked
        .filter((member) => mayDecide(voice.store, twin, member.id))
        .map((member) => toOccurrence(voice, member, twin)),
    );
  },
};

function toOccurrence(voice: Voice, member: Member, { newer, other, noticedAt }: Twin): Occurrence {
  const key = voice.store.twins.questionKey(newer, member.id);
  const expiresAt = noticedAt + LIFETIME_MS;
  return {
    key,
    dueAt: noticedAt,
    expiresAt,
    run() {
      const { members } = voice.store;
      const values = { name: members.get(newer)?.name ?? '', group: voice.group.name };
      const language = member.language ?? 'da';
      // Of whom a volunteer wrote down the name, WhatsApp knows no id.
      const text =
        members.countIds(other) === 0
          ? voice.say(language, 'twin.by_hand', {
              ...values,
              known: members.get(other)?.name ?? '',
            })
          : voice.say(language, 'twin.question', values);
      voice.tellMember({ member, key, message: { kind: 'text', text }, expiresAt });
    },
  };
}
