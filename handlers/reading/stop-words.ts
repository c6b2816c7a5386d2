/**
 * "Stop" in any language, as the whole of a message: she wants no message unasked. Called for direct
 * messages only; in a group such a word may mean anything.
 */

import type { Say } from '../../bot/context.ts';
import { isOneLetterOff } from '../../bot/nearest-word.ts';
import { fold } from './fold.ts';

/** As phones write them: straight, curled, as accents. */
const APOSTROPHES = /[\u0027\u2018\u2019\u02bc\u0060\u00b4]/g;
const NO_LETTERS = /[^\p{L}\p{N}]+/gu;
/** In shorter words one letter makes another word. */
const LETTERS_FOR_A_SLIP = 5;

/** The words of all languages are made comparable once. */
const known = new WeakMap<Say, readonly string[]>();

/** Whether a text says "stop" and nothing else: with or without a slash, one letter may be wrong. */
export function isStop(say: Say, text: string): boolean {
  const said = plain(text.trim().replace(/^[/\\]/, ''));
  return said !== '' && formsOf(say).some((form) => form === said || isSlip(said, form));
}

function formsOf(say: Say): readonly string[] {
  const forms =
    known.get(say) ??
    say
      .everyLanguage('words.stop')
      .flatMap((list) => list.split(','))
      .map(plain);
  known.set(say, forms);
  return forms;
}

function isSlip(said: string, form: string): boolean {
  return form.length >= LETTERS_FOR_A_SLIP && isOneLetterOff(said, form);
}

/** Its words alone, without signs, marks and pictures around them. */
function plain(text: string): string {
  return fold(text).replace(APOSTROPHES, '').replace(NO_LETTERS, ' ').trim();
}
