/**
 * A message that begins with "/": finds the command, checks who asks, runs it. What is wrong is told
 * to the asker alone; in the mothers' group nothing is said to somebody who may not use it.
 */

import { type Command, type Context, type Handler, isCommand } from '../bot/context.ts';
import type { Group, LanguageTag } from '../bot/types.ts';
import { Refusal } from './commands/refusal.ts';
import { fold } from './fold.ts';

/** A command found later than this (the bot was away) is not carried out: its moment has passed. */
const MAX_AGE_MS = 10 * 60 * 1000;

/** The handler of all commands in the list. */
export function createCommandHandler(commands: readonly Command[]): Handler {
  return {
    name: 'command',
    // A message that is edited into a command is none, and says nothing else any more.
    accepts: ({ event }) =>
      event.kind === 'message' && event.editedAt === undefined && isCommand(event.text),
    handle(ctx) {
      const { event } = ctx;
      if (event.kind !== 'message' || ctx.now - event.at > MAX_AGE_MS) {
        return;
      }
      const [first = '', ...rest] = event.text.trim().slice(1).trim().split(/\s+/);
      // A phone puts a space or a full stop where nobody wanted one.
      const word = first.replace(/[.,:;!?]+$/, '');
      try {
        const found = find(ctx, commands, word);
        run(answerIn(ctx, found?.language), found?.command, { word, rest, commands });
      } catch (error) {
        if (!(error instanceof Refusal)) {
          throw error;
        }
        refuse(ctx, error);
      }
    },
  };
}

interface Call {
  readonly word: string;
  readonly rest: readonly string[];
  readonly commands: readonly Command[];
}

/** A command, and the language of the name it was called by. */
interface Found {
  readonly command: Command;
  readonly language: LanguageTag;
}

/** By any of its names in any language; letters that a phone lacks may be missing (hjaelp, hjalp). */
function find(ctx: Context, commands: readonly Command[], word: string): Found | undefined {
  const wanted = fold(word);
  const isCalled = (command: Command, language: LanguageTag): boolean =>
    ctx
      .say(language, `command.${command.id}.names`)
      .split(' ')
      .some((name) => fold(name) === wanted);
  for (const language of ctx.say.languages) {
    const command = commands.find((candidate) => isCalled(candidate, language));
    if (command) {
      return { command, language };
    }
  }
  return undefined;
}

/** Whose language is not known yet is answered in the one she gave her command in. */
function answerIn(ctx: Context, language: LanguageTag | undefined): Context {
  return language && ctx.member.language === null ? { ...ctx, language } : ctx;
}

function run(ctx: Context, command: Command | undefined, call: Call): undefined {
  const { group, words } = splitGroup(ctx, call.rest);
  if (!command) {
    throw new Refusal('error.unknown_command');
  }
  const usable = ctx.groups.filter((candidate) => isAllowed(ctx.inGroup(candidate), command));
  if (usable.length === 0 || (group && !usable.includes(group))) {
    throw new Refusal('error.not_yours');
  }
  const chosen = group ?? (usable.length === 1 || command.groupless ? usable[0] : undefined);
  if (!chosen) {
    throw new Refusal('error.which_group', {
      groups: ctx.say.list(
        ctx.language,
        usable.map((candidate) => candidate.name),
      ),
    });
  }
  command.run(chosen.id === ctx.group.id ? ctx : ctx.inGroup(chosen), {
    words,
    commands: call.commands,
  });
}

/** Whether she may use it in the context's group. */
export function isAllowed(ctx: Context, command: Command): boolean {
  return command.roles.includes(ctx.role);
}

/** A member of several groups may name the one she means, first or last in the line. */
function splitGroup(
  ctx: Context,
  rest: readonly string[],
): { group: Group | undefined; words: string } {
  const words = rest.join(' ');
  if (ctx.groups.length < 2) {
    return { group: ctx.groups[0], words };
  }
  const lower = words.toLowerCase();
  // The longest name first: one may be the beginning of another.
  const groups = ctx.groups.toSorted((one, other) => other.name.length - one.name.length);
  for (const group of groups) {
    const name = group.name.toLowerCase();
    if (lower.startsWith(name)) {
      return { group, words: words.slice(name.length).trim() };
    }
    if (lower.endsWith(name)) {
      return { group, words: words.slice(0, -name.length).trim() };
    }
  }
  return { group: undefined, words };
}

function refuse(ctx: Context, refusal: Refusal): undefined {
  const inGroup = ctx.event.chat.kind === 'group';
  const staff = ctx.role === 'volunteer' || ctx.role === 'coordinator';
  if (inGroup && !staff) {
    return;
  }
  const text = ctx.say(ctx.language, refusal.key, refusal.values);
  if (!ctx.answerDirectly(text)) {
    // What names people is never said in the group.
    ctx.answer(refusal.values['names'] ? ctx.say(ctx.language, 'error.write_first') : text);
  }
}
