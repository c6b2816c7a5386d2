/** Builds what handlers and flows act through: everything they say becomes a row of the outbox. */

import {
  type GroupMessage,
  isLeftAlone,
  type MemberMessage,
  runsGroup,
  type Store,
  type Voice,
} from './context.ts';
import { type Say, SOURCE_LANGUAGE } from './say.ts';
import type { Group, LanguageTag, Queued } from './types.ts';

export interface VoiceParts {
  readonly store: Store;
  readonly say: Say;
  /** Present where time brings it about, and nobody has just written. */
  readonly unprompted?: true;
  /** When what is being brought was due: after downtime that is earlier than now, and it keeps quiet hours. */
  broughtAt?(): number;
}

/** What a group's handlers and flows can do at an instant. To be used inside one transaction. */
export function createVoice(parts: VoiceParts, group: Group, now: number): Voice {
  const { store, say } = parts;
  const languages = languagesOf(group, say);
  const toQueued = (message: GroupMessage): Queued => ({
    key: message.key,
    group: group.id,
    ...(message.meeting ? { meeting: message.meeting.id } : {}),
    message: message.message,
    dueAt: parts.broughtAt?.() ?? now,
    expiresAt: message.expiresAt,
    ...(parts.unprompted ? { unprompted: true } : {}),
    ...(message.post ? { post: message.post } : {}),
  });
  return {
    now,
    group,
    store,
    say,
    meetings: () => store.meetings.inGroup(store.groups.get(group.id) ?? group),
    languages: () => languages,
    inEveryLanguage: (compose) => [...new Set(languages.map(compose))].join('\n\n'),
    tellGroup(message) {
      store.outbox.queue(toQueued(message));
    },
    tellMember(message: MemberMessage) {
      if (message.member.directChat === null || (parts.unprompted && isLeftAlone(message.member))) {
        return false;
      }
      store.outbox.queue({ ...toQueued(message), member: message.member.id });
      return true;
    },
    tellStaff(message) {
      if (group.staffChat !== null) {
        store.outbox.queue({ ...toQueued(message), staff: true });
        return true;
      }
      const reached = store.members
        .inGroup(group.id)
        .filter(
          ({ member, role }) =>
            runsGroup(role) && member.directChat !== null && !isLeftAlone(member),
        );
      for (const { member } of reached) {
        const key = `${message.key}:${member.id}`;
        store.outbox.queue({ ...toQueued({ ...message, key }), member: member.id });
      }
      return reached.length > 0;
    },
    staffLanguage() {
      const known = store.members
        .inGroup(group.id)
        .filter(({ role }) => runsGroup(role))
        .map(({ member }) => member.language);
      const [only] = known;
      const areOne = known.every((language) => language === only);
      return only && areOne && say.languages.includes(only) ? only : SOURCE_LANGUAGE;
    },
    meetingChanged(meeting) {
      store.outbox.voidMeeting(meeting.id);
      store.groups.touch(group.id);
    },
  };
}

/** Simple Danish first, then the group's other languages as far as there are texts in them. */
function languagesOf(group: Group, say: Say): readonly LanguageTag[] {
  return [
    ...new Set([SOURCE_LANGUAGE, ...group.languages.filter((tag) => say.languages.includes(tag))]),
  ];
}
