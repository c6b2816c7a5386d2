/**
 * A message that begins with "/": finds the command, checks who asks, runs it. What is wrong is told
 * to the asker alone; in the mothers' group nothing is said to somebody who may not use it.
 */

import { type Command, type Context, type Handler, isCommand, runsGroup } from '../bot/context.ts';
import { worded } from '../bot/home-visits.ts';
import type { Group, LanguageTag } from '../bot/types.ts';
import { Refusal } from './commands/refusal.ts';
import { type Found, findCommand, suggestName } from './reading/find-command.ts';
import { fold } from './reading/fold.ts';

/** A command found later than this (the bot was away) is not carried out: its moment has passed. */
const MAX_AGE_MS = 10 * 60 * 1000;

/** The handler of all commands in the list. */
export function createCommandHandler(commands: readonly Command[]): Handler {
  return {
    name: 'command',
    former: true,
    // A message that is edited into a command is none, and says nothing else any more.
    accepts: ({ event }) =>
      event.kind === 'message' && event.editedAt === undefined && isCommand(event.text),
    handle(ctx) {
      const line = splitLine(ctx);
      const found = findCommand(ctx, commands, line.word);
      const hers = answerIn(ctx, found?.language);
      attempt(found?.command.evenLate ? asOfNow(hers) : hers, () =>
        run(hers, found?.command, { ...line, commands }),
      );
    },
  };
}

/**
 * The same without the slash, which is easily forgotten: only directly to the bot, only the whole name,
 * and where more follows it only from somebody who runs the group. What says whether she comes is no
 * command: "next week I can't".
 */
export function createBareCommandHandler(commands: readonly Command[]): Handler {
  const find = (ctx: Context): Found | undefined => {
    const { word, rest } = splitLine(ctx);
    const found = findCommand(ctx, commands, word);
    const isTheirs =
      found &&
      !found.command.everyday &&
      ctx.groups.some((group) => isAllowed(ctx.inGroup(group), found.command));
    return isTheirs && (rest.length === 0 || runsGroup(ctx.role)) ? found : undefined;
  };
  return {
    name: 'bare-command',
    accepts: (ctx) =>
      ctx.where === 'direct' &&
      ctx.event.kind === 'message' &&
      ctx.event.editedAt === undefined &&
      !saysSomething(ctx) &&
      find(ctx) !== undefined,
    handle(ctx) {
      const found = find(ctx);
      const hers = answerIn(ctx, found?.language);
      attempt(found?.command.evenLate ? asOfNow(hers) : hers, () =>
        run(hers, found?.command, { ...splitLine(ctx), commands }),
      );
    },
  };
}

function saysSomething({ understanding }: Context): boolean {
  return (
    understanding !== null && (understanding.statements.length > 0 || understanding.ask !== null)
  );
}

/** The first word without its slash, and what follows. A phone puts a space or a full stop where nobody wanted one. */
function splitLine({ event }: Context): { word: string; rest: readonly string[] } {
  const text = event.kind === 'message' ? event.text.trim().replace(/^\//, '') : '';
  const [first = '', ...rest] = text.trim().split(/\s+/);
  return { word: first.replace(/[.,:;!?]+$/, ''), rest };
}

/** The same event as if it happened now: what is never too late is attempted with it. */
export function asOfNow(ctx: Context): Context {
  return { ...ctx, event: { ...ctx.event, at: ctx.now } };
}

/** Runs what a command does, unless its moment has passed; tells the asker why it does nothing. */
export function attempt(ctx: Context, act: () => undefined): undefined {
  if (ctx.now - ctx.event.at > MAX_AGE_MS) {
    return;
  }
  try {
    act();
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    refuse(ctx, error);
  }
}

interface Call {
  readonly word: string;
  readonly rest: readonly string[];
  readonly commands: readonly Command[];
}

/** Whose language is not known yet is answered in the one she gave her command in. */
function answerIn(ctx: Context, language: LanguageTag | undefined): Context {
  return language && ctx.member.language === null ? { ...ctx, language } : ctx;
}

function run(ctx: Context, command: Command | undefined, call: Call): undefined {
  const { group, words } = splitGroup(ctx, call.rest);
  if (!command && ctx.former) {
    return;
  }
  if (!command) {
    throw unknown(ctx, call);
  }
  if ((ctx.where === 'elsewhere' && !command.elsewhere) || (ctx.former && !command.former)) {
    return;
  }
  const usable = ctx.groups.filter((candidate) => isAllowed(ctx.inGroup(candidate), command));
  if (usable.length === 0 || (group && !usable.includes(group))) {
    throw notAllowed(ctx, command);
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

/** It is for others, or for groups of the other kind. */
function notAllowed(ctx: Context, { kind, roles }: Command): Refusal {
  const isOtherKind = ctx.groups.some(
    (group) => kind !== undefined && kind !== group.kind && roles.includes(ctx.inGroup(group).role),
  );
  const own = roles.includes('volunteer') ? 'error.not_yours' : 'error.only_coordinator';
  return new Refusal(isOtherKind ? `error.only_${kind ?? 'group'}` : own);
}

/** Nothing is done; the one command that was probably meant is named. */
function unknown(ctx: Context, { word, commands }: Call): Refusal {
  const hers = commands.filter((command) =>
    ctx.groups.some((group) => isAllowed(ctx.inGroup(group), command)),
  );
  const name = suggestName(ctx, hers, word);
  return name === null
    ? new Refusal('error.unknown_command')
    : new Refusal('error.did_you_mean', { command: `/${name}` });
}

/** Whether she may use it in the context's group. */
export function isAllowed(ctx: Context, { roles, kind, both }: Command): boolean {
  const isHome = ctx.group.kind === 'home';
  const isHers = roles.includes(ctx.role) || (isHome && both === true && ctx.role === 'mother');
  return isHers && (kind === undefined || kind === ctx.group.kind);
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
  return findByOneWord(groups, words) ?? { group: undefined, words };
}

/** "Vanløse" is enough where only one of her groups has that word in its name. */
function findByOneWord(
  groups: readonly Group[],
  words: string,
): { group: Group; words: string } | undefined {
  const parts = words.split(' ');
  for (const at of new Set([parts.length - 1, 0])) {
    const word = fold(parts[at] ?? '');
    const named = groups.filter(({ name }) => name.split(/\s+/).map(fold).includes(word));
    const [only] = named;
    if (only && named.length === 1 && /\p{L}{3}/u.test(word)) {
      return { group: only, words: parts.filter((_, index) => index !== at).join(' ') };
    }
  }
  return undefined;
}

function refuse(ctx: Context, refusal: Refusal): undefined {
  const mayHear =
    ctx.where === 'direct' ||
    ctx.where === 'staff' ||
    // There are two: nobody else is disturbed.
    ctx.group.kind === 'home' ||
    runsGroup(ctx.role);
  if (!mayHear || ctx.where === 'elsewhere') {
    return;
  }
  const text = ctx.say(ctx.language, worded(ctx, refusal.key), refusal.values);
  if (!ctx.answerPrivately(text)) {
    // What names people is never said in the group.
    ctx.answer(refusal.values['names'] ? ctx.say(ctx.language, 'error.write_first') : text);
  }
}
