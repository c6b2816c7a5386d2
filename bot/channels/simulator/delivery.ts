/**
 * What the pretend servers keep for the bot until it has taken it. Written in the same transaction
 * as what happened; read by `connection.ts`. Plays the faults of the way in.
 */
import type { ChatId, Event, PersonId } from '../../types.ts';
import { readFaults, takeFault } from './faults.ts';
import type { Store } from './store.ts';

/** A person of the pretend WhatsApp, as her row stands. */
export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly phone: PersonId;
  readonly lid: PersonId;
  readonly identity: 'phone' | 'lid';
}

/** A chat of the pretend WhatsApp; `person` is the other one in a direct chat. */
export interface ChatRow {
  readonly id: ChatId;
  readonly kind: 'group' | 'direct';
  readonly name: string;
  readonly person: string | null;
}

type WithoutSender<E> = E extends Event ? Omit<E, 'from'> : never;

/** An event before it is decided by which of her ids it names the person. */
export type UnsignedEvent = WithoutSender<Event>;

/** The id that events carry for her. */
export function idOf(person: PersonRow): PersonId {
  return person.identity === 'lid' ? person.lid : person.phone;
}

/** Keeps an event for the bot. Belongs in the transaction that records what happened. */
export function keepForBot(store: Store, person: PersonRow, event: UnsignedEvent): void {
  if (takeFault(store, 'historyOnly')) {
    return;
  }
  const twin = person.identity === 'lid' ? person.phone : person.lid;
  const from = takeFault(store, 'twin') ? twin : idOf(person);
  const copies = takeFault(store, 'duplicate') ? 2 : 1;
  const held = takeFault(store, 'shuffle');
  for (let copy = 0; copy < copies; copy += 1) {
    insert(store, JSON.stringify({ ...event, from }), held);
  }
  if (held && readFaults(store).shuffle === undefined) {
    releaseHeld(store);
  }
}

/** Whether events are held to be shuffled. */
export function hasHeld(store: Store): boolean {
  return store.get('select 1 from delivery where held = 1 limit 1') !== undefined;
}

/** Lets go of the events that are held to be shuffled, the last one first. */
export function releaseHeld(store: Store): void {
  const rows = store.all<{ event: string }>(
    'select event from delivery where held = 1 order by position desc',
  );
  if (rows.length === 0) {
    return;
  }
  store.run('delete from delivery where held = 1');
  for (const row of rows) {
    insert(store, row.event, false);
  }
}

/** The first event that was not taken yet. */
export function nextDelivery(store: Store): { position: number; event: Event } | null {
  const row = store.get<{ position: number; event: string }>(
    'select position, event from delivery where held = 0 order by position limit 1',
  );
  return row ? { position: row.position, event: JSON.parse(row.event) as Event } : null;
}

/** Marks an event as taken: it is never handed over again. */
export function markTaken(store: Store, position: number): void {
  store.run('delete from delivery where position = ?', position);
}

function insert(store: Store, event: string, held: boolean): void {
  store.run('insert into delivery (held, event) values (?, ?)', held ? 1 : 0, event);
}
