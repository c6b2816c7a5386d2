/** The commands, in the order `/help` shows them. */

import type { Command } from '../../bot/context.ts';
import { attendance } from './attendance.ts';
import { cancel } from './cancel.ts';
import { help } from './help.ts';
import { move } from './move.ts';
import { next } from './next.ts';
import { pause } from './pause.ts';
import { place } from './place.ts';
import { same } from './same.ts';
import { staff } from './staff.ts';
import { start } from './start.ts';
import { undo } from './undo.ts';
import { who } from './who.ts';

export const commands: readonly Command[] = [
  next,
  who,
  attendance,
  cancel,
  move,
  pause,
  place,
  undo,
  same,
  staff,
  start,
  help,
];
