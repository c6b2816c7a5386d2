/** What the status page and `/health` are told. Made by `main` of the channel and the store. */

import { OFFICE_ZONE, type StatusSource } from '../web/status/source.ts';
import { toInstant, toLocal } from './calendar.ts';
import type { Store } from './context.ts';
import type { Channel, Clock } from './types.ts';

/** How often the outbox is looked at for whoever watches the page. */
const LOOK_EVERY_MS = 5000;

export interface StatusParts {
  readonly channel: Channel;
  readonly store: Store;
  readonly clock: Clock;
}

/** Creates the source: it reads, and passes on a person's wish to link. */
export function createStatusSource({ channel, store, clock }: StatusParts): StatusSource {
  const outbox = (): ReturnType<StatusSource['outbox']> => {
    const { queued = 0, sending = 0, unknown = 0, held = 0, failed = 0 } = store.outbox.counts();
    const { date } = toLocal(clock.now(), OFFICE_ZONE);
    const sentToday = store.outbox.countSent(toInstant(date, '00:00', OFFICE_ZONE));
    return { queued: queued + sending + unknown, held, failed, sentToday };
  };
  return {
    name: channel.name,
    state: () => channel.state(),
    outbox,
    link: (request) => channel.link(request),
    onChange(listener) {
      let seen = JSON.stringify(outbox());
      const timer = setInterval(() => {
        const now = JSON.stringify(outbox());
        if (now !== seen) {
          seen = now;
          listener();
        }
      }, LOOK_EVERY_MS);
      timer.unref();
      const stop = channel.onState(listener);
      return () => {
        clearInterval(timer);
        stop();
      };
    },
    clock,
    startedAt: clock.now(),
  };
}
