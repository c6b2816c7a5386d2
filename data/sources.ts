/**
 * What an event is known by in `inbox` and `statements`: keyed hashes. Called for every event that
 * comes in, and where two members become one: then what names the one must name the other.
 */

import type { ChatId, MemberId, MessageId } from '../bot/types.ts';

/** A vault's or a store's keyed hash. */
type Hash = (...parts: readonly string[]) => Buffer;

/** A message, and what became of it. */
export function messageSource(hash: Hash, chat: ChatId, message: MessageId): Buffer {
  return hash('message', chat, message);
}

/** A member's vote in a post, or her reaction on it; `post` is the source of its message. */
export function answerSource(
  hash: Hash,
  post: Buffer,
  by: { readonly kind: 'vote' | 'reaction'; readonly member: MemberId },
): Buffer {
  return hash(by.kind, post.toString('hex'), by.member);
}

/** A member's coming and going in a chat. */
export function membershipSource(hash: Hash, chat: ChatId, member: MemberId): Buffer {
  return hash('membership', chat, member);
}
