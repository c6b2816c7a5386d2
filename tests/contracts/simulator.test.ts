/** The simulator keeps the channel contract, also when it is closed and opened between all steps. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSimulator, type Simulator } from '../../bot/channels/simulator/simulator.ts';
import type { Channel, Chat, MessageId } from '../../bot/types.ts';
import { channelContract } from './channel.ts';
import type { OtherSide, Person, SeenMessage, SendFault } from './channel-scene.ts';

const START_AT = Temporal.Instant.from('2026-11-16T11:00:00Z').epochMilliseconds;

const FAULTS: Readonly<Record<SendFault, Record<string, unknown>>> = {
  refused: { failNext: 1 },
  lost: { loseNext: 1 },
  unconfirmed: { unconfirmedNext: 1 },
  late: { delayNext: { count: 1, by: 'PT5M' } },
};

/** What happens to the pretend WhatsApp; everything else only looks at it. */
const STEPS: readonly PropertyKey[] = [
  ...(['makePerson', 'makeGroup', 'say', 'edit', 'remove', 'vote', 'react'] as const),
  ...(['join', 'leave', 'seen', 'seenReaction', 'failNextSend', 'letArrive'] as const),
  ...(['disconnect', 'reconnect', 'pass'] as const),
] satisfies (keyof OtherSide)[];

async function openOtherSide(): Promise<OtherSide> {
  const folder = mkdtempSync(path.join(tmpdir(), 'simulator-'));
  const file = path.join(folder, 'simulator.db');
  let simulator = openSimulator({ file, startAt: START_AT });
  const restart = async (): Promise<void> => {
    simulator.close();
    // The start is only for a new file: an old one keeps its clock.
    simulator = openSimulator({ file, startAt: 0 });
  };
  return {
    ...createPeople(() => simulator),
    ...createServers(() => simulator),
    restart,
    close: async () => {
      simulator.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** As `openOtherSide`, but closed and opened again before every step, the bot's end connected as it was. */
async function openForgetfulSide(): Promise<OtherSide> {
  const other = await openOtherSide();
  let started: Parameters<Channel['start']> | null = null;
  const channel = (): Channel => ({
    ...other.channel(),
    inFlightMs: other.channel().inFlightMs,
    start: (receive, onReady) => {
      started = [receive, onReady];
      return other.channel().start(receive, onReady);
    },
    stop: () => {
      started = null;
      return other.channel().stop();
    },
  });
  const reopen = async (): Promise<void> => {
    await other.handedOver();
    await other.restart();
    if (started) {
      const [receive, onReady] = started;
      let connecting = true;
      await other.channel().start(receive, () => connecting || onReady());
      connecting = false;
    }
  };
  const restart = (): Promise<void> => {
    started = null;
    return other.restart();
  };
  return new Proxy(
    { ...other, channel, restart },
    {
      get: (target, name: keyof OtherSide) => {
        const act = target[name] as (...values: unknown[]) => unknown;
        return STEPS.includes(name)
          ? async (...values: unknown[]) => {
              await reopen();
              return act(...values);
            }
          : act;
      },
    },
  );
}

type Part<Name extends keyof OtherSide> = Pick<OtherSide, Name>;

function createPeople(
  simulator: () => Simulator,
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
  const idOf = (person: Person): string => person.ids[0];
  return {
    makePerson: async (name, identity) => {
      const { phone, lid } = simulator().createPerson({ name, identity });
      return { name, ids: identity === 'lid' ? [lid, phone] : [phone, lid] };
    },
    makeGroup: async (name, people) => {
      const id = simulator().createChat({ name });
      for (const person of people) {
        simulator().join(id, idOf(person));
      }
      return { id, kind: 'group' };
    },
    direct: (person) => simulator().direct(idOf(person)),
    say: async (chat, from, text, quoted) =>
      simulator().say({ chat: chat.id, from: idOf(from), text, ...(quoted && { quoted }) }),
    edit: async (message, text) => simulator().edit(message, text),
    remove: async (message) => simulator().remove(message),
    vote: async (poll, from, options) =>
      simulator().vote({ message: poll, from: idOf(from), options }),
    react: async (message, from, emoji) => simulator().react({ message, from: idOf(from), emoji }),
    join: async (chat, person) => simulator().join(chat.id, idOf(person)),
    leave: async (chat, person) => simulator().leave(chat.id, idOf(person)),
  };
}

function createServers(
  simulator: () => Simulator,
): Part<
  | 'channel'
  | 'now'
  | 'seen'
  | 'seenReaction'
  | 'failNextSend'
  | 'letArrive'
  | 'disconnect'
  | 'reconnect'
  | 'handedOver'
  | 'pass'
> {
  const now = (): number => simulator().clock.now();
  const seen = (chat: Chat): SeenMessage[] =>
    simulator()
      .messages(chat.id)
      .filter(({ from }) => from === 'bot')
      .map(({ poll, ...message }) => ({
        ...message,
        ...(poll && { poll: { ...poll, options: poll.options.map(({ text }) => text) } }),
      }));
  const reactionOn = (messageId: MessageId): string => {
    const all = simulator()
      .chats()
      .flatMap(({ id }) => simulator().messages(id));
    const { reactions = [] } = all.find(({ id }) => id === messageId) ?? {};
    return reactions.find(({ from }) => from === 'bot')?.emoji ?? '';
  };
  return {
    channel: () => simulator().channel,
    now,
    seen: async (chat) => seen(chat),
    seenReaction: async (message) => reactionOn(message),
    failNextSend: async (fault) => {
      simulator().faults(FAULTS[fault]);
    },
    letArrive: async () => simulator().moveTo(simulator().nextAt() ?? now()),
    disconnect: async () => {
      simulator().faults({ away: true });
    },
    reconnect: async () => {
      simulator().faults({ away: false });
    },
    handedOver: () => simulator().delivered(),
    pass: async (ms) => simulator().moveTo(now() + ms),
  };
}

channelContract('simulator', openOtherSide, { skip: [] });
channelContract('simulator, closed and opened before every step', openForgetfulSide, {
  skip: [
    {
      test: 'tells again of what the bot was taking when it died, by an event or in its history',
      reason: 'its receiver never returns, so nothing can be closed between its steps',
    },
    {
      test: 'stops only when what it is handing over has been taken',
      reason: 'its receiver waits for a later step, so nothing can be closed between them',
    },
  ],
});
