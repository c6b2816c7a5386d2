/**
 * Reads signs that answer without a word: emoji, "+", "-", a clock.
 * Called by `read-reply` and `read-message`. It must never count a sign beside words that say something.
 */

import { claim, type Reading } from './claims.ts';
import { type Item, isMark, meansAny } from './items.ts';
import { numberParts } from './numbers.ts';

// 💛 is not among them: it is the bot's own sign for "not coming", and a heart like any other.
const YES_EMOJI = '👍✅✔✓☑❤🧡💚💙💜🤍💗💖👌🙋🙌💯🫡➕';
const NO_EMOJI = '👎❌✖✗✘🚫🙅⛔➖';
const MAYBE_EMOJI = '🤔';
const CLOCKS = '⏰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛🕜🕝🕞🕟🕠🕡🕢🕣🕤🕥🕦🕧⏱⌚⏳';

/** Emoji that a "we come" beside them does not agree with. */
const AGAINST_EMOJI = '👎❌🚫🙅⛔';

/** Whether an emoji says no. */
export function refusesByEmoji(items: readonly Item[]): boolean {
  return items.some(({ kind, text }) => kind === 'emoji' && AGAINST_EMOJI.includes(text));
}

/** Whether an item is an emoji that answers nothing but, at most, yes. */
export function isHarmless({ kind, text }: Item): boolean {
  return kind === 'emoji' && !NO_EMOJI.includes(text) && !MAYBE_EMOJI.includes(text);
}

function isClock({ kind, text }: Item): boolean {
  return kind === 'emoji' && CLOCKS.includes(text);
}

/** What the signs of a message answer. `words`: its other items, which must be harmless. */
export function readSigns(items: readonly Item[], words: readonly Item[]): Reading | null {
  const signs = items.filter(({ kind }) => kind === 'emoji').map(({ text }) => text);
  const counted = signs.includes('➕') || isMark(items[0], 'dash');
  const isOne = (item: Item) => counted && numberParts(item)?.first === 1;
  const small = (item: Item) => meansAny(item, ['filler', 'greeting', 'everyone']) || isOne(item);
  if (!words.every(small)) {
    return null;
  }
  const minus = items.length > 0 && items.every((item) => isMark(item, 'dash') || isOne(item));
  const yes = signs.some((sign) => YES_EMOJI.includes(sign));
  const no = minus || signs.some((sign) => NO_EMOJI.includes(sign));
  const maybe = signs.some((sign) => MAYBE_EMOJI.includes(sign));
  if (yes && no) {
    return unclear('signs for yes and for no');
  }
  if (!(yes || no || maybe)) {
    return items.some(isClock) ? unclear('a clock: late, or something else') : null;
  }
  const answer = maybe ? 'maybe' : yes ? 'yes' : 'no';
  return claim({ answer, language: -1, soft: true, rule: `a sign that answers "${answer}"` });
}

function unclear(reason: string): Reading {
  return { kind: 'unclear', reason, spans: null, onlyNamed: true, weak: false };
}
