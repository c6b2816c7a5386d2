/** Loaded before the program by `privacy.test.ts`: its handlers throw at some messages. */

import { registerHooks } from 'node:module';

const MAIN = '/bot/holdings.ts';
const OURS = new URL('./handlers-that-throw.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const isHandlers =
      specifier.endsWith('/handlers/index.ts') && context.parentURL?.endsWith(MAIN) === true;
    return isHandlers ? { url: OURS, shortCircuit: true } : next(specifier, context);
  },
});
