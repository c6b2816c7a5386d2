/** Why a command does nothing: thrown anywhere in it, told to whoever wrote it, nothing changed. */

import type { Context, SayKey, SayValues } from '../../bot/context.ts';

export class Refusal extends Error {
  readonly key: SayKey;
  readonly values: SayValues;

  constructor(key: SayKey, values: SayValues = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

/** Answers where mothers do not read it. @throws Refusal where there is no such chat */
export function tellPrivately(ctx: Context, text: string): undefined {
  if (!ctx.answerPrivately(text)) {
    throw new Refusal('error.write_first');
  }
}
