/** The flows: each is asked what time brings to a group. */

import type { Flow } from '../bot/context.ts';
import { holidays } from './holidays.ts';
import { possibleTwin } from './possible-twin.ts';
import { reminder } from './reminder.ts';
import { weeklySummary } from './weekly-summary.ts';

export const flows: readonly Flow[] = [reminder, holidays, weeklySummary, possibleTwin];
