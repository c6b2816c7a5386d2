/** `/poll`: asks the group what it would like to talk about; shown to the asker first. */

import type { Command, Context } from '../../bot/context.ts';
import {
  askForTopics,
  FEWEST_TOPICS,
  MOST_TOPICS,
  sendTopicPoll,
  suggestTopics,
  topicOptions,
  topicPollKey,
} from '../../bot/topic-poll.ts';
import type { Entry } from '../../bot/types.ts';
import { wordsOf } from '../reading/words.ts';
import { report } from './announce.ts';
import { isSame, readEntry } from './plan-entry.ts';
import { propose } from './propose.ts';
import { Refusal } from './refusal.ts';
import { STAFF } from './roles.ts';

/** After that a poll that is taken back needs no word to the group. */
const TOLD_BACK_MS = 24 * 60 * 60 * 1000;

/** What is to be asked. */
export interface TopicQuestion {
  /** What the poll is known by; null: by the message or tap that sends it. */
  readonly id: string | null;
  readonly topics: readonly Entry[];
}

/** The poll that was sent. */
interface Sent {
  readonly poll: string;
}

export const poll: Command = {
  id: 'poll',
  roles: STAFF,
  kind: 'group',
  run(ctx, { words }) {
    const topics = words === '' ? suggested(ctx) : readTopics(ctx, words);
    const change: TopicQuestion = { id: null, topics };
    propose(ctx, poll, { change, preview: preview(ctx, topics) });
  },
  carryOut(ctx, change) {
    const { id, topics } = change as TopicQuestion;
    const name = id ?? ctx.source.toString('hex');
    if (!sendTopicPoll(ctx, name, topics)) {
      // Somebody else who runs the group has tapped first.
      return;
    }
    const before: Sent = { poll: name };
    const { group, member } = ctx;
    ctx.store.deeds.note({
      ...{ group: group.id, member: member.id, command: 'poll' },
      ...{ before, at: ctx.now },
    });
    report(ctx, ctx.say(ctx.language, 'topics.sent'));
  },
  undo(ctx, before) {
    const { poll: id } = before as Sent;
    const sent = ctx.store.topics.poll(id);
    if (!sent) {
      throw new Refusal('error.undo_nothing');
    }
    ctx.store.topics.removePoll(id);
    ctx.store.outbox.discard(topicPollKey(id));
    if (ctx.store.outbox.has(topicPollKey(id))) {
      ctx.tellGroup({
        key: `${topicPollKey(id)}:back`,
        message: {
          kind: 'text',
          text: ctx.inEveryLanguage((language) => ctx.say(language, 'topics.withdrawn')),
        },
        expiresAt: ctx.now + TOLD_BACK_MS,
      });
    }
    return ctx.say(ctx.language, 'topics.undone');
  },
};

function suggested(ctx: Context): Entry[] {
  const topics = suggestTopics(ctx).map(({ id }) => ({ id }));
  if (topics.length < FEWEST_TOPICS) {
    throw new Refusal('error.topics_used_up');
  }
  return topics;
}

/** "tænder, søvn og udflugt": each once. */
function readTopics(ctx: Context, words: string): Entry[] {
  const topics = words
    .split(/[,;\n]/)
    .flatMap((part) => splitAtAnd(ctx, part))
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => readEntry(ctx, 'topic', part));
  const distinct = topics.filter(
    (topic, index) => topics.findIndex((other) => isSame(other, topic)) === index,
  );
  if (distinct.length < FEWEST_TOPICS || distinct.length > MOST_TOPICS) {
    throw new Refusal('error.topics_how_many', { most: MOST_TOPICS });
  }
  return distinct;
}

/** The last two of a list; but a name of the catalogue may have an "and" in it. */
function splitAtAnd(ctx: Context, part: string): string[] {
  if ('id' in readEntry(ctx, 'topic', part.trim() || '---')) {
    return [part];
  }
  const and = new Set(wordsOf(ctx, 'words.and'));
  const words = part.trim().split(' ');
  const at = words.findLastIndex((word) => and.has(word));
  const halves = [words.slice(0, at).join(' '), words.slice(at + 1).join(' ')];
  // Own words may have one too: both halves must be topics that are known.
  const areKnown =
    at > 0 && halves.every((half) => half !== '' && 'id' in readEntry(ctx, 'topic', half));
  return areKnown ? halves : [part];
}

function preview(ctx: Context, topics: readonly Entry[]): string {
  return [askForTopics(ctx), ...topicOptions(ctx, '', topics).map(({ text }) => `☐ ${text}`)].join(
    '\n',
  );
}
