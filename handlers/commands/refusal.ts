/** Why a command does nothing: thrown anywhere in it, told to whoever wrote it, nothing changed. */

import type { SayKey, SayValues } from '../../bot/context.ts';

export class Refusal extends Error {
  readonly key: SayKey;
  readonly values: SayValues;

  constructor(key: SayKey, values: SayValues = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}
