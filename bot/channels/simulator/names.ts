/**
 * Makes the names of things in the pretend WhatsApp: chats, persons, messages, telephone numbers.
 * Random, so that a store begun anew never names what another store of the bot already knows.
 */
import { randomBytes, randomInt } from 'node:crypto';
import type { MessageId, PersonId } from '../../types.ts';

// 32 letters and digits that cannot be mistaken for one another when read aloud.
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** `<prefix>-` and six letters or digits, for example `g-k7m2xa`. */
export function newName(prefix: string): string {
  const letters = [...randomBytes(6)].map((byte) => LETTERS[byte % LETTERS.length]);
  return `${prefix}-${letters.join('')}`;
}

/** A message's id in the form that WhatsApp Web gives its own. */
export function newMessageId(): MessageId {
  return `3EB0${randomBytes(9).toString('hex').toUpperCase()}` as MessageId;
}

/** A pretend Danish telephone number as WhatsApp writes it. */
export function newPhoneId(): PersonId {
  return `45${randomInt(20_000_000, 32_000_000)}@c.us` as PersonId;
}

/** The other id of a person, which hides her number. */
export function newLid(): PersonId {
  return `${randomInt(100_000_000_000, 281_000_000_000_000)}@lid` as PersonId;
}
