/** A line that begins with a day, as people write it before what they mean. */

import type { Context } from '../../bot/context.ts';

/**
 * A line without the day it begins with; as it is where it begins with none.
 *
 * @example "i tirsdags: alle" → "alle"
 * @example "17/11 Amina og Fatma" → "Amina og Fatma"
 */
export function withoutDay(ctx: Context, words: string): string {
  const parts = words.split(' ').filter((part) => part !== '');
  const hasDay = (some: readonly string[]): boolean =>
    ctx.readWhen(some.join(' ')).dates.length > 0;
  // The month of "17. november"; a mother may be called May.
  const isMonth = (index: number): boolean =>
    /^\d{1,2}\.?$/.test(parts[index - 1] ?? '') && hasDay(['13', parts[index] ?? '']);
  for (let length = 1; length <= parts.length; length += 1) {
    const rest = parts.slice(length);
    if (hasDay(parts.slice(0, length)) && !hasDay(rest) && !isMonth(length)) {
      return rest.join(' ').replace(/^[:,–-]\s*/, '');
    }
  }
  return words;
}
