/**
 * What the whole group would see is shown to the asker first, and done when she says yes. Written in the
 * mothers' group itself it is done at once: there it has been said before everybody already.
 */

import type { Command, Context } from '../../bot/context.ts';
import type { CommandId, LanguageTag } from '../../bot/types.ts';

/** So long a yes still means what was shown. */
const LIFETIME_MS = 2 * 60 * 60 * 1000;
/** Whoever has not answered by then has probably forgotten it. */
const NUDGE_AFTER_MS = 10 * 60 * 1000;

export interface Proposal {
  /** What `carryOut` of the command is to do, as JSON. */
  readonly change: unknown;
  /** What the group will read. */
  readonly preview: string;
}

/** What waits for a yes. */
export interface Proposed {
  readonly command: CommandId;
  readonly change: unknown;
  /** The language it was shown in. */
  readonly language: LanguageTag;
  /** The reminder that it still waits; what its taps are known by. */
  readonly nudge: string;
}

/** Shows what would be done and waits for a yes; or does it, where the group has read the command itself. */
export function propose(ctx: Context, command: Command, { change, preview }: Proposal): undefined {
  if (ctx.where === 'group') {
    command.carryOut?.(ctx, change);
    return;
  }
  dropReplaced(ctx);
  const nudge = `nudge:${ctx.source.toString('hex')}`;
  const state: Proposed = { command: command.id, change, language: ctx.language, nudge };
  const expiresAt = ctx.now + LIFETIME_MS;
  ctx.store.dialogues.ask({
    ...{ member: ctx.member.id, group: ctx.group.id, chat: ctx.event.chat.id },
    ...{ kind: 'confirm', state, askedAt: ctx.now, expiresAt },
  });
  ctx.answerPrivately(
    ctx.say(ctx.language, 'confirm.preview', { group: ctx.group.name, text: preview }),
  );
  ctx.answerPrivately(ctx.say(ctx.language, 'confirm.question'), {
    multiple: false,
    post: {
      kind: 'confirm',
      options: [
        { text: ctx.say(ctx.language, 'confirm.yes'), meaning: { choice: `yes:${nudge}` } },
        { text: ctx.say(ctx.language, 'confirm.no'), meaning: { choice: `no:${nudge}` } },
      ],
    },
  });
  ctx.remindPrivately({
    key: nudge,
    text: ctx.say(ctx.language, 'confirm.nudge'),
    dueAt: ctx.now + NUDGE_AFTER_MS,
    expiresAt,
  });
}

/** A question takes the place of an earlier one, and nobody is reminded of that any more. */
function dropReplaced(ctx: Context): undefined {
  const earlier = ctx.store.dialogues.open(ctx.member.id, ctx.event.chat.id, ctx.now);
  if (earlier?.kind === 'confirm') {
    ctx.store.outbox.discard((earlier.state as Proposed).nudge);
  }
}
