/** Who may use a command. */

import type { Role } from '../../bot/types.ts';

export const EVERYBODY: readonly Role[] = [
  'mother',
  'volunteer',
  'nurse',
  'partner',
  'coordinator',
];

/** Those who run the group: what they write changes it, and they may see names. */
export const STAFF: readonly Role[] = ['volunteer', 'coordinator'];
