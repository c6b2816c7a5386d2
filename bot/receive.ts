/**
 * The one door in. An event is understood (pure) and handled in one transaction: what was said,
 * what is recorded and what is answered are on disk together, or not at all.
 */

import {
  ANSWER_LIFETIME_MS,
  type Handler,
  isCommand,
  runsGroup,
  type Store,
  type When,
} from './context.ts';
import { createContext, sourceOf, versionOf } from './event-context.ts';
import { interpret, type Origin, worldOf } from './interpret.ts';
import type { Log } from './log.ts';
import { introduce, isNameless } from './newcomer.ts';
import type { Say } from './say.ts';
import type {
  Channel,
  Clock,
  Event,
  Group,
  Member,
  MessageEvent,
  Post,
  Receive,
  Role,
  Understand,
  World,
} from './types.ts';
import { createVoice } from './voice.ts';

export interface ReceiveParts {
  readonly store: Store;
  readonly channel: Pick<Channel, 'identify'>;
  readonly clock: Clock;
  readonly say: Say;
  readonly understand: Understand;
  readonly readWhen: (text: string, world: World) => When;
  readonly handlers: readonly Handler[];
  readonly log: Log;
  /** Something was queued: it can be sent. */
  wake(): void;
}

export interface Receiver {
  readonly receive: Receive;
  /** Resolves when everything received so far is handled. */
  idle(): Promise<void>;
}

/**
 * Longer texts are cut before anything looks at them, in code points. Nobody says whether she comes
 * in more, and whatever follows is then bounded in time.
 */
const MAX_TEXT = 4096;

/** So many events at the most share one commit: none waits long for its answer. */
const MAX_TOGETHER = 50;

/** An event that is in line, and how to say that it is on disk. */
interface Waiting {
  readonly event: Event;
  readonly done: () => void;
}

/**
 * Creates the door. Events are handled in the order they came. Those that wait together (after the
 * bot was away, or when a whole group writes at once) share one commit, and so one wait for the disk.
 */
export function createReceiver(parts: ReceiveParts): Receiver {
  const waiting: Waiting[] = [];
  let working: Promise<void> | null = null;
  const work = async (): Promise<void> => {
    // What comes in the same turn is handled together.
    await Promise.resolve();
    while (waiting.length > 0) {
      const together = waiting.slice(0, MAX_TOGETHER).map(({ event }) => event);
      await learnNames(parts, together);
      const handled = handleTogether(parts, together);
      const [stranger] = handled < together.length ? waiting.slice(handled, handled + 1) : [];
      for (const { done } of waiting.splice(0, handled)) {
        done();
      }
      if (stranger) {
        await meet(parts, stranger.event);
        waiting.shift();
        stranger.done();
      }
    }
    working = null;
  };
  return {
    receive: (event) =>
      new Promise((resolve) => {
        waiting.push({ event: cut(event), done: resolve });
        working ??= work();
      }),
    idle: async () => {
      await working;
    },
  };
}

function cut(event: Event): Event {
  // Two units a code point at the most: what is shorter than that cannot be too long.
  return event.kind === 'message' && event.text.length > MAX_TEXT
    ? { ...event, text: [...event.text.slice(0, 2 * MAX_TEXT)].slice(0, MAX_TEXT).join('') }
    : event;
}

/** Handles events in one commit up to the first by somebody unknown; answers how many. */
function handleTogether(parts: ReceiveParts, events: readonly Event[]): number {
  let handled = 0;
  const handleAll = (): undefined => {
    for (const event of events) {
      if (!handleSafely(parts, event)) {
        return;
      }
      handled += 1;
    }
  };
  try {
    // Each event has a transaction of its own; around several, theirs become savepoints.
    if (events.length === 1) {
      handleAll();
    } else {
      parts.store.transaction(handleAll);
    }
  } catch (error) {
    // The disk may be full: nothing of it was kept, and the next sweep brings these events again.
    parts.log.failed('receive', error, { events: handled });
  }
  if (handled > 0) {
    parts.wake();
  }
  return handled;
}

/** A person id that was never seen: asks who she is, then handles her event. */
async function meet(parts: ReceiveParts, event: Event): Promise<void> {
  try {
    await introduce(parts, event);
    handleTogether(parts, [event]);
  } catch (error) {
    // The channel cannot tell who she is now: the next sweep brings the event again.
    parts.log.failed('identify', error, { event: event.kind });
  }
}

/** Before they are answered by name. Where the channel cannot tell it now, they are answered without. */
async function learnNames(parts: ReceiveParts, events: readonly Event[]): Promise<void> {
  for (const event of events) {
    try {
      if (isNameless(parts.store, event)) {
        await introduce(parts, event);
      }
    } catch (error) {
      parts.log.failed('identify', error, { event: event.kind });
    }
  }
}

/**
 * A handler that throws rolls back its event; the bot goes on with the next. False where nothing was
 * done yet, because the person is not known.
 */
function handleSafely(parts: ReceiveParts, event: Event): boolean {
  const { store } = parts;
  try {
    return store.transaction(() => {
      const origin = locate(store, event);
      if (origin && origin !== 'stranger') {
        handle(parts, event, origin);
      }
      return origin !== 'stranger';
    });
  } catch (error) {
    parts.log.failed('receive', error, { event: event.kind });
    noteFailure(parts, event);
    return true;
  }
}

function noteFailure(parts: ReceiveParts, event: Event): void {
  const { store, clock, log } = parts;
  try {
    store.transaction(() => {
      const origin = locate(store, event);
      if (origin && origin !== 'stranger') {
        const source = sourceOf(store, event, origin.member.id);
        if (event.kind === 'message' && isCommand(event.text)) {
          // She is told to try again herself: done a second time by us, it would be done twice.
          store.inbox.claim(source, versionOf(event), clock.now());
          apologise(parts, event, origin);
        } else {
          store.inbox.fail(source, versionOf(event), clock.now());
        }
      }
    });
  } catch (error) {
    // The disk may be full: then nothing was recorded, and the next sweep brings the event again.
    log.failed('inbox', error, { event: event.kind });
  }
}

/** Whoever gave a command hears that nothing came of it; anybody else never knew that we listened. */
function apologise(parts: ReceiveParts, event: MessageEvent, { member, groups }: Origin): void {
  const [group] = groups;
  if (group && member.directChat) {
    const voice = createVoice(parts, group, parts.clock.now());
    voice.tellMember({
      member,
      key: `failed:${parts.store.hash('message', event.chat.id, event.messageId).toString('hex')}`,
      message: { kind: 'text', text: parts.say(member.language ?? 'da', 'error.failed') },
      expiresAt: event.at + ANSWER_LIFETIME_MS,
    });
  }
}

/** Finds where it happened and who did it; null where the event is none of the bot's business. */
function locate(store: Store, event: Event): Origin | 'stranger' | null {
  const { chat } = event;
  const group = chat.kind === 'direct' ? null : store.groups.byChat(chat.id);
  const member = store.members.byPerson(event.from);
  if (group) {
    return member ? { member, groups: [group], where: 'group' } : 'stranger';
  }
  if (chat.kind === 'direct') {
    return member ? locateDirectly(store, member) : 'stranger';
  }
  // Nobody is introduced in another chat: those who run a group are known already.
  return member ? locateAmongStaff(store, event, member) : null;
}

/** Whoever has left may still ask what is kept of her. */
function locateDirectly(store: Store, member: Member): Origin | null {
  const groups = groupsOf(store, member);
  if (groups.length > 0) {
    return { member, groups, where: 'direct' };
  }
  const left = store.members.everIn(member.id).flatMap((id) => store.groups.get(id) ?? []);
  return left.length > 0 ? { member, groups: left, where: 'direct', former: true } : null;
}

function groupsOf(store: Store, member: Member): Group[] {
  return store.members.groupsOf(member.id).flatMap((at) => store.groups.get(at.group) ?? []);
}

/** In a staff chat what is said by whoever runs its group; elsewhere only a command, which may make it one. */
function locateAmongStaff(store: Store, event: Event, member: Member): Origin | null {
  const runsIt = (group: Group): boolean => {
    const role = store.members.roleIn(group.id, member.id);
    return role !== null && runsGroup(role);
  };
  const own = store.groups.byStaffChat(event.chat.id);
  if (own.length > 0) {
    const groups = own.filter(runsIt);
    return groups.length > 0 ? { member, groups, where: 'staff' } : null;
  }
  const groups = groupsOf(store, member).filter(runsIt);
  const isMeant = event.kind === 'message' && isCommand(event.text) && groups.length > 0;
  return isMeant ? { member, groups, where: 'elsewhere' } : null;
}

/** Where it belongs, what it means, what comes of it. */
function handle(parts: ReceiveParts, event: Event, origin: Origin): undefined {
  const { store } = parts;
  const post = postOf(store, event);
  if (!post && (event.kind === 'vote' || event.kind === 'reaction')) {
    // Not about a message of the bot's, or one whose sending is not confirmed yet: the next sweep
    // reads it again, so it must not count as handled.
    return;
  }
  const now = parts.clock.now();
  const source = sourceOf(store, event, origin.member.id);
  if (!store.inbox.claim(source, versionOf(event), now)) {
    return;
  }
  const { group, understanding } = interpret(parts, event, { ...origin, post });
  const ctx = createContext({
    voice: createVoice(parts, group, now),
    event,
    member: origin.member,
    where: origin.where,
    role: takePart(store, event, group, origin),
    groups: origin.groups,
    ...(origin.former ? { former: true } : {}),
    understanding,
    post,
    source,
    readWhen: (text, voice, at) => parts.readWhen(text, worldOf(store, voice.group, { at })),
    remake: (other) => createVoice(parts, other, now),
  });
  const handler = parts.handlers.find(
    (candidate) => (!ctx.former || candidate.former === true) && candidate.accepts(ctx),
  );
  if (handler) {
    handler.handle(ctx);
  } else if (event.kind === 'message' && event.quoted && !post) {
    // It may answer a reminder whose sending is not confirmed yet.
    store.inbox.forget(source);
  }
}

/** Whoever writes in a group is in it; whoever writes directly has opened that chat. */
function takePart(store: Store, event: Event, group: Group, { member, where }: Origin): Role {
  const isOpened = where === 'direct' && event.kind === 'message';
  if (isOpened && member.directChat !== event.chat.id) {
    store.members.openDirectChat(member.id, event.chat.id);
  }
  const role = store.members.roleIn(group.id, member.id);
  if (role === null && event.kind !== 'join' && store.members.isFormer(group.id, member.id)) {
    // She was said goodbye to: a guest, of whom nothing is noted.
    return 'partner';
  }
  if (role === null && where === 'group' && event.kind !== 'leave') {
    store.members.join(group.id, member.id, 'mother', event.at);
    return store.members.roleIn(group.id, member.id) ?? 'mother';
  }
  return role ?? 'mother';
}

function postOf(store: Store, event: Event): Post | null {
  const target =
    event.kind === 'message'
      ? event.quoted
      : event.kind === 'vote' || event.kind === 'reaction'
        ? event.messageId
        : undefined;
  return target ? store.outbox.post(event.chat.id, target) : null;
}
