/** The handlers in order: the first that accepts an event handles it. */

import type { Handler } from '../bot/context.ts';
import { attendanceVote } from './attendance-vote.ts';
import { checkinVote } from './checkin-vote.ts';
import { createBareCommandHandler, createCommandHandler } from './command.ts';
import { commands } from './commands/index.ts';
import { concern } from './concern.ts';
import { createConfirmHandler } from './confirm.ts';
import { createFirstContactHandler } from './first-contact.ts';
import { followUpVote } from './follow-up-vote.ts';
import { endingForget, forgetAnswer } from './forget.ts';
import { holiday } from './holiday.ts';
import { languageVote } from './language.ts';
import { logAnswer } from './log-answer.ts';
import { logEdit } from './log-edit.ts';
import { membership } from './membership.ts';
import { pollVote } from './poll-vote.ts';
import { pulse } from './pulse.ts';
import { question } from './question.ts';
import { reaction } from './reaction.ts';
import { rsvp } from './rsvp.ts';
import { stopWord } from './stop.ts';
import { taskVote } from './task-vote.ts';
import { topicAsk, topicChoice } from './topic-choice.ts';
import { topicVote } from './topic-vote.ts';
import { unclear } from './unclear.ts';
import { unread } from './unread.ts';
import { wishAnswer } from './wish.ts';
import { withdrawal } from './withdrawal.ts';

const inOrder: readonly Handler[] = [
  logEdit,
  logAnswer,
  stopWord,
  forgetAnswer,
  createCommandHandler(commands),
  createConfirmHandler(commands),
  wishAnswer,
  createBareCommandHandler(commands),
  rsvp,
  question,
  unclear,
  withdrawal,
  holiday,
  taskVote,
  followUpVote,
  checkinVote,
  languageVote,
  attendanceVote,
  topicVote,
  topicAsk,
  topicChoice,
  concern,
  pulse,
  pollVote,
  reaction,
  membership,
  unread,
];

const careful = inOrder.map((one) => (one === forgetAnswer ? one : endingForget(one)));

export const handlers: readonly Handler[] = [createFirstContactHandler(careful), ...careful];
