/** The commands, in the order `/help` shows them. */

import type { Command } from '../../bot/context.ts';
import { attendance } from './attendance.ts';
import { away } from './away.ts';
import { cancel } from './cancel.ts';
import { concern } from './concern.ts';
import { data } from './data.ts';
import { farewell } from './farewell.ts';
import { forget } from './forget.ts';
import { help } from './help.ts';
import { ideas } from './ideas.ts';
import { language } from './language.ts';
import { log } from './log.ts';
import { move } from './move.ts';
import { newMother } from './new.ts';
import { next } from './next.ts';
import { offers } from './offers.ts';
import { pause } from './pause.ts';
import { place } from './place.ts';
import { poll } from './poll.ts';
import { quiet } from './quiet.ts';
import { report } from './report.ts';
import { role } from './role.ts';
import { same } from './same.ts';
import { staff } from './staff.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { tasks } from './tasks.ts';
import { topic } from './topic.ts';
import { undo } from './undo.ts';
import { visit } from './visit.ts';
import { visitPlan } from './visit-plan.ts';
import { who } from './who.ts';
import { wish } from './wish.ts';

export const commands: readonly Command[] = [
  next,
  who,
  attendance,
  log,
  away,
  tasks,
  visitPlan,
  cancel,
  move,
  pause,
  place,
  newMother,
  farewell,
  quiet,
  topic,
  visit,
  poll,
  ideas,
  wish,
  offers,
  concern,
  report,
  undo,
  same,
  role,
  staff,
  language,
  data,
  forget,
  stop,
  start,
  help,
];
