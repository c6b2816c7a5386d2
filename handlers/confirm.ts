/** The answer to "shall I?": what a command proposed is done, or left. */

import type { Command, Context, Handler } from '../bot/context.ts';
import type { GroupId } from '../bot/types.ts';
import { attempt, isAllowed } from './command.ts';
import type { Proposed } from './commands/propose.ts';
import { Refusal } from './commands/refusal.ts';
import { chosen } from './reading/chosen.ts';
import { readYesOrNo } from './reading/words.ts';

/** The handler of answers to proposals: a tap, a reaction, or a word. */
export function createConfirmHandler(commands: readonly Command[]): Handler {
  return {
    name: 'confirm',
    accepts: (ctx) => isAboutProposal(ctx) && readAnswer(ctx) !== null,
    handle(ctx) {
      const answer = readAnswer(ctx);
      const open = openProposal(ctx);
      if (open) {
        const { language, nudge } = open.proposed;
        ctx.store.dialogues.end(ctx.member.id);
        ctx.store.outbox.discard(nudge);
        decide({ ...ctx, language }, commands, { ...open, answer });
      } else if (answer === true) {
        ctx.answerPrivately(ctx.say(ctx.language, 'confirm.gone'));
      }
    },
  };
}

interface Open {
  readonly group: GroupId;
  readonly proposed: Proposed;
}

function decide(
  ctx: Context,
  commands: readonly Command[],
  { group: id, proposed, answer }: Open & { answer: boolean | null },
): undefined {
  if (answer === false) {
    ctx.answerPrivately(ctx.say(ctx.language, 'confirm.left'));
    return;
  }
  const command = commands.find((candidate) => candidate.id === proposed.command);
  const group = ctx.groups.find((candidate) => candidate.id === id);
  attempt(ctx, () => {
    if (!command?.carryOut || !group || !isAllowed(ctx.inGroup(group), command)) {
      throw new Refusal('error.not_yours');
    }
    const there = group.id === ctx.group.id ? ctx : ctx.inGroup(group);
    command.carryOut({ ...there, language: ctx.language }, proposed.change);
  });
}

function openProposal(ctx: Context): Open | null {
  const dialogue = ctx.store.dialogues.open(ctx.member.id, ctx.event.chat.id, ctx.now);
  if (dialogue?.kind !== 'confirm') {
    return null;
  }
  const proposed = dialogue.state as Proposed;
  return isAbout(ctx, proposed) ? { group: dialogue.group, proposed } : null;
}

/** A tap under an earlier question, or under somebody else's, is no yes to this one. */
function isAbout({ post }: Context, { nudge }: Proposed): boolean {
  return (
    post?.kind !== 'confirm' ||
    post.options.some(({ meaning }) => 'choice' in meaning && meaning.choice === `yes:${nudge}`)
  );
}

/** A tap or reaction on the bot's question, or a word while one waits. */
function isAboutProposal(ctx: Context): boolean {
  if (ctx.event.kind === 'message') {
    return (ctx.where === 'direct' || ctx.where === 'staff') && openProposal(ctx) !== null;
  }
  return ctx.post?.kind === 'confirm';
}

/** Yes, no, or null where it is neither. */
function readAnswer(ctx: Context): boolean | null {
  const { event, post } = ctx;
  switch (event.kind) {
    case 'message':
      return readYesOrNo(ctx, event.text);
    case 'reaction':
      return readYesOrNo(ctx, event.emoji);
    case 'vote': {
      const [choice] = post ? chosen(ctx, event, post) : [];
      return choice && 'choice' in choice ? choice.choice.startsWith('yes') : null;
    }
    default:
      return null;
  }
}
