/** One event as a handler sees it. Built by `receive` inside its transaction. */

import { DELETED } from '../data/inbox.ts';
import { answerSource, membershipSource, messageSource } from '../data/sources.ts';
import type { Store } from '../data/store.ts';
import { toInstant } from './calendar.ts';
import {
  ANSWER_LIFETIME_MS,
  type Context,
  type PollAnswer,
  type Voice,
  type When,
} from './context.ts';
import { SOURCE_LANGUAGE } from './say.ts';
import type {
  Event,
  Group,
  LanguageTag,
  Member,
  MemberId,
  Outbound,
  Post,
  Queued,
  Role,
  Understanding,
} from './types.ts';

/** A reaction to a message of yesterday tells nobody anything. */
const REACTION_LIFETIME_MS = 24 * 60 * 60 * 1000;

export interface ContextParts {
  readonly voice: Voice;
  readonly event: Event;
  readonly member: Member;
  readonly role: Role;
  readonly groups: readonly Group[];
  readonly understanding: Understanding | null;
  readonly post: Post | null;
  readonly source: Buffer;
  /** As its writer means them at an instant. */
  readWhen(text: string, voice: Voice, at: number): When;
  /** The same instant, for another group. */
  remake(group: Group): Voice;
}

/**
 * What an event is known by: its message, or for a vote or reaction the post and the person,
 * whichever of her ids it came with.
 */
export function sourceOf(store: Store, event: Event, member: MemberId): Buffer {
  const chat = event.chat.id;
  switch (event.kind) {
    case 'message':
    case 'delete':
      return messageSource(store.hash, chat, event.messageId);
    case 'vote':
    case 'reaction': {
      const post = messageSource(store.hash, chat, event.messageId);
      return answerSource(store.hash, post, { kind: event.kind, member });
    }
    case 'join':
    case 'leave':
      return membershipSource(store.hash, chat, member);
  }
}

/** Grows with everything that replaces what the same source said before. */
export function versionOf(event: Event): number {
  switch (event.kind) {
    case 'message':
      return event.editedAt ?? 0;
    case 'delete':
      return DELETED;
    default:
      return event.at;
  }
}

/** Creates the context of one event. */
export function createContext(parts: ContextParts): Context {
  const { voice, event, member, source } = parts;
  const name = source.toString('hex');
  let answers = 0;
  const queue = (message: Outbound, post?: PollAnswer): Queued => {
    answers += 1;
    return {
      key: `answer:${name}:${versionOf(event)}:${answers}`,
      group: voice.group.id,
      ...(post ? { meeting: post.meeting.id, post: post.post } : {}),
      message,
      dueAt: voice.now,
      expiresAt: event.at + ANSWER_LIFETIME_MS,
    };
  };
  const quoted = event.kind === 'message' ? { quoted: event.messageId } : {};
  return {
    ...voice,
    ...parts,
    language: languageOf(parts),
    react: (emoji) => react(parts, `react:${name}`, emoji),
    answer(text) {
      voice.store.outbox.queue({ ...queue({ kind: 'text', text, ...quoted }), ...sameChat(parts) });
    },
    answerDirectly(text, post) {
      if (event.chat.kind !== 'direct' && member.directChat === null) {
        return false;
      }
      const message: Outbound = post
        ? {
            kind: 'poll',
            question: text,
            options: post.post.options.map((option) => option.text),
            multiple: true,
          }
        : { kind: 'text', text };
      voice.store.outbox.queue({ ...queue(message, post), member: member.id });
      return true;
    },
    readWhen: (text, asOn) =>
      parts.readWhen(text, voice, asOn ? toInstant(asOn, '00:00', voice.group.zone) : voice.now),
    inGroup(group) {
      const role = voice.store.members.roleIn(group.id, member.id) ?? 'mother';
      return createContext({ ...parts, voice: parts.remake(group), role });
    },
  };
}

/** The language of her words, or hers, or the group's first, or Danish. */
function languageOf(parts: ContextParts): LanguageTag {
  const { understanding, member, voice } = parts;
  const candidates = [understanding?.language, member.language, voice.group.languages[0]];
  return candidates.find((tag) => tag && voice.say.languages.includes(tag)) ?? SOURCE_LANGUAGE;
}

/** Where the event came from: the group's chat, or hers. */
function sameChat(parts: ContextParts): Pick<Queued, 'member'> {
  return parts.event.chat.kind === 'direct' ? { member: parts.member.id } : {};
}

function react(parts: ContextParts, key: string, emoji: string): undefined {
  const { voice, event } = parts;
  if (event.kind !== 'message') {
    // Its message was deleted: what was to be put on it is dropped.
    voice.store.outbox.discard(key);
    return;
  }
  const queued: Queued = {
    key,
    group: voice.group.id,
    ...sameChat(parts),
    message: { kind: 'reaction', messageId: event.messageId, emoji },
    dueAt: voice.now,
    expiresAt: (event.editedAt ?? event.at) + REACTION_LIFETIME_MS,
  };
  if (emoji === '') {
    // Only where there is one to take back.
    if (voice.store.outbox.has(key)) {
      voice.store.outbox.queueInstead(queued);
    }
  } else if (event.editedAt === undefined) {
    voice.store.outbox.queue(queued);
  } else {
    voice.store.outbox.queueInstead(queued);
  }
}
