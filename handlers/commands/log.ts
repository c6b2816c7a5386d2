/**
 * `/log`: an entry in the group's logbook, in one line or by three short questions; what is to be
 * followed up; and reading it. Never in the mothers' group: there everybody would have read it.
 */

import { ANSWER_LIFETIME_MS, type Command, type Context } from '../../bot/context.ts';
import type { MeetingId } from '../../bot/types.ts';
import { askNext, keepOrAsk, type LogDeed } from '../keep-log.ts';
import { fold } from '../reading/fold.ts';
import { readFollowUp } from '../reading/read-follow-up.ts';
import { wordsOf } from '../reading/words.ts';
import { tellPrivately } from './refusal.ts';
import { STAFF } from './roles.ts';
import { readShow, showEntries, showFollowUps } from './show-log.ts';

/** An entry is about the last meeting, where that is not longer ago. */
const RECENT_MS = 14 * 24 * 60 * 60 * 1000;
/** Seen, and answered elsewhere. */
const SEEN = '\u{1f440}';

export const log: Command = {
  id: 'log',
  roles: STAFF,
  evenLate: true,
  run(ctx, { words }) {
    if (ctx.where === 'group') {
      refuseHere(ctx);
      return;
    }
    const show = readShow(ctx, words);
    const followUp = stripFollowUp(ctx, words);
    if (words === '') {
      begin(ctx);
    } else if (show) {
      tellPrivately(ctx, showEntries(ctx, show));
    } else if (followUp === '') {
      showFollowUps(ctx);
    } else if (followUp !== null) {
      keepFollowUp(ctx, followUp);
    } else {
      keepEntry(ctx, words);
    }
  },
  undo(ctx, before) {
    const deed = before as LogDeed;
    endQuestions(ctx);
    const isGone =
      'entry' in deed
        ? !ctx.store.logbook.remove(deed.entry)
        : !ctx.store.followUps.removeSource(Buffer.from(deed.followUp, 'hex'));
    if (isGone) {
      return ctx.say(ctx.language, 'log.undone_already');
    }
    return ctx.say(ctx.language, 'entry' in deed ? 'log.undone' : 'log.undone_follow_up');
  },
};

/** Whether a line is stored: all that neither shows something nor begins the questions. */
export function isStored(ctx: Context, words: string): boolean {
  return words !== '' && !readShow(ctx, words) && stripFollowUp(ctx, words) !== '';
}

/** Every mother would read what is asked for or told: not even why is said there. */
function refuseHere(ctx: Context): undefined {
  if (!ctx.answerPrivately(ctx.say(ctx.language, 'log.not_here'))) {
    ctx.react(SEEN);
  }
}

/** What was asked for long ago is not asked: she is elsewhere, and her next words would be the answer. */
function begin(ctx: Context): undefined {
  if (ctx.now - ctx.event.at < ANSWER_LIFETIME_MS) {
    askNext(ctx, { step: 'how', entry: null, meeting: meetingOf(ctx), language: ctx.language });
  }
}

/** The last meeting that has begun and was not cancelled; null where that is long ago. */
function meetingOf(ctx: Context): MeetingId | null {
  const begun = ctx
    .meetings()
    .findLast(
      ({ startsAt, status }) =>
        startsAt <= ctx.event.at && startsAt > ctx.event.at - RECENT_MS && status !== 'cancelled',
    );
  return begun?.id ?? null;
}

function keepEntry(ctx: Context, words: string): undefined {
  keepOrAsk(ctx, {
    ...{ text: withItsLines(ctx, words), source: ctx.source.toString('hex') },
    ...{ language: ctx.language, next: null },
    into: { kind: 'text', entry: null, meeting: meetingOf(ctx) },
  });
}

function keepFollowUp(ctx: Context, line: string): undefined {
  const { member, date, text } = readFollowUp(ctx, line);
  keepOrAsk(ctx, {
    ...{ text, source: ctx.source.toString('hex'), language: ctx.language, next: null },
    into: { kind: 'follow-up', member: member.id, date },
  });
}

/** What follows "opfølgning"; null where the line does not begin so. */
function stripFollowUp(ctx: Context, words: string): string | null {
  const folded = fold(words).replace(/^([^\s:]+( op| up)?):/, '$1');
  const word = wordsOf(ctx, 'words.follow_up').find(
    (candidate) => folded === candidate || folded.startsWith(`${candidate} `),
  );
  return word === undefined ? null : words.split(' ').slice(word.split(' ').length).join(' ');
}

/** The command's words come in one line; an entry keeps the lines it was written in. */
function withItsLines({ event }: Context, words: string): string {
  const text = event.kind === 'message' ? event.text : '';
  const parts = words.split(' ').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const written = new RegExp(parts.join('\\s+'), 'u').exec(text)?.[0];
  return (written ?? words).replace(/[^\S\n]+/g, ' ').replace(/\n{3,}/g, '\n\n');
}

function endQuestions(ctx: Context): undefined {
  const open = ctx.store.dialogues.open(ctx.member.id, ctx.event.chat.id, ctx.now);
  if (open?.kind === 'log' || open?.kind === 'log-guard') {
    ctx.store.dialogues.end(ctx.member.id);
  }
}
