/**
 * The account's linked devices as the servers see them: which sessions there are, how much of what
 * happened each has, and how one is linked or logged out. Called by `server.ts`.
 */

import { randomBytes } from 'node:crypto';
import type { Answer, Asked, Line, Page } from './line.ts';
import type { PageFaults } from './wire.ts';
import type { World } from './world.ts';

interface Session {
  /** How many updates the device has dealt with. */
  taken: number;
  /** Updates that the page could not write down: the device will never have them. */
  readonly lost: Set<number>;
}

/** What a page that begins is to know. */
export interface Weather {
  readonly faults: PageFaults;
  readonly aheadMs: number;
}

export class Devices {
  /** As the page's socket shows it while the servers can be reached. */
  state = 'CONNECTED';
  /** Whether what happened while no page was there is stored before anybody can listen. */
  early = false;
  linksAtOnce: boolean;
  /** What stands in the QR code of a page that is not linked. */
  ref = 'ref-1';
  pairing: { readonly phone: string; readonly code: string } | null = null;
  readonly #sessions = new Map<string, Session>();
  readonly #world: World;
  readonly #line: Line;
  readonly #weather: () => Weather;
  #quiet = false;

  constructor(
    world: World,
    line: Line,
    settings: { weather: () => Weather; linksAtOnce: boolean },
  ) {
    this.#world = world;
    this.#line = line;
    this.#weather = settings.weather;
    this.linksAtOnce = settings.linksAtOnce;
  }

  readonly answers: Readonly<Record<string, Answer>> = {
    hello: (_page, asked) => this.#greet(asked),
    enter: (page, asked) => this.#enter(page, String(asked['session'])),
    entered: (page) => {
      page.entered = true;
      this.tellNews();
    },
    done: (page, asked) => this.#noteDone(page, asked),
    lost: (page, asked) => {
      this.#sessions.get(page.session ?? '')?.lost.add(Number(asked['at']));
    },
    pair: (_page, asked) => {
      const code = randomBytes(4).toString('hex').toUpperCase();
      this.pairing = { phone: String(asked['phone']), code };
      return { code };
    },
    logout: (page) => {
      this.#sessions.delete(page.session ?? '');
    },
  };

  /** Tells every page that has entered what it has not been told, while it can be reached. */
  tellNews(): void {
    if (this.#quiet) {
      return;
    }
    for (const page of this.#line.pages.values()) {
      while (page.entered && this.state === 'CONNECTED' && page.told < this.#world.updates.length) {
        const update = this.#world.updates[page.told];
        page.told += 1;
        if (update && !page.unseen.has(update.at)) {
          this.#line.tell(page, { kind: 'update', update });
        }
      }
    }
  }

  /** Something happens that the pages of now are not told of; the next ones are. */
  unseen(happen: () => void): void {
    const first = this.#world.updates.length;
    this.#quiet = true;
    happen();
    this.#quiet = false;
    for (const { at } of this.#world.updates.slice(first)) {
      for (const page of this.#line.pages.values()) {
        page.unseen.add(at);
      }
    }
    this.tellNews();
  }

  /** Whether every page has been told of everything it can be told, and has dealt with it. */
  settled(): boolean {
    return [...this.#line.pages.values()].every(
      (page) =>
        !this.#line.listens(page) ||
        (page.open.size === 0 &&
          (page.session === null ||
            this.state !== 'CONNECTED' ||
            (page.entered && page.told === this.#world.updates.length))),
    );
  }

  /** The account's phone links the page that waits for it. */
  async link(): Promise<void> {
    await this.#line.tellAll({ kind: 'linked', session: this.#openSession() });
  }

  /** The account's phone ends every session. Pages that are open are told so. */
  async end(by: 'command' | 'address'): Promise<void> {
    this.#sessions.clear();
    this.linksAtOnce = false;
    await this.#line.tellAll({ kind: 'logout', by });
  }

  async change(state: string): Promise<void> {
    this.state = state;
    await this.#line.tellAll({ kind: 'state', state });
    this.tellNews();
  }

  #openSession(): string {
    const name = randomBytes(8).toString('hex');
    // A new device is given all that there was before it.
    this.#sessions.set(name, { taken: this.#world.updates.length, lost: new Set() });
    return name;
  }

  #greet(asked: Asked): unknown {
    const known = this.#sessions.has(String(asked['session'])) ? asked['session'] : null;
    const session = known ?? (this.linksAtOnce ? this.#openSession() : null);
    return { session, ref: this.ref, ...this.#weather() };
  }

  #enter(page: Page, name: string): unknown {
    const session = this.#sessions.get(name);
    if (!session) {
      throw new Error('no such session');
    }
    if (this.early) {
      session.taken = this.#world.updates.length;
    }
    page.session = name;
    page.told = session.taken;
    const { phone, lid, name: ownName } = this.#world.me;
    return {
      me: { phone, lid, name: ownName },
      updates: this.#world.updates
        .slice(0, session.taken)
        .filter(({ at }) => !session.lost.has(at)),
      state: this.state,
    };
  }

  #noteDone(page: Page, asked: Asked): void {
    const session = this.#sessions.get(page.session ?? '');
    for (const number of asked['numbers'] as readonly number[]) {
      const at = page.open.get(number) ?? null;
      page.open.delete(number);
      if (session && at !== null) {
        session.taken = Math.max(session.taken, at + 1);
      }
    }
  }
}
