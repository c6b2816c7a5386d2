/** One event as a handler sees it. Built by `receive` inside its transaction. */

import { DELETED } from '../data/inbox.ts';
import { answerSource, membershipSource, messageSource } from '../data/sources.ts';
import type { Store } from '../data/store.ts';
import { toInstant } from './calendar.ts';
import {
  ANSWER_LIFETIME_MS,
  type Context,
  isLeftAlone,
  type PollAnswer,
  type Voice,
  type When,
  type Where,
} from './context.ts';
import { SOURCE_LANGUAGE } from './say.ts';
import type {
  Event,
  Group,
  LanguageTag,
  Member,
  MemberId,
  MessageId,
  Outbound,
  Post,
  Queued,
  Role,
  Understanding,
} from './types.ts';

/** Seen, and answered elsewhere. */
const SEEN = '👀';

/** A reaction to a message of yesterday tells nobody anything. */
const REACTION_LIFETIME_MS = 24 * 60 * 60 * 1000;

export interface ContextParts {
  readonly voice: Voice;
  readonly event: Event;
  readonly where: Where;
  readonly member: Member;
  readonly role: Role;
  readonly groups: readonly Group[];
  readonly former?: true;
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
      ...(post?.meeting ? { meeting: post.meeting.id } : {}),
      ...(post ? { post: post.post } : {}),
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
    // What one member writes brings nothing to another who wants to be left alone.
    tellMember: (message) =>
      (message.member.id === member.id || !isLeftAlone(message.member)) &&
      voice.tellMember(message),
    answer(text) {
      voice.store.outbox.queue({ ...queue({ kind: 'text', text, ...quoted }), ...sameChat(parts) });
    },
    answerPrivately(text, post) {
      const place = privatePlace(parts);
      if (!place) {
        return false;
      }
      const message: Outbound = post
        ? {
            kind: 'poll',
            question: text,
            options: post.post.options.map((option) => option.text),
            multiple: post.multiple,
          }
        : { kind: 'text', text };
      voice.store.outbox.queue({ ...queue(message, post), ...place });
      if (parts.where === 'group') {
        react(parts, `react:${name}`, SEEN);
      }
      return true;
    },
    remindPrivately({ text, ...when }) {
      const place = privatePlace(parts);
      if (place) {
        const message = { kind: 'text', text } as const;
        voice.store.outbox.queue({ ...when, group: voice.group.id, message, ...place });
      }
    },
    withdrawReaction(message) {
      const key = messageSource(voice.store.hash, event.chat.id, message).toString('hex');
      takeReactionBack(parts, `react:${key}`, message);
    },
    readWhen: (text, asOn) =>
      parts.readWhen(text, voice, asOn ? toInstant(asOn, '00:00', voice.group.zone) : voice.now),
    inGroup(group) {
      const role = voice.store.members.roleIn(group.id, member.id) ?? 'mother';
      return createContext({ ...parts, voice: parts.remake(group), role });
    },
  };
}

/**
 * The language of her words where they were understood, or hers, or what they look like, or the group's
 * first, or Danish.
 */
function languageOf(parts: ContextParts): LanguageTag {
  const { understanding, member, voice } = parts;
  const { language = null, rule = null, ask = null, unclear = null } = understanding ?? {};
  const isRead = rule !== null || ask !== null || unclear !== null;
  const candidates = [
    ...(isRead ? [language, member.language] : [member.language, language]),
    voice.group.languages[0],
  ];
  return candidates.find((tag) => tag && voice.say.languages.includes(tag)) ?? SOURCE_LANGUAGE;
}

type Place = Pick<Queued, 'member' | 'staff'>;

/** Where the event came from: the group's chat, its staff chat, or hers. */
function sameChat({ where, member }: ContextParts): Place {
  return where === 'direct' ? { member: member.id } : where === 'staff' ? { staff: true } : {};
}

/** Where an answer is read by no mother but her; null where there is no such chat. */
function privatePlace(parts: ContextParts): Place | null {
  if (parts.where === 'staff' || parts.where === 'direct') {
    return sameChat(parts);
  }
  return parts.member.directChat === null ? null : { member: parts.member.id };
}

function react(parts: ContextParts, key: string, emoji: string): undefined {
  const { voice, event } = parts;
  if (event.kind !== 'message') {
    // Its message was deleted: what was to be put on it is dropped.
    voice.store.outbox.discard(key);
    return;
  }
  if (emoji === '') {
    takeReactionBack(parts, key, event.messageId);
    return;
  }
  const queued = toReaction(parts, { key, messageId: event.messageId, emoji });
  if (event.editedAt === undefined) {
    voice.store.outbox.queue(queued);
  } else {
    voice.store.outbox.queueInstead(queued);
  }
}

/** Only where there is one to take back. */
function takeReactionBack(parts: ContextParts, key: string, messageId: MessageId): undefined {
  if (parts.voice.store.outbox.has(key)) {
    parts.voice.store.outbox.queueInstead(toReaction(parts, { key, messageId, emoji: '' }));
  }
}

function toReaction(
  parts: ContextParts,
  { key, messageId, emoji }: { key: string; messageId: MessageId; emoji: string },
): Queued {
  const { voice, event } = parts;
  const at = event.kind === 'message' ? (event.editedAt ?? event.at) : event.at;
  return {
    key,
    group: voice.group.id,
    ...sameChat(parts),
    message: { kind: 'reaction', messageId, emoji },
    dueAt: voice.now,
    expiresAt: at + REACTION_LIFETIME_MS,
  };
}
