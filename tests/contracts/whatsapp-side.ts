/**
 * The other side of the WhatsApp channel for the contract: the people and servers of the stand-in, the
 * channel on a real Chromium, and that machine's power switch. Called by `whatsapp.test.ts`.
 */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listProcesses } from '../../bot/channels/whatsapp/processes.ts';
import type { Timing } from '../../bot/channels/whatsapp/timing.ts';
import {
  createWhatsAppChannel,
  type WhatsAppChannel,
} from '../../bot/channels/whatsapp/whatsapp.ts';
import { createLog } from '../../bot/log.ts';
import type { Channel, Chat, ChatId, MessageId, PersonId } from '../../bot/types.ts';
import { findChromium } from '../chromium.ts';
import { openStandIn, type StandIn } from '../stand-in/server.ts';
import type { KeyKind } from '../stand-in/wire.ts';
import type { StandInPerson } from '../stand-in/world.ts';
import type { OtherSide, Person, SeenMessage } from './channel-scene.ts';

/** No test waits for what takes minutes at WhatsApp; none sees a browser come back by itself. */
const QUICK: Partial<Timing> = {
  ackMs: 800,
  settleMs: 0,
  openingPollMs: 10,
  relaunchMs: 3_600_000,
  relaunchLeastMs: 3_600_000,
};

/** Opens a side whose pages have this kind of message keys. */
export async function openWhatsAppSide(keys: KeyKind): Promise<OtherSide> {
  const standIn = await openStandIn({ keys });
  const machine = new Machine(standIn);
  return {
    ...createPeople(standIn),
    ...createServers(standIn, machine),
    channel: () => machine.channel,
    restart: () => machine.restart(),
    handedOver: () => machine.handOver(),
    close: async () => {
      await machine.end();
      await standIn.close();
    },
  };
}

/** The machine on which the channel and its browser run. */
class Machine {
  readonly #standIn: StandIn;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'whatsapp-profile-'));
  readonly #secret = randomBytes(32);
  #whatsapp: WhatsAppChannel;
  #channel: Channel;

  constructor(standIn: StandIn) {
    this.#standIn = standIn;
    this.#whatsapp = this.#create();
    this.#channel = this.#wrap(this.#whatsapp);
  }

  get channel(): Channel {
    return this.#channel;
  }

  /** The power is cut and comes back: nothing of the channel or the browser goes on. */
  async restart(): Promise<void> {
    const cut = this.#whatsapp;
    this.#whatsapp = this.#create();
    this.#channel = this.#wrap(this.#whatsapp);
    this.#killBrowser();
    // It may never end: what it was handing over when the power was cut is taken by nobody.
    cut.stop().catch(() => undefined);
    await this.#standIn.pageThere(false);
  }

  async handOver(): Promise<void> {
    await this.#standIn.settled();
    await this.#whatsapp.idle();
  }

  async end(): Promise<void> {
    await this.#whatsapp.stop();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 4 });
  }

  #create(): WhatsAppChannel {
    return createWhatsAppChannel({
      profileDir: this.#folder,
      executablePath: findChromium(),
      chromiumArgs: this.#standIn.chromiumArgs,
      webVersionDir: this.#standIn.webVersionDir,
      secret: this.#secret,
      clock: this.#standIn.clock,
      log: createLog('silent'),
      pacing: false,
      timing: QUICK,
    });
  }

  /** As it is, but its start ends when it is connected, and nobody takes anything once it was cut. */
  #wrap(whatsapp: WhatsAppChannel): Channel {
    const isCut = (): boolean => whatsapp !== this.#whatsapp;
    return {
      ...whatsapp,
      start: async (receive, onReady) => {
        const ready = Promise.withResolvers<void>();
        await whatsapp.start(
          (event) => (isCut() ? new Promise<void>(() => undefined) : receive(event)),
          () => {
            onReady();
            ready.resolve();
          },
        );
        await ready.promise;
      },
    };
  }

  #killBrowser(): void {
    const profile = `--user-data-dir=${this.#folder}`;
    for (const { pid, command } of listProcesses() ?? []) {
      if (command.some((word) => word.startsWith(profile))) {
        process.kill(pid, 'SIGKILL');
      }
    }
  }
}

type Part<Name extends keyof OtherSide> = Pick<OtherSide, Name>;

function createPeople(
  standIn: StandIn,
): Part<
  | 'makePerson'
  | 'makeGroup'
  | 'direct'
  | 'say'
  | 'edit'
  | 'remove'
  | 'vote'
  | 'react'
  | 'join'
  | 'leave'
> {
  const { world } = standIn;
  const known = ({ ids: [id] }: Person): StandInPerson => {
    const person = world.person(id);
    if (!person) {
      throw new Error('nobody at the stand-in');
    }
    return person;
  };
  /** What somebody does has reached the page, where one is there, before the test goes on. */
  const settle = async <T>(done: T): Promise<T> => {
    await standIn.settled();
    return done;
  };
  return {
    makePerson: async (name, identity) => {
      const { phone, lid } = world.makePerson(name, identity);
      const ids = identity === 'lid' ? [lid, phone] : [phone, lid];
      return { name, ids: ids as unknown as readonly [PersonId, PersonId] };
    },
    makeGroup: async (name, people) => {
      const id = world.makeGroup(name, people.map(known));
      return settle({ id: id as ChatId, kind: 'group' as const });
    },
    direct: (person) => ({ id: world.direct(known(person)) as ChatId, kind: 'direct' }),
    say: async (chat, from, text, quoted) =>
      settle(world.say({ chat: chat.id, from: known(from), text, quoted }) as MessageId),
    edit: async (message, text) => settle(world.edit(message, text)),
    remove: async (message) => settle(world.remove(message)),
    vote: async (poll, from, options) => settle(world.vote(poll, known(from), options)),
    react: async (message, from, emoji) => settle(world.react(message, known(from), emoji)),
    join: async (chat, person) => settle(world.join(chat.id, known(person))),
    leave: async (chat, person) => settle(world.leave(chat.id, known(person))),
  };
}

function createServers(
  standIn: StandIn,
  machine: Machine,
): Part<
  | 'now'
  | 'seen'
  | 'seenReaction'
  | 'failNextSend'
  | 'letArrive'
  | 'disconnect'
  | 'reconnect'
  | 'pass'
> {
  const awaitConnection = (connected: boolean): Promise<void> => {
    const { channel } = machine;
    return new Promise((resolve) => {
      const look = (): void => {
        if (channel.connected() === connected) {
          stopLooking();
          resolve();
        }
      };
      const stopLooking = channel.onState(look);
      look();
    });
  };
  return {
    now: () => standIn.clock.now(),
    seen: async (chat) => readSeen(standIn, chat),
    seenReaction: async (message) => standIn.world.ownReaction(message),
    failNextSend: (fault) => standIn.failNextSend(fault),
    letArrive: () => standIn.letArrive(),
    disconnect: async () => {
      await standIn.disconnect();
      await awaitConnection(false);
    },
    reconnect: async () => {
      await standIn.reconnect();
      await awaitConnection(true);
    },
    pass: (ms) => standIn.pass(ms),
  };
}

function readSeen(standIn: StandIn, chat: Chat): SeenMessage[] {
  return standIn.world
    .messages(chat.id)
    .filter(({ fromMe, type }) => fromMe && type !== 'gp2')
    .map(({ id, body, poll, quoted }) => ({
      id: id as MessageId,
      ...(poll
        ? { poll: { question: poll.question, options: poll.options } }
        : { text: body ?? '' }),
      ...(quoted !== undefined && { quoted: quoted as MessageId }),
    }));
}
