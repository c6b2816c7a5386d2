/**
 * Run inside the page, before and after the library puts itself between WhatsApp and its tables of
 * votes and reactions: whether it did, and that no vote is lost by it. Passed to `evaluate`: nothing
 * from outside may be used.
 */

type Upsert = (...args: unknown[]) => unknown;

interface TableMode {
  bulkUpsert?: Upsert;
}

interface Hook {
  readonly mode: TableMode | undefined;
  /** WhatsApp's own, from before. */
  readonly own: Upsert | undefined;
}

declare const window: {
  require(name: string): unknown;
  holdepunkt?: {
    hooks?: { readonly votes: Hook; readonly reactions: Hook };
    listening?: boolean;
    votesHooked?: boolean;
    reactionsHooked?: boolean;
  };
};

/** Remembers WhatsApp's own functions. */
export function noteHooks(): void {
  const find = (name: string, part: string): Hook => {
    try {
      const mode = (window.require(name) as Record<string, TableMode | undefined>)[part];
      return { mode, own: mode?.bulkUpsert };
    } catch {
      return { mode: undefined, own: undefined };
    }
  };
  window.holdepunkt = {
    ...window.holdepunkt,
    hooks: {
      votes: find('WAWebAddonPollVoteTableMode', 'pollVoteTableMode'),
      reactions: find('WAWebAddonReactionTableMode', 'reactionTableMode'),
    },
  };
}

/**
 * Sees to it that a vote is stored also where the library fails to read it: it reads before it lets
 * WhatsApp store. `listening`: whether the library could add all its listeners.
 */
export function guardHooks(listening: boolean): void {
  const { votes, reactions } = window.holdepunkt?.hooks ?? {};
  const hooked = votes?.mode?.bulkUpsert;
  const own = votes?.own;
  const votesHooked = hooked !== undefined && own !== undefined && hooked !== own;
  if (votes?.mode && votesHooked) {
    votes.mode.bulkUpsert = async (...args) => {
      try {
        return await hooked.apply(votes.mode, args);
      } catch {
        return own.apply(votes.mode, args);
      }
    };
  }
  const reactionsHooked =
    reactions?.mode?.bulkUpsert !== undefined && reactions.mode.bulkUpsert !== reactions.own;
  window.holdepunkt = { ...window.holdepunkt, listening, votesHooked, reactionsHooked };
}
