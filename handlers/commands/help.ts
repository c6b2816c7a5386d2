/** `/help`: what the asker may write; `/help NAME`: one command with examples. */

import type { Command, Context } from '../../bot/context.ts';
import type { CommandId } from '../../bot/types.ts';
import { isAllowed } from '../command.ts';
import { findCommand, suggestName } from '../reading/find-command.ts';
import { Refusal } from './refusal.ts';
import { EVERYBODY } from './roles.ts';

/** Up to so many lines are read through; more are put under headings. */
const FEW = 12;

/** What is wanted together stands together; what is listed nowhere comes last. */
const PARTS = [
  { heading: 'help.part.week', ids: ['next', 'who', 'attendance', 'log', 'away', 'tasks'] },
  { heading: 'help.part.changes', ids: ['visit-plan', 'cancel', 'move', 'pause', 'place', 'undo'] },
  { heading: 'help.part.mothers', ids: ['new', 'offers', 'concern', 'farewell', 'quiet'] },
  { heading: 'help.part.topics', ids: ['topic', 'visit', 'poll', 'ideas', 'wish'] },
] as const satisfies readonly { heading: string; ids: readonly CommandId[] }[];

export const help: Command = {
  id: 'help',
  roles: EVERYBODY,
  groupless: true,
  run(ctx, { words, commands }) {
    const hers = commands.filter((command) =>
      ctx.groups.some((group) => isAllowed(ctx.inGroup(group), command)),
    );
    const text = words === '' ? describeAll(ctx, hers) : describeOne(ctx, hers, words);
    if (!ctx.answerPrivately(text)) {
      ctx.answer(text);
    }
  },
};

function describeAll(ctx: Context, commands: readonly Command[]): string {
  const lines = commands.length > FEW ? inParts(ctx, commands) : commands.map(lineOf(ctx));
  return [
    ctx.say(ctx.language, 'help.title'),
    ...lines,
    ctx.say(ctx.language, 'help.more'),
    ...(ctx.role === 'mother' ? [ctx.say(ctx.language, 'help.mother')] : []),
  ].join('\n');
}

function lineOf(ctx: Context): (command: Command) => string {
  return ({ id }) =>
    ctx.say(ctx.language, 'help.line', {
      usage: ctx.say(ctx.language, `command.${id}.usage`),
      about: ctx.say(ctx.language, `command.${id}.about`),
    });
}

function inParts(ctx: Context, commands: readonly Command[]): string[] {
  const listed = new Set<CommandId>(PARTS.flatMap(({ ids }) => ids));
  const rest = commands.filter(({ id }) => !listed.has(id));
  const parts = PARTS.map(({ heading, ids }) => ({
    heading,
    found: ids.flatMap((id) => commands.find((command) => command.id === id) ?? []),
  }));
  return [...parts, { heading: 'help.part.more', found: rest } as const]
    .filter(({ found }) => found.length > 0)
    .flatMap(({ heading, found }) => [
      `\n*${ctx.say(ctx.language, heading)}*`,
      ...found.map(lineOf(ctx)),
    ]);
}

/** @throws Refusal where there is no such command; the nearest is named */
function describeOne(ctx: Context, commands: readonly Command[], words: string): string {
  const word = words.replace(/^\//, '').split(' ')[0] ?? '';
  const found = findCommand(ctx, commands, word);
  if (!found) {
    const name = suggestName(ctx, commands, word);
    throw name === null
      ? new Refusal('error.unknown_command')
      : new Refusal('error.did_you_mean', { command: `/${name}` });
  }
  const { id } = found.command;
  return ctx.say(ctx.language, 'help.one', {
    about: ctx.say(ctx.language, `command.${id}.about`),
    examples: ctx.say(ctx.language, `command.${id}.examples`),
  });
}
