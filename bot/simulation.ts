/** The bot in the simulator's time: waits until all is quiet, and moves the pretend clock. */

import type { Bot } from './bot.ts';
import type { Store } from './context.ts';
import type { Clock } from './types.ts';

/** A channel whose time stands still until it is moved. */
export interface PretendTime {
  readonly clock: Clock;
  /** The next instant at which the channel does something by itself; null where nothing will. */
  nextAt(): number | null;
  moveTo(at: number): void;
  /** Resolves when the bot has taken all that was said. */
  delivered(): Promise<void>;
}

export interface Simulation {
  /** Resolves when everything said so far is handled, what is due is done, and sent. */
  settle(): Promise<void>;
  /** Moves the pretend clock to an instant and does all that falls due on the way, at its time. */
  advanceTo(at: number): Promise<void>;
}

/** Ties the pretend clock to the bot's work. */
export function createSimulation(bot: Bot, store: Store, simulator: PretendTime): Simulation {
  const settle = async (): Promise<void> => {
    await simulator.delivered();
    await bot.settle();
  };
  const nextStop = (): number | null => {
    const now = simulator.clock.now();
    const stops = [store.groups.nextWake(now), store.outbox.nextAt(now), simulator.nextAt()];
    const ahead = stops.filter((at): at is number => at !== null && at > now);
    return ahead.length > 0 ? Math.min(...ahead) : null;
  };
  return {
    settle,
    async advanceTo(at) {
      await settle();
      for (let stop = nextStop(); stop !== null && stop < at; stop = nextStop()) {
        simulator.moveTo(stop);
        await simulator.delivered();
        await bot.beat();
      }
      simulator.moveTo(at);
      await settle();
    },
  };
}
