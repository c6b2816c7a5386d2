/**
 * The one door in. An event is understood (pure) and handled in one transaction: what was said,
 * what is recorded and what is answered are on disk together, or not at all.
 */

import { ANSWER_LIFETIME_MS, type Handler, isCommand, type Store, type When } from './context.ts';
import { createContext, sourceOf, versionOf } from './event-context.ts';
import { interpret, type Origin, worldOf } from './interpret.ts';
import type { Log } from './log.ts';
import { cleanName } from './names.ts';
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

/** Creates the door. Events are handled one at a time, in the order they came. */
export function createReceiver(parts: ReceiveParts): Receiver {
  let last: Promise<void> = Promise.resolve();
  return {
    receive(event) {
      last = last.then(() => handleSafely(parts, cut(event)));
      return last;
    },
    idle: () => last,
  };
}

function cut(event: Event): Event {
  // Two units a code point at the most: what is shorter than that cannot be too long.
  return event.kind === 'message' && event.text.length > MAX_TEXT
    ? { ...event, text: [...event.text.slice(0, 2 * MAX_TEXT)].slice(0, MAX_TEXT).join('') }
    : event;
}

/** A handler that throws rolls back its event; the bot goes on with the next. */
async function handleSafely(parts: ReceiveParts, event: Event): Promise<void> {
  try {
    const outcome = handleOnce(parts, event);
    if (outcome === 'stranger') {
      await introduce(parts, event);
      handleOnce(parts, event);
    }
  } catch (error) {
    parts.log.failed('receive', error, { event: event.kind });
    noteFailure(parts, event);
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

/** One transaction: where it belongs, what it means, what comes of it. */
function handleOnce(parts: ReceiveParts, event: Event): 'handled' | 'ignored' | 'stranger' {
  const outcome = parts.store.transaction(() => {
    const origin = locate(parts.store, event);
    return origin === null || origin === 'stranger'
      ? (origin ?? 'ignored')
      : handle(parts, event, origin);
  });
  if (outcome === 'handled') {
    parts.wake();
  }
  return outcome;
}

/** Finds the group and the member; null where the event is none of the bot's business. */
function locate(store: Store, event: Event): Origin | 'stranger' | null {
  const direct = event.chat.kind === 'direct';
  const group = direct ? null : store.groups.byChat(event.chat.id);
  if (!direct && !group) {
    return null;
  }
  const member = store.members.byPerson(event.from);
  if (!member) {
    return 'stranger';
  }
  if (group) {
    return { member, groups: [group] };
  }
  const groups = store.members
    .groupsOf(member.id)
    .flatMap((at) => store.groups.get(at.group) ?? []);
  return groups.length > 0 ? { member, groups } : null;
}

/**
 * A person id that was never seen: either somebody known by her other id, or new in the group.
 * Somebody who is in no group is nobody to the bot, and nothing of her is kept.
 */
async function introduce(parts: ReceiveParts, event: Event): Promise<void> {
  const identity = await parts.channel.identify(event.from);
  const { store } = parts;
  store.transaction(() => {
    const known = store.members.recognise(identity);
    if (!known && event.chat.kind === 'group' && event.kind !== 'leave') {
      const name = cleanName(identity.name ?? '');
      store.members.add({ name, language: null, ids: identity.ids, at: event.at });
    }
  });
}

function handle(parts: ReceiveParts, event: Event, origin: Origin): 'handled' | 'ignored' {
  const { store } = parts;
  const post = postOf(store, event);
  if (!post && (event.kind === 'vote' || event.kind === 'reaction')) {
    // Not about a message of the bot's, or one whose sending is not confirmed yet: the next sweep
    // reads it again, so it must not count as handled.
    return 'ignored';
  }
  const now = parts.clock.now();
  const source = sourceOf(store, event, origin.member.id);
  if (!store.inbox.claim(source, versionOf(event), now)) {
    return 'ignored';
  }
  const { group, understanding } = interpret(parts, event, { ...origin, post });
  const ctx = createContext({
    voice: createVoice(parts, group, now),
    event,
    member: origin.member,
    role: takePart(store, event, group, origin.member),
    groups: origin.groups,
    understanding,
    post,
    source,
    readWhen: (text, voice) => parts.readWhen(text, worldOf(store, voice.group, { at: now })),
    remake: (other) => createVoice(parts, other, now),
  });
  const handler = parts.handlers.find((candidate) => candidate.accepts(ctx));
  if (handler) {
    handler.handle(ctx);
    return 'handled';
  }
  if (event.kind === 'message' && event.quoted && !post) {
    // It may answer a reminder whose sending is not confirmed yet.
    store.inbox.forget(source);
  }
  return 'ignored';
}

/** Whoever writes in a group is in it; whoever writes directly has opened that chat. */
function takePart(store: Store, event: Event, group: Group, member: Member): Role {
  if (event.chat.kind === 'direct') {
    if (event.kind === 'message' && member.directChat !== event.chat.id) {
      store.members.openDirectChat(member.id, event.chat.id);
    }
    return store.members.roleIn(group.id, member.id) ?? 'mother';
  }
  const role = store.members.roleIn(group.id, member.id);
  if (role === null && event.kind !== 'leave') {
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
