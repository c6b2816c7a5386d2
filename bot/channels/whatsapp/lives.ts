/**
 * The browsers of a session, one after the other: launches the next, and closes the last before it.
 * Whatever was begun for an earlier one ends. The session alone uses it.
 */

import { chooseArguments, findChromium } from './chromium.ts';
import type { LibraryClient } from './library.ts';
import { browserFolder, freeProfile } from './profile.ts';
import { SafeClient, type Told } from './safe-client.ts';
import type { WhatsAppSettings } from './settings.ts';
import type { Timing } from './timing.ts';
import { readWebVersion } from './web-version.ts';

/** One browser, from its launch to its end. */
export interface Life {
  readonly client: SafeClient;
  readonly launchedAt: number;
  /** `opening` and `ready` as the page is; `linking` waits for a person; `leaving` was logged out. */
  stage: 'opening' | 'linking' | 'ready' | 'leaving';
  /** Grows whenever what was found out before no longer holds. */
  epoch: number;
  /** How often the session was taken back from another browser, and whether that is to come. */
  takeovers: number;
  takingOver: boolean;
}

export interface LivesParts {
  readonly settings: WhatsAppSettings;
  readonly timing: Timing;
  attach(client: LibraryClient): void;
  hear(life: Life, told: Told): void;
}

export class Lives {
  readonly #parts: LivesParts;
  #current: Life | null = null;
  #turn = 0;
  #closing: Promise<void> = Promise.resolve();

  constructor(parts: LivesParts) {
    this.#parts = parts;
  }

  get current(): Life | null {
    return this.#current;
  }

  /** Grows with every `leave`: what was begun for an earlier turn must end. */
  get turn(): number {
    return this.#turn;
  }

  /** Has no browser from now on; resolves when the last one is closed, within `destroyMs` and a little. */
  leave(): Promise<void> {
    const life = this.#current;
    this.#current = null;
    this.#turn += 1;
    if (life) {
      this.#closing = this.#closing.then(() => life.client.end());
    }
    return this.#closing;
  }

  /**
   * Begins the next browser; its `client.initialize()` launches it. Null where the turn was over
   * meanwhile.
   * @throws BadInput where there is no Chromium, or another one uses the profile
   */
  async begin(turn: number, phone: string | null): Promise<Life | null> {
    const { settings, timing } = this.#parts;
    const executable = findChromium(settings.executablePath);
    const html = settings.webVersionDir === null ? null : readWebVersion(settings.webVersionDir);
    await freeProfile(settings.profileDir);
    if (turn !== this.#turn) {
      return null;
    }
    const args = chooseArguments(settings.chromiumArgs, process.pid, process.getuid?.() === 0);
    const folder = browserFolder(settings.profileDir);
    const client = new SafeClient(
      { executable, args, browserFolder: folder, html, phone, timing },
      (told) => {
        if (this.#current === life) {
          this.#parts.hear(life, told);
        }
      },
    );
    const life: Life = {
      ...{ client, launchedAt: settings.clock.now(), stage: 'opening' },
      ...{ epoch: 0, takeovers: 0, takingOver: false },
    };
    this.#parts.attach(client);
    this.#current = life;
    return life;
  }
}
