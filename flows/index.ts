/** The flows: each is asked what time brings to a group. */

import type { Flow } from '../bot/context.ts';
import { afterMeeting } from './after-meeting.ts';
import { awayHint } from './away-hint.ts';
import { checkIn } from './check-in.ts';
import { farewell } from './farewell.ts';
import { followUp } from './follow-up.ts';
import { holidays } from './holidays.ts';
import { introduction } from './introduction.ts';
import { logPrompt } from './log-prompt.ts';
import { newcomerHint } from './newcomer-hint.ts';
import { possibleTwin } from './possible-twin.ts';
import { pulse } from './pulse.ts';
import { reminder } from './reminder.ts';
import { staffing } from './staffing.ts';
import { taskReminder } from './task-reminder.ts';
import { topicPoll } from './topic-poll.ts';
import { topicResult } from './topic-result.ts';
import { weeklySummary } from './weekly-summary.ts';
import { welcome } from './welcome.ts';
import { wishes } from './wishes.ts';

export const flows: readonly Flow[] = [
  followUp,
  logPrompt,
  introduction,
  welcome,
  farewell,
  reminder,
  holidays,
  afterMeeting,
  newcomerHint,
  awayHint,
  staffing,
  taskReminder,
  weeklySummary,
  possibleTwin,
  topicPoll,
  topicResult,
  wishes,
  pulse,
  checkIn,
];
