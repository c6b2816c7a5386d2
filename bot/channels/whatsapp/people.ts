/**
 * Who people are: both ids of a person and the name she shows. Called by the channel and by whoever
 * must know the account itself. Asks WhatsApp only about whom it does not know, one after the other:
 * many such questions in a row are a reason to log an account out.
 */
import type { Log } from '../../log.ts';
import type { ChatId, Clock, Identity, PersonId } from '../../types.ts';
import { createBoundedMap, readPerson, widText } from './keys.ts';
import type { LibraryChat, LibraryMessage } from './library.ts';
import { listGroups, readOwnIds } from './page-people.ts';
import type { Session } from './session.ts';
import { SessionLost } from './session-lost.ts';

/** Somebody whose other id WhatsApp did not tell is asked about again after this long. */
const ASK_AGAIN_MS = 6 * 60 * 60 * 1000;
/** The page may not know both ids of the account itself yet; asking it costs nobody else anything. */
const ASK_OWN_AGAIN_MS = 10 * 60 * 1000;
const REMEMBERED_PEOPLE = 5000;

interface Known {
  readonly ids: readonly PersonId[];
  readonly name?: string;
  readonly askedAt: number;
}

export interface People {
  /** @throws SessionLost */
  identify(person: PersonId): Promise<Identity>;
  /** Everybody in a group chat but the account itself. @throws where it cannot be read */
  participants(chat: ChatId): Promise<readonly Identity[]>;
  /** The group chats the account is in. @throws where they cannot be read */
  chats(): Promise<readonly { readonly id: ChatId; readonly name: string }[]>;
  /** Whether it is the account itself. */
  isOwn(person: PersonId): Promise<boolean>;
  /** Whether the account is certainly not allowed to write in a group: only admins are, and it is none. */
  isMuted(chat: LibraryChat): Promise<boolean>;
  /** Notes the name that a message shows. */
  notice(message: LibraryMessage): void;
  /** Somebody changed her number: what was known of either id does not count. */
  forget(ids: readonly PersonId[]): void;
}

interface PeopleParts {
  readonly session: Pick<Session, 'run'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Creates the memory of people; it lives as long as the process. */
export function createPeople({ session, clock, log }: PeopleParts): People {
  const known = createBoundedMap<Known>(REMEMBERED_PEOPLE);
  const shownNames = createBoundedMap<string>(REMEMBERED_PEOPLE);
  let own = { ids: new Set<PersonId>(), askedAt: 0 };
  let line: Promise<unknown> = Promise.resolve();

  const isFresh = (found: Known | undefined): found is Known =>
    found !== undefined && (found.ids.length > 1 || clock.now() - found.askedAt < ASK_AGAIN_MS);
  const ask = async (person: PersonId): Promise<Known> => {
    const before = known.get(person);
    if (isFresh(before)) {
      return before;
    }
    const ids = await askIds(session, person, log);
    const name = await askName(session, person, log);
    const found = { ids, askedAt: clock.now(), ...(name !== null && { name }) };
    for (const id of ids) {
      known.set(id, found);
    }
    return found;
  };
  const identify = async (person: PersonId): Promise<Identity> => {
    const asked = line.then(() => ask(person));
    line = asked.catch(() => undefined);
    const { ids, name } = await asked;
    const shown = ids.map((id) => shownNames.get(id)).find((one) => one !== undefined) ?? name;
    const rest = ids.filter((id) => id !== person);
    return { ids: [person, ...rest], ...(shown !== undefined && { name: shown }) };
  };
  const ownIds = async (): Promise<ReadonlySet<PersonId>> => {
    const isKnown = own.ids.size > 1 || clock.now() - own.askedAt < ASK_OWN_AGAIN_MS;
    if (own.ids.size === 0 || !isKnown) {
      own = { ids: new Set([...own.ids, ...(await askOwnIds(session))]), askedAt: clock.now() };
    }
    return own.ids;
  };
  const participants = async (chat: ChatId): Promise<readonly Identity[]> => {
    const ids = peopleOf(await openChat(session, chat));
    const mine = await ownIds();
    const identities: Identity[] = [];
    for (const id of ids.filter((one) => !mine.has(one))) {
      const identity = await identify(id);
      if (!identity.ids.some((one) => mine.has(one))) {
        identities.push(identity);
      }
    }
    return identities;
  };
  return {
    identify,
    participants,
    chats: () => askChats(session, log),
    isOwn: async (person) => (await ownIds()).has(person),
    isMuted: async (chat) => chat.isReadOnly === true && isPlain(chat, await ownIds()),
    notice(message) {
      const person = readPerson(message.author ?? message.from);
      const name = message.rawData.notifyName;
      if (person !== null && !message.fromMe && name) {
        shownNames.set(person, name);
      }
    },
    forget(ids) {
      for (const id of ids.flatMap((one) => known.get(one)?.ids ?? [one])) {
        known.delete(id);
      }
    },
  };
}

async function askIds(
  session: PeopleParts['session'],
  person: PersonId,
  log: Log,
): Promise<readonly PersonId[]> {
  try {
    const [answer] = await session.run('ask for ids', (client) =>
      client.getContactLidAndPhone([person]),
    );
    const others = [readPerson(answer?.lid), readPerson(answer?.pn)];
    return [...new Set([person, ...others.filter((id) => id !== null)])];
  } catch (error) {
    giveUpIfLost(error);
    log.failed('ask for ids', error);
    return [person];
  }
}

async function askName(
  session: PeopleParts['session'],
  person: PersonId,
  log: Log,
): Promise<string | null> {
  try {
    const contact = await session.run('ask for a name', (client) => client.getContactById(person));
    return contact.pushname || null;
  } catch (error) {
    giveUpIfLost(error);
    log.failed('ask for a name', error);
    return null;
  }
}

async function askOwnIds(session: PeopleParts['session']): Promise<PersonId[]> {
  const told = await session.run('ask for own ids', async (client) => [
    client.info?.wid,
    ...((await client.pupPage?.evaluate(readOwnIds)) ?? []),
  ]);
  return told.map((wid) => readPerson(wid)).filter((id) => id !== null);
}

async function askChats(
  session: PeopleParts['session'],
  log: Log,
): Promise<{ id: ChatId; name: string }[]> {
  try {
    const chats = await session.run('list chats', (client) => client.getChats());
    return chats
      .filter((chat) => chat.isGroup)
      .map((chat) => ({ id: widText(chat.id) as ChatId, name: chat.name ?? '' }));
  } catch (error) {
    giveUpIfLost(error);
    // The library reads all chats or none: one that it cannot read must not hide the others.
    log.failed('list chats', error);
    const listed = await session.run('list chats', async (client) => {
      return (await client.pupPage?.evaluate(listGroups)) ?? [];
    });
    return listed.map(({ id, name }) => ({ id: id as ChatId, name }));
  }
}

async function openChat(session: PeopleParts['session'], id: ChatId): Promise<LibraryChat> {
  const chat = await session.run('read a group', (client) => client.getChatById(id));
  if (!chat?.isGroup) {
    throw new Error('There is no such group chat.');
  }
  return chat;
}

function peopleOf(chat: LibraryChat): PersonId[] {
  const ids = (chat.participants ?? []).map(({ id }) => readPerson(id));
  return [...new Set(ids.filter((id) => id !== null))];
}

/** Whether the account is in a group without being an admin there. */
function isPlain(chat: LibraryChat, own: ReadonlySet<PersonId>): boolean {
  const mine = (chat.participants ?? []).find(({ id }) => {
    const person = readPerson(id);
    return person !== null && own.has(person);
  });
  return mine !== undefined && !mine.isAdmin && !mine.isSuperAdmin;
}

function giveUpIfLost(error: unknown): void {
  if (error instanceof SessionLost) {
    throw error;
  }
}
