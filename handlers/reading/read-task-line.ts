/** What a line of `/tasks` says: which tasks, whose, and whether they are taken or freed. */

import type { Context } from '../../bot/context.ts';
import { TASKS } from '../../bot/tasks.ts';
import type { LocalDate, TaskId } from '../../bot/types.ts';
import { fold } from './fold.ts';
import { ownWordsOf, wordsOf } from './words.ts';

export interface TaskLine {
  /** Empty where none was understood. */
  readonly tasks: readonly TaskId[];
  /** Empty: the writer's own. */
  readonly names: string;
  readonly isFreed: boolean;
}

/**
 * Null where nothing but a day, or nothing at all, was written.
 *
 * @example "indkøb" → shopping, the writer's own
 * @example "indkøb og logbog Kirsten nej" → both, Kirsten's, freed
 * @example "nej" → all of the writer's own, freed
 */
export function readTaskLine(
  ctx: Context,
  words: string,
  date: LocalDate | undefined,
): TaskLine | null {
  const line = withoutNamedDay(ctx, words.replace(/[,;:]/g, ' '), date);
  if (line === '') {
    return null;
  }
  const { rest, isFreed } = withoutDecision(ctx, line);
  if (rest === '') {
    return { tasks: isFreed ? TASKS : [], names: '', isFreed };
  }
  const { tasks, names } = splitTasks(ctx, rest);
  const isHerself = names === '' || wordsOf(ctx, 'words.me').includes(fold(names));
  return { tasks, names: isHerself ? '' : names, isFreed };
}

/** A line without the words that name the day, wherever they stand. */
function withoutNamedDay(ctx: Context, line: string, date: LocalDate | undefined): string {
  const parts = line.split(' ').filter((part) => part !== '');
  const read = (some: readonly string[]) => ctx.readWhen(some.join(' ')).dates;
  const spans = parts.flatMap((_, size) =>
    parts.slice(size).map((_part, from) => ({ from, to: from + size + 1 })),
  );
  const before = wordsOf(ctx, 'words.before_day');
  for (const { from, to } of date ? spans : []) {
    const [head, tail] = [parts.slice(0, from), parts.slice(to)];
    const isWhole = read(head).length === 0 && read(tail).length === 0;
    // The month of "17. november" is a part of the day.
    const goesOn = read(['13', tail[0] ?? '']).length > 0 && /^\d/.test(parts[to - 1] ?? '');
    if (isWhole && !goesOn && read(parts.slice(from, to))[0] === date) {
      const isBefore = before.includes(fold(head.at(-1) ?? ''));
      return [...(isBefore ? head.slice(0, -1) : head), ...tail].join(' ');
    }
  }
  return parts.join(' ');
}

/** A yes or no at the end; without one it is a yes. */
function withoutDecision(ctx: Context, line: string): { rest: string; isFreed: boolean } {
  const parts = line.replace(/[.!]+$/, '').split(' ');
  const last = fold(parts.at(-1) ?? '');
  const isFreed = ownWordsOf(ctx, 'words.no').includes(last);
  const isSaid = isFreed || ownWordsOf(ctx, 'words.yes').includes(last);
  return { rest: (isSaid ? parts.slice(0, -1) : parts).join(' ').trim(), isFreed };
}

/** Task after task from the beginning of a line; what is left are names. */
function splitTasks(ctx: Context, line: string): { tasks: TaskId[]; names: string } {
  const known = TASKS.flatMap((task) =>
    wordsOf(ctx, `words.task_${task}`).map((word) => ({
      task,
      length: word.split(' ').length,
      word,
    })),
  ).sort((one, other) => other.length - one.length);
  const and = wordsOf(ctx, 'words.and');
  const tasks = new Set<TaskId>();
  // Folding keeps the number of words, so that names stay as they were written.
  let rest = line
    .replace(/[,;:&+]/g, ' ')
    .split(' ')
    .filter((part) => part !== '');
  for (;;) {
    const begun = tasks.size > 0 && and.includes(fold(rest[0] ?? '')) ? rest.slice(1) : rest;
    const found = known.find(({ word, length }) => fold(begun.slice(0, length).join(' ')) === word);
    if (!found) {
      // A separator alone is no name.
      return { tasks: [...tasks], names: tasks.size > 0 ? begun.join(' ') : '' };
    }
    tasks.add(found.task);
    rest = begun.slice(found.length);
  }
}
