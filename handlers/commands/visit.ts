/** `/visit`: who comes to a meeting to tell or help; the group reads it in its reminder. */

import { createPlanCommand } from './plan-entry.ts';

export const visit = createPlanCommand('visit', (ctx) => [ctx.say(ctx.language, 'plan.guest')]);
