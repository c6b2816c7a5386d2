/**
 * Who there is: the account's groups, the people in them, and the account itself. Called by the
 * channel, and by whoever must tell the account from the others.
 */
import type { Log } from '../../log.ts';
import type { ChatId, Clock, Identity, PersonId } from '../../types.ts';
import { createIdentities, giveUpIfLost, type Identities } from './identities.ts';
import { readPerson, widText } from './keys.ts';
import type { LibraryChat, LibraryParticipant } from './library.ts';
import { listGroups, listPeople, readOwnIds } from './page-people.ts';
import type { Session } from './session.ts';

/** The page may not know both ids of the account itself yet; asking it costs nobody else anything. */
const ASK_OWN_AGAIN_MS = 10 * 60 * 1000;

export interface People extends Identities {
  /** Everybody in a group chat but the account itself. @throws where it cannot be read */
  participants(chat: ChatId): Promise<readonly Identity[]>;
  /** The group chats the account is in. @throws where they cannot be read */
  chats(): Promise<readonly { readonly id: ChatId; readonly name: string }[]>;
  /** It is connected anew, perhaps as another account. */
  reconnected(): void;
  /** Whether it is the account itself. */
  isOwn(person: PersonId): Promise<boolean>;
  /** Whether the account is certainly not allowed to write in a group: only admins are, and it is none. */
  isMuted(chat: LibraryChat): Promise<boolean>;
}

interface PeopleParts {
  readonly session: Pick<Session, 'run'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Creates the memory of people; it lives as long as the process. */
export function createPeople({ session, clock, log }: PeopleParts): People {
  const identities = createIdentities({ session, clock, log });
  const nobody = { ids: new Set<PersonId>(), askedAt: 0 };
  let own = nobody;
  const ownIds = async (): Promise<ReadonlySet<PersonId>> => {
    const isKnown = own.ids.size > 1 || clock.now() - own.askedAt < ASK_OWN_AGAIN_MS;
    if (own.ids.size === 0 || !isKnown) {
      own = { ids: new Set([...own.ids, ...(await askOwnIds(session))]), askedAt: clock.now() };
    }
    return own.ids;
  };
  const participants = async (chat: ChatId): Promise<readonly Identity[]> => {
    const ids = await readPeople(session, log, chat);
    const mine = await ownIds();
    const others: Identity[] = [];
    for (const id of ids.filter((one) => !mine.has(one))) {
      const identity = await identities.identify(id);
      if (!identity.ids.some((one) => mine.has(one))) {
        others.push(identity);
      }
    }
    return others;
  };
  return {
    ...identities,
    participants,
    chats: () => askChats(session, log),
    reconnected() {
      own = nobody;
    },
    isOwn: async (person) => (await ownIds()).has(person),
    isMuted: async (chat) => chat.isReadOnly === true && isPlain(chat, await ownIds()),
  };
}

async function askOwnIds(session: PeopleParts['session']): Promise<PersonId[]> {
  const told = await session.run('ask for own ids', async (client) => [
    client.info?.wid,
    ...((await client.pupPage?.evaluate(readOwnIds)) ?? []),
  ]);
  return told.map((wid) => readPerson(wid)).filter((id) => id !== null);
}

/**
 * What the page has is enough: the library asks the server about the people of every group, each time.
 * It is asked where the page does not tell.
 */
async function askChats(
  session: PeopleParts['session'],
  log: Log,
): Promise<{ id: ChatId; name: string }[]> {
  try {
    const listed = await session.run('list chats', async (client) => {
      return (await client.pupPage?.evaluate(listGroups)) ?? [];
    });
    if (listed.every(({ name }) => name !== '')) {
      return listed.map(({ id, name }) => ({ id: id as ChatId, name }));
    }
  } catch (error) {
    giveUpIfLost(error);
    log.failed('list chats', error);
  }
  const chats = await session.run('list chats', (client) => client.getChats());
  return chats
    .filter((chat) => chat.isGroup)
    .map((chat) => ({ id: widText(chat.id) as ChatId, name: chat.name ?? '' }));
}

async function readPeople(
  session: PeopleParts['session'],
  log: Log,
  id: ChatId,
): Promise<readonly PersonId[]> {
  try {
    return peopleOf((await openChat(session, id)).participants);
  } catch (error) {
    giveUpIfLost(error);
    // The server may refuse to tell them anew: what the page has is not far from it.
    log.failed('read a group', error);
    const told = await session.run('read a group', async (client) => {
      return (await client.pupPage?.evaluate(listPeople, id)) ?? null;
    });
    if (told === null) {
      throw error;
    }
    return peopleOf(told.map((one) => ({ id: one })));
  }
}

async function openChat(session: PeopleParts['session'], id: ChatId): Promise<LibraryChat> {
  const chat = await session.run('read a group', (client) => client.getChatById(id));
  if (!chat?.isGroup) {
    throw new Error('There is no such group chat.');
  }
  return chat;
}

function peopleOf(participants: readonly Pick<LibraryParticipant, 'id'>[] = []): PersonId[] {
  const ids = participants.map(({ id }) => readPerson(id));
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
