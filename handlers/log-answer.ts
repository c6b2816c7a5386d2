/** The answers to the logbook's questions, and the tap on what is to become of a text that was held back. */

import { type Context, type Dialogue, type Handler, isCommand, runsGroup } from '../bot/context.ts';
import { asOfNow, attempt } from './command.ts';
import { Refusal, tellPrivately } from './commands/refusal.ts';
import {
  type Asking,
  askNext,
  forgetDeed,
  type Held,
  keep,
  keepOrAsk,
  keepWithout,
  type LogStep,
  leave,
  sayKept,
} from './keep-log.ts';
import { chosen } from './reading/chosen.ts';
import { fold } from './reading/fold.ts';
import { readFollowUp } from './reading/read-follow-up.ts';
import { readYesOrNo, type WordKey, wordsOf } from './reading/words.ts';

/** A dash alone. */
const DASH = /^[-\u2010-\u2015.]+$/;

export const logAnswer: Handler = {
  name: 'log-answer',
  accepts: (ctx) => {
    const { event } = ctx;
    if (event.kind === 'vote') {
      return ctx.post?.kind === 'log-guard';
    }
    const isNew =
      event.kind === 'message' && event.editedAt === undefined && !isCommand(event.text);
    const open = isNew && event.text.trim() !== '' ? openDialogue(ctx) : null;
    return open?.kind === 'log' || (open?.kind === 'log-guard' && isRefused(ctx));
  },
  handle(ctx) {
    const open = openDialogue(ctx);
    if (ctx.event.kind === 'vote') {
      choose(ctx, open);
    } else if (open?.kind === 'log') {
      inItsGroup(ctx, open, (there) => answer(there, open.state as Asking));
    } else if (open) {
      drop(ctx, open);
    }
  },
};

function openDialogue(ctx: Context): Dialogue | null {
  return ctx.where === 'direct' || ctx.where === 'staff'
    ? ctx.store.dialogues.open(ctx.member.id, ctx.event.chat.id, ctx.now)
    : null;
}

/** While a question waits no answer is too late. Who has left the group meanwhile writes nothing in its logbook. */
function inItsGroup(ctx: Context, open: Dialogue, act: (there: Context) => undefined): undefined {
  const group = ctx.groups.find(({ id }) => id === open.group);
  const there = group && ctx.inGroup(group);
  if (there && runsGroup(there.role)) {
    const { language } = open.kind === 'log' ? (open.state as Asking) : (open.state as Held).draft;
    attempt(asOfNow(ctx), () => act({ ...there, language }));
  } else {
    ctx.store.dialogues.end(ctx.member.id);
  }
}

// ---------------------------------------------------------------- answers

const NEXT: Readonly<Record<LogStep, LogStep | null>> = {
  how: 'remember',
  remember: 'follow_up',
  follow_up: null,
};

function answer(ctx: Context, asking: Asking): undefined {
  const text = ctx.event.kind === 'message' ? ctx.event.text.trim() : '';
  if (isWord(ctx, text, 'words.log_stop')) {
    stop(ctx, asking);
    return;
  }
  const step = NEXT[asking.step];
  const next = step && { ...asking, step };
  if (isSkipped(ctx, text)) {
    goOn(ctx, asking, next);
    return;
  }
  const draft = { source: ctx.source.toString('hex'), language: ctx.language, next };
  if (asking.step !== 'follow_up') {
    const { entry, meeting } = asking;
    ctx.store.dialogues.end(ctx.member.id);
    keepOrAsk(ctx, { ...draft, text, into: { kind: asking.step, entry, meeting } });
    return;
  }
  if (readYesOrNo(ctx, text)) {
    throw new Refusal('follow_up.how');
  }
  const { member, date, text: what } = readFollowUp(ctx, text);
  ctx.store.dialogues.end(ctx.member.id);
  keepOrAsk(ctx, { ...draft, text: what, into: { kind: 'follow-up', member: member.id, date } });
}

function goOn(ctx: Context, { entry, meeting }: Asking, next: Asking | null): undefined {
  ctx.store.dialogues.end(ctx.member.id);
  if (next) {
    askNext(ctx, next);
  } else if (entry === null) {
    tellPrivately(ctx, ctx.say(ctx.language, 'log.nothing'));
  } else {
    sayKept(ctx, meeting, ctx.language);
  }
}

/** What she has answered so far goes too. */
function stop(ctx: Context, { entry }: Asking): undefined {
  ctx.store.dialogues.end(ctx.member.id);
  if (entry !== null) {
    ctx.store.logbook.remove(entry);
    forgetDeed(ctx, (deed) => 'entry' in deed && deed.entry === entry);
  }
  tellPrivately(ctx, ctx.say(ctx.language, 'log.stopped'));
}

function isSkipped(ctx: Context, text: string): boolean {
  const isThumb = /^\u{1f44d}[\u{1f3fb}-\u{1f3ff}]?$/u.test(text);
  return (
    isThumb ||
    DASH.test(text) ||
    readYesOrNo(ctx, text) === false ||
    isWord(ctx, text, 'words.log_skip')
  );
}

function isWord(ctx: Context, text: string, key: WordKey): boolean {
  return wordsOf(ctx, key).includes(fold(text).replace(/^\/|[\s.,!]+$/gu, ''));
}

// ---------------------------------------------------------------- what was held back

function isRefused(ctx: Context): boolean {
  const text = ctx.event.kind === 'message' ? ctx.event.text.trim() : '';
  return readYesOrNo(ctx, text) === false || isWord(ctx, text, 'words.log_stop');
}

function drop(ctx: Context, open: Dialogue): undefined {
  inItsGroup(ctx, open, (there) => {
    there.store.dialogues.end(there.member.id);
    leave(there, (open.state as Held).draft);
  });
}

/** The option of a poll says which text it is about: an older poll decides nothing about a newer text. */
function choose(ctx: Context, open: Dialogue | null): undefined {
  const { event, post } = ctx;
  const [meaning] = event.kind === 'vote' && post ? chosen(ctx, event, post) : [];
  const [choice, id] = meaning && 'choice' in meaning ? meaning.choice.split(':') : [];
  if (choice === undefined) {
    return;
  }
  const held = open?.kind === 'log-guard' ? (open.state as Held) : null;
  if (!open || !held || held.id !== id) {
    ctx.answerPrivately(ctx.say(ctx.language, 'log.guard_gone'));
    return;
  }
  inItsGroup(ctx, open, (there) => {
    there.store.dialogues.end(there.member.id);
    const act = choice === 'without' ? keepWithout : choice === 'as_is' ? keep : leave;
    act(there, held.draft);
  });
}
