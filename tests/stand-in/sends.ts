/**
 * What becomes of what the page sends: taken, or as the next fault says. Called by `server.ts`.
 */

import type { Devices } from './devices.ts';
import type { Asked, Line } from './line.ts';
import type { NextSend, PollFacts, SendFault } from './wire.ts';
import type { World } from './world.ts';

interface Message {
  readonly id: string;
  readonly chat: string;
  readonly body?: string;
  readonly quoted?: string;
  readonly poll?: PollFacts;
}

/** `ack` null: the page is told nothing. `result`: what the library's promise of the send says. */
interface Answer {
  readonly ack: number | null;
  readonly result?: string;
}

export class Sends {
  /** How often the page tried to send something, whatever became of it. */
  attempts = 0;
  /** What happens to the next sends, in order. */
  faults: readonly NextSend[] = [];
  #number = 0;
  readonly #world: World;
  readonly #line: Line;
  readonly #devices: Devices;
  #late: (() => Promise<void>)[] = [];
  #unconfirmed: (() => Promise<void>)[] = [];

  constructor(world: World, line: Line, devices: Devices) {
    this.#world = world;
    this.#line = line;
    this.#devices = devices;
  }

  /** One more fault, for the send after those that have one. */
  addFault(fault: SendFault): void {
    this.#number += 1;
    this.faults = [...this.faults, { number: this.#number, fault }];
  }

  /** The servers get what was kept back. */
  async letArrive(): Promise<void> {
    await Promise.all(this.#late.splice(0).map((arrive) => arrive()));
  }

  /** The pages are told what became of sends that were not confirmed. */
  async confirm(): Promise<void> {
    await Promise.all(this.#unconfirmed.splice(0).map((tell) => tell()));
  }

  takeMessage(asked: Asked): Answer {
    const message = asked['message'] as Message;
    const fault = this.#begin(asked);
    // The page that sends it is told of its acknowledgement only.
    const accept = (): void => this.#devices.unseen(() => this.#world.accept(message));
    const take = async (): Promise<void> => {
      accept();
      await this.#line.tellAll({ kind: 'ack', id: message.id, ack: 1 });
    };
    if (fault === 'refused' || this.#isClosed(message.chat)) {
      return { ack: -1 };
    }
    if (fault === 'lost' || fault === 'network error') {
      return { ack: null, ...(fault === 'network error' && { result: 'ERROR_NETWORK' }) };
    }
    if (fault === 'reload before' || fault === 'late') {
      return this.#keepBack(fault, take);
    }
    accept();
    if (fault === 'unconfirmed') {
      this.#unconfirmed.push(take);
      return { ack: null };
    }
    if (fault === 'reload after') {
      void this.#line.tellAll({ kind: 'reload' });
      return { ack: null };
    }
    return { ack: 1 };
  }

  takeReaction(asked: Asked): { result: string } {
    const { message, emoji } = asked as { message: string; emoji: string };
    const fault = this.#begin(asked);
    const react = (): void => this.#world.react(message, this.#world.me, emoji);
    if (fault === 'refused' || fault === 'network error') {
      return { result: fault === 'refused' ? 'ERROR_UNKNOWN' : 'ERROR_NETWORK' };
    }
    if (fault === 'late') {
      this.#late.push(async () => react());
    } else if (fault === 'unconfirmed') {
      this.#reactUnseen(react);
    } else if (fault === 'reload before') {
      void this.#line.tellAll({ kind: 'reload' });
    } else if (fault !== 'lost') {
      react();
      if (fault === 'reload after') {
        void this.#line.tellAll({ kind: 'reload' });
      }
    }
    return { result: 'OK' };
  }

  #begin(asked: Asked): SendFault | null {
    this.attempts += 1;
    const next = asked['next'] as NextSend | null;
    this.faults = this.faults.filter(({ number }) => number !== next?.number);
    return next?.fault ?? null;
  }

  #keepBack(fault: SendFault, take: () => Promise<void>): Answer {
    if (fault === 'late') {
      this.#late.push(take);
    } else {
      void this.#line.tellAll({ kind: 'reload' });
    }
    return { ack: null };
  }

  #reactUnseen(react: () => void): void {
    this.#devices.unseen(react);
    const update = this.#world.updates.at(-1);
    this.#unconfirmed.push(async () => {
      if (update) {
        await this.#line.tellAll({ kind: 'update', update });
      }
    });
  }

  /** Whether only admins may write there, and the account is none. */
  #isClosed(id: string): boolean {
    const chat = id.endsWith('@g.us') ? this.#world.chat(id) : null;
    const own = chat?.participants.find((one) => one.id === this.#world.me[chat.addressing]);
    return chat !== null && (!own || (chat.announce && !own.isAdmin));
  }
}
