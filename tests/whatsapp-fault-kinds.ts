/**
 * Everything that goes wrong in a fault run: how it begins, how long it lasts, how it ends. Used by
 * `whatsapp-fault-run.ts`, which draws them.
 */

import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from './random.ts';
import type { StandIn } from './stand-in/server.ts';
import type { SendFault } from './stand-in/wire.ts';
import type { People } from './whatsapp-fault-people.ts';
import type { BotProcess } from './whatsapp-fault-process.ts';

/** What a fault can lay hands on. */
export interface Victim {
  readonly standIn: StandIn;
  readonly people: People;
  readonly random: Random;
  bot(): BotProcess;
  /** Kills the bot and starts another on what it leaves. */
  restartBot(): Promise<void>;
  /** Something is sent now; resolves when it was tried. */
  provokeSend(): Promise<void>;
}

export interface Kind {
  readonly name: string;
  /** How often it comes, against the others. */
  readonly weight: number;
  begin(victim: Victim): Promise<void>;
  /** Present where it lasts: the most rounds until it ends. 0: it ends before the next one begins. */
  readonly rounds?: number;
  end?(victim: Victim): Promise<void>;
}

const SENDS: readonly SendFault[] = [
  ...(['refused', 'lost', 'unconfirmed', 'late', 'unanswered'] as const),
  ...(['network error', 'reload after', 'reload before'] as const),
];

/** Each is asked for by a part of the channel that must do without it for a while. */
const MODULES = [
  ...['WAWebMsgKey', 'WAWebCollections', 'WAWebSendMsgChatAction', 'WAWebSendReactionMsgAction'],
  ...['WAWebPollsVotesSchema', 'WAWebAddonPollVoteTableMode', 'WAWebAddonReactionTableMode'],
  ...['WAWebChatLoadMessages', 'WAWebApiContact', 'WAWebFindChatAction'],
];

async function killBrowser(victim: Victim): Promise<void> {
  for (const { pid } of victim.bot().browser().slice(0, 1)) {
    kill(pid);
  }
  await gone(victim);
}

/** The page is gone, or was: it may be back before anybody looks. */
async function gone({ standIn }: Victim): Promise<void> {
  await Promise.race([standIn.pageThere(false), wait(GONE_MS)]);
}

/** A process that was killed is gone by then. */
const GONE_MS = 500;

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It went by itself.
  }
}

/** The kinds in which a process dies or the page begins anew. */
const ENDS: readonly Kind[] = [
  {
    name: 'renderer killed',
    weight: 6,
    begin: async (victim) => {
      const renderers = victim
        .bot()
        .browser()
        .filter(({ command }) => {
          return command.includes('--type=renderer');
        });
      for (const { pid } of renderers) {
        kill(pid);
      }
      await gone(victim);
    },
  },
  { name: 'browser killed', weight: 6, begin: killBrowser },
  { name: 'bot killed', weight: 6, begin: (victim) => victim.restartBot() },
  { name: 'page reloaded', weight: 8, begin: ({ standIn }) => standIn.reloadPage() },
  {
    name: 'other message keys',
    weight: 3,
    begin: async (victim) => {
      victim.standIn.useKeys(victim.random.pick(['$1', '_serialized']));
      await killBrowser(victim);
    },
  },
  {
    name: 'frames at the start',
    weight: 3,
    rounds: 0,
    begin: async ({ standIn }) => {
      await standIn.openIframesAtStart(2);
      await standIn.reloadPage();
    },
    end: ({ standIn }) => standIn.openIframesAtStart(0),
  },
  {
    name: 'synced in silence',
    weight: 3,
    rounds: 2,
    begin: async ({ standIn }) => {
      await standIn.syncSilently();
      await standIn.reloadPage();
    },
    end: ({ standIn }) => standIn.syncAsUsual(),
  },
  {
    name: 'sync held',
    weight: 3,
    rounds: 0,
    begin: async ({ standIn }) => {
      await standIn.holdSync();
      await standIn.reloadPage();
    },
    end: async ({ standIn }) => {
      await standIn.syncAsUsual();
      await standIn.pageThere(true);
      await standIn.sync();
    },
  },
  {
    name: 'stored early',
    weight: 6,
    rounds: 0,
    begin: async (victim) => {
      victim.standIn.storeEarly(true);
      if (victim.random.next() < 0.5) {
        await killBrowser(victim);
      } else {
        await victim.standIn.reloadPage();
      }
    },
    end: async ({ standIn }) => {
      await standIn.pageThere(true);
      standIn.storeEarly(false);
    },
  },
];

/** The kinds in which the page stays and does not do what it should. */
const TROUBLES: readonly Kind[] = [
  { name: 'frames', weight: 5, begin: ({ standIn }) => standIn.openIframes(3) },
  {
    name: 'events lost',
    weight: 9,
    rounds: 3,
    begin: ({ standIn }) => standIn.loseEvents(true),
    end: ({ standIn }) => standIn.loseEvents(false),
  },
  {
    name: 'events repeated',
    weight: 7,
    rounds: 4,
    begin: ({ standIn }) => standIn.repeatEvents(true),
    end: ({ standIn }) => standIn.repeatEvents(false),
  },
  {
    name: 'votes hidden',
    weight: 7,
    rounds: 4,
    begin: ({ standIn }) => standIn.hideVotes(true),
    end: ({ standIn }) => standIn.hideVotes(false),
  },
  {
    name: 'disconnected',
    weight: 7,
    rounds: 0,
    begin: ({ standIn, random }) => standIn.disconnect(random.pick(['TIMEOUT', 'OPENING'])),
    end: ({ standIn }) => standIn.reconnect(),
  },
  { name: 'opened elsewhere', weight: 4, begin: ({ standIn }) => standIn.conflict() },
  {
    name: 'module renamed',
    weight: 5,
    rounds: 1,
    begin: ({ standIn, random }) => {
      const name = random.pick(MODULES);
      return standIn.renameModule(name, random.pick([null, `${name}New`]));
    },
    end: ({ standIn }) => standIn.restoreModules(),
  },
];

const sending = (fault: SendFault): Kind => ({
  name: `send ${fault}`,
  weight: 6,
  rounds: 0,
  begin: async (victim) => {
    await victim.standIn.failNextSend(fault);
    await victim.provokeSend();
  },
  end: async ({ standIn, random }) => {
    await standIn.letArrive();
    if (random.next() < 0.5) {
      await standIn.confirm();
    }
  },
});

export const KINDS: readonly Kind[] = [...ENDS, ...TROUBLES, ...SENDS.map(sending)];

/** Each kind once, in any order. */
export function shuffleKinds(random: Random): Kind[] {
  return KINDS.map((kind) => ({ kind, place: random.next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ kind }) => kind);
}

/** One of the kinds, by their weights. */
export function drawKind(random: Random): Kind {
  const all = KINDS.reduce((sum, { weight }) => sum + weight, 0);
  let rest = random.next() * all;
  for (const kind of KINDS) {
    rest -= kind.weight;
    if (rest < 0) {
      return kind;
    }
  }
  throw new Error('There is no such kind of fault');
}
