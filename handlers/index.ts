/** The handlers in order: the first that accepts an event handles it. */

import type { Handler } from '../bot/context.ts';
import { createBareCommandHandler, createCommandHandler } from './command.ts';
import { commands } from './commands/index.ts';
import { createConfirmHandler } from './confirm.ts';
import { holiday } from './holiday.ts';
import { membership } from './membership.ts';
import { pollVote } from './poll-vote.ts';
import { question } from './question.ts';
import { reaction } from './reaction.ts';
import { rsvp } from './rsvp.ts';
import { unclear } from './unclear.ts';
import { withdrawal } from './withdrawal.ts';

export const handlers: readonly Handler[] = [
  createCommandHandler(commands),
  createConfirmHandler(commands),
  createBareCommandHandler(commands),
  rsvp,
  question,
  unclear,
  withdrawal,
  holiday,
  pollVote,
  reaction,
  membership,
];
