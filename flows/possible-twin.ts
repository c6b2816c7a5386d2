/** Somebody new has a member's name, and the channel cannot tell whether she is her: asks who knows. */

import {
  type Flow,
  mayDecide,
  membersOfRole,
  type Occurrence,
  type Voice,
} from '../bot/context.ts';
import type { Member, MemberId } from '../bot/types.ts';

/** Asked a week long at the most; `/who` shows the open pairs for as long as they are open. */
const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

export const possibleTwin: Flow = {
  name: 'possible-twin',
  occurrences(voice) {
    const recent = voice.store.twins
      .openIn(voice.group.id)
      .filter(({ noticedAt }) => noticedAt > voice.now - LIFETIME_MS);
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

function toOccurrence(
  voice: Voice,
  member: Member,
  { newer, noticedAt }: { newer: MemberId; noticedAt: number },
): Occurrence {
  const key = voice.store.twins.questionKey(newer, member.id);
  const expiresAt = noticedAt + LIFETIME_MS;
  return {
    key,
    dueAt: noticedAt,
    expiresAt,
    run() {
      const text = voice.say(member.language ?? 'da', 'twin.question', {
        name: voice.store.members.get(newer)?.name ?? '',
        group: voice.group.name,
      });
      voice.tellMember({ member, key, message: { kind: 'text', text }, expiresAt });
    },
  };
}
