/** What a vote in a post of the bot's chooses. */

import type { Context } from '../../bot/context.ts';
import type { OptionMeaning, Post, VoteEvent } from '../../bot/types.ts';

/** What the options that are chosen now mean; those that are not of this post are passed over. */
export function chosen(ctx: Context, event: VoteEvent, post: Post): OptionMeaning[] {
  const hashes = new Set(event.options.map((text) => ctx.store.outbox.hashOption(text)));
  return post.options.filter((option) => hashes.has(option.hash)).map((option) => option.meaning);
}
