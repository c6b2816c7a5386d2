/**
 * Votes and reactions. They are rows of tables; the two `bulkUpsert` are where WhatsApp Web writes
 * them, and where the library hears of them. A row that could not be written is lost.
 */

import { Chat, keyOf, ownIdIn } from './chats.js';
import { createWid, MsgKey } from './ids.js';
import { faults, post } from './line.js';
import { isQuiet, markReaction, recordOf } from './messages.js';

/** Rows by message, then by person. */
const votes = new Map();
const reactions = new Map();

function rowsOf(table, key) {
  const name = String(key);
  if (!table.has(name)) {
    table.set(name, new Map());
  }
  return table.get(name);
}

function storeVotes(rows) {
  for (const vote of rows) {
    const voter = String(vote.author ?? vote.from);
    const known = rowsOf(votes, vote.pollUpdateParentKey).get(voter);
    if (!known || known.senderTimestampMs <= vote.senderTimestampMs) {
      rowsOf(votes, vote.pollUpdateParentKey).set(voter, {
        msgKey: String(vote.id),
        parentMsgKey: String(vote.pollUpdateParentKey),
        sender: voter,
        senderTimestampMs: vote.senderTimestampMs,
        selectedOptionLocalIds: new Uint8Array(vote.selectedOptionLocalIds).buffer,
      });
    }
  }
}

export const PollVoteTable = {
  pollVoteTableMode: {
    async bulkUpsert(rows) {
      storeVotes(rows);
    },
  },
};

export const PollsVotesSchema = {
  getTable: () => ({
    async equals([field], key) {
      return [...rowsOf(votes, key).values()].filter((row) => row[field] === key);
    },
  }),
};

function storeReactions(rows) {
  for (const reaction of rows) {
    const under = rowsOf(reactions, reaction.reactionParentKey);
    under.set(String(reaction.author ?? reaction.from), reaction);
    const stands = [...under.values()].some(({ reactionText }) => reactionText !== '');
    markReaction(reaction.reactionParentKey.id, stands);
  }
}

export const ReactionTable = {
  reactionTableMode: {
    async bulkUpsert(rows) {
      storeReactions(rows);
    },
  },
};

function describeSender(reaction) {
  return {
    msgKey: reaction.id,
    parentMsgKey: reaction.reactionParentKey,
    senderUserJid: String(reaction.author ?? reaction.from),
    reactionText: reaction.reactionText,
    timestamp: reaction.reactionTimestamp,
    orphan: reaction.orphan,
    read: reaction.read,
  };
}

export const Reactions = {
  /** The reactions that stand under a message, by emoji. */
  async find(key) {
    const standing = [...rowsOf(reactions, key).values()].filter((row) => row.reactionText !== '');
    const byEmoji = Map.groupBy(standing, ({ reactionText }) => reactionText);
    const groups = [...byEmoji].map(([emoji, rows]) => ({
      id: emoji,
      aggregateEmoji: emoji,
      hasReactionByMe: rows.some(({ id }) => id.fromMe),
      senders: rows.map(describeSender),
    }));
    return { id: String(key), reactions: { length: groups.length, serialize: () => groups } };
  },
};

/** Writes as WhatsApp Web does; where nothing is to be heard, past everybody who listens. */
async function write({ mode, storeRows, row, update, quietly }) {
  if (quietly) {
    storeRows([row]);
    return;
  }
  try {
    await mode.bulkUpsert([row]);
    if (faults.repeatEvents) {
      await mode.bulkUpsert([row]);
    }
  } catch {
    await post('lost', { at: update.at });
  }
}

/** The part of a row that votes and reactions share: who did what to which message. */
function describeDeed({ id, message, chat, fromMe, person }) {
  const author = createWid(person);
  const remote = createWid(chat);
  const participant = remote.isGroup() ? author : undefined;
  return {
    id: new MsgKey({ fromMe, remote, id, participant }),
    parent: keyOf(recordOf(message)),
    from: fromMe ? ownIdIn(Chat.get(chat)) : remote,
    author,
  };
}

/** Whether the message is gone by now: nobody keeps what was done to a deleted one. */
function isGone({ message }) {
  return recordOf(message) === undefined;
}

export async function applyVote(update, fresh) {
  if (isGone(update)) {
    return;
  }
  const { parent, ...deed } = describeDeed(update);
  const row = {
    ...deed,
    type: 'poll_update',
    pollUpdateParentKey: parent,
    t: update.atMs,
    senderTimestampMs: update.atMs,
    selectedOptionLocalIds: update.options,
  };
  const quietly = isQuiet(fresh) || faults.hideVotes;
  const mode = PollVoteTable.pollVoteTableMode;
  await write({ mode, storeRows: storeVotes, row, update, quietly });
}

export async function applyReaction(update, fresh) {
  if (isGone(update)) {
    return;
  }
  const { parent, ...deed } = describeDeed(update);
  const row = {
    ...deed,
    type: 'reaction',
    reactionParentKey: parent,
    reactionText: update.emoji,
    reactionTimestamp: update.atMs,
    orphan: 0,
    read: update.fromMe,
  };
  const quietly = isQuiet(fresh);
  const mode = ReactionTable.reactionTableMode;
  await write({ mode, storeRows: storeReactions, row, update, quietly });
}
