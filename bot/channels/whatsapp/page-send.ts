/**
 * Gives the next message an id of our own, inside the page: WhatsApp Web makes its ids by one
 * function, which is wrapped once a document. Sent there as text: uses nothing from outside. Where
 * the function cannot be wrapped, the page goes on with ids of its own.
 */

interface PageWithIds {
  /** The id that the next message gets. */
  holdepunktNextId?: string | null | undefined;
  require(name: 'WAWebMsgKey'): NewIds & { readonly default?: NewIds };
}

interface NewIds {
  newId?: ((...values: unknown[]) => unknown) & { readonly takesOurs?: true };
}

/**
 * Sets the id of the next message; null only asks whether that can be done. False: the page cannot
 * be told, it chooses one itself.
 */
export function prescribeId(id: string | null): boolean {
  const page = globalThis as unknown as PageWithIds;
  try {
    const module = page.require('WAWebMsgKey');
    const keys = typeof module.newId === 'function' ? module : module.default;
    const original = keys?.newId;
    if (keys === undefined || typeof original !== 'function') {
      return false;
    }
    if (original.takesOurs !== true) {
      const wrapped = (...values: unknown[]): unknown => {
        const next = page.holdepunktNextId;
        page.holdepunktNextId = null;
        return next ?? original.apply(keys, values);
      };
      keys.newId = Object.assign(wrapped, { takesOurs: true as const });
    }
    if (keys.newId?.takesOurs !== true) {
      return false;
    }
    page.holdepunktNextId = id;
    return true;
  } catch {
    return false;
  }
}

/** Takes an id back that no message used: it must not go to another. */
export function withdrawId(): void {
  const page = globalThis as unknown as PageWithIds;
  page.holdepunktNextId = null;
}
