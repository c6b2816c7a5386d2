/**
 * The one way from the page into this process. The library would add a function for each of its events
 * to every frame, which hangs on a frame that does not answer and doubles after a reload. Here one is
 * added before the first document, and the library's go through it. SafeClient alone uses it.
 */

import type { Page } from 'puppeteer';

/** What the page calls, and what a name of the library's is made in terms of. */
const BINDING = 'tellHoldepunkt';

type Handler = (...told: never[]) => unknown;

export interface Relay {
  /** To be called while the page is still blank. From then on `exposeFunction` goes by the relay. */
  install(page: Page): Promise<void>;
  /** Calls what the library last gave for a name, as the page would, but throws what it throws. */
  callLibrary(name: string, ...told: unknown[]): Promise<void>;
}

interface PageWindow {
  [name: string]: (...told: unknown[]) => unknown;
}
declare const window: PageWindow;

export interface RelayParts {
  /** Answered by us, whatever the library gives for these names. */
  readonly own: Readonly<Record<string, Handler>>;
  /** What nobody here listens to never leaves the page. */
  readonly unheard: readonly string[];
  /** Hears what a handler throws: in the page it would end in the middle of WhatsApp's own work. */
  onError(error: unknown): void;
}

export function createRelay({ own, unheard, onError }: RelayParts): Relay {
  const given = new Map<string, Handler>();
  const pass = async (name: string, told: unknown[]): Promise<void> => {
    try {
      await (own[name] ?? given.get(name))?.(...(told as never[]));
    } catch (error) {
      onError(error);
    }
  };
  return {
    async install(page) {
      await page.exposeFunction(BINDING, pass);
      page.exposeFunction = async (name, handler) => {
        given.set(name, (typeof handler === 'function' ? handler : handler.default) as Handler);
        await page.evaluate(defineInPage, name, unheard.includes(name) ? null : BINDING);
      };
    },
    async callLibrary(name, ...told) {
      await given.get(name)?.(...(told as never[]));
    },
  };
}

function defineInPage(name: string, binding: string | null): void {
  window[name] = (...told) => (binding === null ? undefined : window[binding]?.(name, told));
}
