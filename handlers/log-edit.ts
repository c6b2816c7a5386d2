/**
 * A message that stands in the logbook was edited or deleted: within an hour the same is done there. What
 * is older stays as it is, and is no answer to anything else either.
 */

import { type Context, type Handler, type LogPartKind, runsGroup } from '../bot/context.ts';
import type { GroupId, MessageEvent } from '../bot/types.ts';
import { attempt, createCommandHandler } from './command.ts';
import { isStored, log } from './commands/log.ts';
import { type Asking, type Draft, type Held, keepOrAsk, removeMessage } from './keep-log.ts';
import { findCommand } from './reading/find-command.ts';
import { readFollowUp } from './reading/read-follow-up.ts';

const WITHIN_MS = 60 * 60 * 1000;

export const logEdit: Handler = {
  name: 'log-edit',
  accepts: (ctx) => isChange(ctx) && findStored(ctx) !== null,
  handle(ctx) {
    const { event } = ctx;
    const stored = findStored(ctx);
    const at = event.kind === 'message' ? (event.editedAt ?? event.at) : event.at;
    if (!stored || at - stored.writtenAt > WITHIN_MS) {
      return;
    }
    const there = inGroupOf(ctx, stored);
    if (event.kind === 'message' && there && event.text.trim() !== '') {
      // Of what was edited at `at` the moment has not passed, however old the message is.
      const { editedAt: _, ...rest } = event;
      rewrite({ ...there, event: { ...rest, at } }, stored, rest);
    } else {
      remove(ctx, stored);
    }
  },
};

function isChange({ event }: Context): boolean {
  return event.kind === 'delete' || (event.kind === 'message' && event.editedAt !== undefined);
}

/** What the message put into the logbook, or what of it is held back. */
interface Stored {
  readonly group: GroupId;
  readonly kind: LogPartKind | 'follow-up';
  readonly entry: string | null;
  readonly writtenAt: number;
  /** Present where it waits for a choice. */
  readonly held?: Draft;
}

function findStored(ctx: Context): Stored | null {
  const { store, source, member, event, now } = ctx;
  const followUp = store.followUps.ofSource(source);
  const found = followUp
    ? { ...followUp, kind: 'follow-up' as const, entry: null }
    : store.logbook.ofSource(source);
  if (found) {
    return found;
  }
  const open = store.dialogues.open(member.id, event.chat.id, now);
  const held = open?.kind === 'log-guard' ? (open.state as Held).draft : null;
  if (!open || held?.source !== source.toString('hex')) {
    return null;
  }
  const { into } = held;
  return {
    ...{ group: open.group, kind: into.kind, writtenAt: open.askedAt, held },
    entry: into.kind === 'follow-up' ? null : into.entry,
  };
}

/** Null where she does not run the group any more. */
function inGroupOf(ctx: Context, { group: id }: Stored): Context | null {
  const group = ctx.groups.find((candidate) => candidate.id === id);
  const there = group ? ctx.inGroup(group) : null;
  return there && runsGroup(there.role) ? there : null;
}

function rewrite(ctx: Context, stored: Stored, { text }: MessageEvent): undefined {
  const [first = ''] = text.trim().split(/\s+/);
  const isCommand = findCommand(ctx, [log], first.replace(/^\/|[.,:;!?]+$/g, '')) !== undefined;
  if (isCommand && (stored.kind === 'text' || stored.kind === 'follow-up')) {
    writeAgain(ctx, stored);
  } else if (stored.kind === 'text') {
    remove(ctx, stored);
  } else {
    attempt(ctx, () => answerAgain(ctx, stored, text.trim()));
  }
}

/** As if it were written now; what stores nothing any more is gone. */
function writeAgain(ctx: Context, stored: Stored): undefined {
  const again = {
    ...log,
    run(inner: Context, call: Parameters<typeof log.run>[1]): undefined {
      if (isStored(inner, call.words)) {
        endHeld(ctx, stored);
        log.run(inner, call);
      } else {
        remove(inner, stored);
      }
    },
  };
  createCommandHandler([again]).handle(ctx);
}

/** An answer to one of the questions says something else now. */
function answerAgain(ctx: Context, stored: Stored, text: string): undefined {
  const { held, entry, kind } = stored;
  const language = held?.language ?? ctx.member.language ?? ctx.staffLanguage();
  const open = ctx.store.dialogues.open(ctx.member.id, ctx.event.chat.id, ctx.now);
  const asking = open?.kind === 'log' ? (open.state as Asking) : null;
  const next = held?.next ?? null;
  const draft = { source: ctx.source.toString('hex'), language, next };
  const written = kind === 'follow-up' ? readFollowUp(ctx, text) : null;
  const meeting = held?.into.kind === kind && 'meeting' in held.into ? held.into.meeting : null;
  const changed: Draft = written
    ? {
        ...{ ...draft, text: written.text },
        into: { kind: 'follow-up', member: written.member.id, date: written.date },
      }
    : { ...draft, text, into: { kind: kind as LogPartKind, entry, meeting } };
  endHeld(ctx, stored);
  // A question that waits goes on waiting; where its place is taken, it is asked again afterwards.
  keepOrAsk(ctx, changed, { ...changed, next: next ?? asking });
}

function endHeld(ctx: Context, { held }: Stored): undefined {
  if (held) {
    ctx.store.dialogues.end(ctx.member.id);
  }
}

function remove(ctx: Context, stored: Stored): undefined {
  removeMessage(ctx, ctx.source.toString('hex'));
  endHeld(ctx, stored);
  ctx.answerPrivately(ctx.say(ctx.language, stored.held ? 'log.left' : 'log.removed'));
}
