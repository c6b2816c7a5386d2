/** `/topic`: what a meeting is about, from the catalogue or in own words; the group reads it in its reminder. */

import { describeIdeas } from '../ideas.ts';
import { createPlanCommand } from './plan-entry.ts';

export const topic = createPlanCommand('topic', (ctx, entry) =>
  'id' in entry ? [describeIdeas(ctx, entry.id)] : [],
);
