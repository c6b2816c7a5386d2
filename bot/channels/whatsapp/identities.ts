/**
 * Both ids of a person and the name she shows. Part of `people.ts`. Asks WhatsApp only about whom it
 * does not know, one after the other: many such questions in a row are a reason to log an account out.
 */
import type { Log } from '../../log.ts';
import type { Clock, Identity, PersonId } from '../../types.ts';
import { createBoundedMap, readPerson } from './keys.ts';
import type { LibraryMessage } from './library.ts';
import { findOtherId } from './page-people.ts';
import type { Session } from './session.ts';
import { SessionLost } from './session-lost.ts';

/** Somebody whose other id WhatsApp did not tell is asked about again after this long. */
const ASK_AGAIN_MS = 6 * 60 * 60 * 1000;
const REMEMBERED_PEOPLE = 5000;

interface Known {
  readonly ids: readonly PersonId[];
  readonly name?: string;
  readonly askedAt: number;
}

export interface Identities {
  /** With the one id alone where WhatsApp does not tell the other. @throws SessionLost */
  identify(person: PersonId): Promise<Identity>;
  /** Notes the name that a message shows. */
  notice(message: LibraryMessage): void;
  /** Somebody changed her number: what was known of either id does not count. */
  forget(ids: readonly PersonId[]): void;
}

interface IdentityParts {
  readonly session: Pick<Session, 'run'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Creates an empty memory; it lives as long as the process. */
export function createIdentities(parts: IdentityParts): Identities {
  const { clock } = parts;
  const known = createBoundedMap<Known>(REMEMBERED_PEOPLE);
  const shownNames = createBoundedMap<string>(REMEMBERED_PEOPLE);
  let line: Promise<unknown> = Promise.resolve();
  const ask = async (person: PersonId): Promise<Known> => {
    const before = known.get(person);
    if (before && (before.ids.length > 1 || clock.now() - before.askedAt < ASK_AGAIN_MS)) {
      return before;
    }
    const ids = await askIds(parts, person);
    const name = await askName(parts, person);
    const found = { ids, askedAt: clock.now(), ...(name !== null && { name }) };
    for (const id of ids) {
      known.set(id, found);
    }
    return found;
  };
  return {
    async identify(person) {
      const asked = line.then(() => ask(person));
      line = asked.catch(() => undefined);
      const { ids, name } = await asked;
      const shown = ids.map((id) => shownNames.get(id)).find((one) => one !== undefined) ?? name;
      const rest = ids.filter((id) => id !== person);
      return { ids: [person, ...rest], ...(shown !== undefined && { name: shown }) };
    },
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
  { session, log }: IdentityParts,
  person: PersonId,
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
    return await lookUpIds({ session, log }, person);
  }
}

/** What a page knows that cannot be asked: else everybody in a group would be there twice. */
async function lookUpIds(
  { session, log }: Pick<IdentityParts, 'session' | 'log'>,
  person: PersonId,
): Promise<readonly PersonId[]> {
  try {
    const told = await session.run('look ids up', async (client) => {
      return (await client.pupPage?.evaluate(findOtherId, person)) ?? null;
    });
    const other = readPerson(told);
    return other === null || other === person ? [person] : [person, other];
  } catch (error) {
    giveUpIfLost(error);
    log.failed('look ids up', error);
    return [person];
  }
}

async function askName({ session, log }: IdentityParts, person: PersonId): Promise<string | null> {
  try {
    const contact = await session.run('ask for a name', (client) => client.getContactById(person));
    return contact.pushname || null;
  } catch (error) {
    giveUpIfLost(error);
    log.failed('ask for a name', error);
    return null;
  }
}

/** What a page refuses can be done without; what a lost session leaves open cannot. @throws SessionLost */
export function giveUpIfLost(error: unknown): void {
  if (error instanceof SessionLost) {
    throw error;
  }
}
