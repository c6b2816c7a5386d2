/**
 * What goes wrong on demand. Set through the simulator, kept in its store, used up by sends and
 * events. Every fault is one that WhatsApp really plays.
 */
import { BadInput } from '../../bad-input.ts';
import { addDuration, readNow } from './pretend-time.ts';
import type { Store } from './store.ts';

/** The faults that stand now; absent: none of that kind. */
export interface Faults {
  /** The next n sends are certainly not sent. */
  failNext?: number;
  /** The next n sends are answered `unknown` and never arrive. */
  loseNext?: number;
  /** The next n sends arrive, but are answered `unknown`. */
  unconfirmedNext?: number;
  /** The next `count` sends are answered `unknown` and arrive when the pretend clock is `by` further. */
  delayNext?: { count: number; by: string };
  /** The next n events are handed over twice. */
  duplicate?: number;
  /** The next n events are handed over in reversed order, or as many as there are when it must be quiet. */
  shuffle?: number;
  /** The next n events are never handed over: only the history tells. */
  historyOnly?: number;
  /** The next n events carry the person's other id. */
  twin?: number;
  /** Which ids belong together is not told: of everybody only one id, until it is set to false. */
  unmapped?: true;
  /** Disconnected: for an ISO duration from when it was set, or until it is set to false. */
  away?: true | string;
}

type Counted = Exclude<keyof Faults, 'away' | 'delayNext' | 'unmapped'>;

const COUNTED: readonly Counted[] = [
  'failNext',
  'loseNext',
  'unconfirmedNext',
  'duplicate',
  'shuffle',
  'historyOnly',
  'twin',
];

const KNOWN: readonly string[] = [...COUNTED, 'delayNext', 'unmapped', 'away', 'clear'];

/** The faults standing now. */
export function readFaults(store: Store): Faults {
  const row = store.get<{ faults: string }>('select faults from world');
  return JSON.parse(row?.faults ?? '{}') as Faults;
}

/**
 * Sets the faults that are named, after clearing all where nothing or `clear` is named, and answers
 * with those that stand. Zero or false ends one.
 * @throws BadInput at an unknown name or a value that cannot be.
 */
export function setFaults(store: Store, wanted: Readonly<Record<string, unknown>>): Faults {
  const unknown = Object.keys(wanted).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) {
    throw new BadInput(`There is no fault of that name; the faults are ${KNOWN.join(', ')}.`);
  }
  const { clear, delayNext, unmapped, away } = wanted;
  const clears = readFlag(clear, 'clear') || Object.keys(wanted).length === 0;
  const faults = clears ? {} : readFaults(store);
  for (const name of COUNTED) {
    if (wanted[name] !== undefined) {
      setCount(faults, name, readCount(wanted[name], name));
    }
  }
  if (delayNext !== undefined) {
    setDelay(store, faults, delayNext);
  }
  if (unmapped !== undefined) {
    setUnmapped(faults, readFlag(unmapped, 'unmapped'));
  }
  if (clears) {
    store.run('update world set away_until = null');
  }
  if (away !== undefined) {
    setAway(store, faults, away);
  }
  writeFaults(store, faults);
  return faults;
}

/** Uses up one of a counted fault; false where none stands. */
export function takeFault(store: Store, name: Counted): boolean {
  const faults = readFaults(store);
  const left = faults[name] ?? 0;
  if (left === 0) {
    return false;
  }
  setCount(faults, name, left - 1);
  writeFaults(store, faults);
  return true;
}

/** Uses up one delay and answers with the instant at which that send arrives; null where none stands. */
export function takeDelay(store: Store): number | null {
  const faults = readFaults(store);
  const delay = faults.delayNext;
  if (!delay) {
    return null;
  }
  const arrivesAt = addDuration(readNow(store), delay.by, 'delayNext.by');
  if (delay.count === 1) {
    delete faults.delayNext;
  } else {
    faults.delayNext = { count: delay.count - 1, by: delay.by };
  }
  writeFaults(store, faults);
  return arrivesAt;
}

/** Whether the channel is disconnected. */
export function isAway(store: Store): boolean {
  return readFaults(store).away !== undefined;
}

/** Whether of everybody only one id is told. */
export function isUnmapped(store: Store): boolean {
  return readFaults(store).unmapped === true;
}

/** When it comes back by itself; null where it does not. */
export function readAwayUntil(store: Store): number | null {
  return (
    store.get<{ until: number | null }>('select away_until as until from world')?.until ?? null
  );
}

/** Ends the time away. */
export function comeBack(store: Store): void {
  const faults = readFaults(store);
  delete faults.away;
  writeFaults(store, faults);
  store.run('update world set away_until = null');
}

function writeFaults(store: Store, faults: Faults): void {
  store.run('update world set faults = ?', JSON.stringify(faults));
}

function setCount(faults: Faults, name: Counted, count: number): void {
  if (count === 0) {
    delete faults[name];
  } else {
    faults[name] = count;
  }
}

function setUnmapped(faults: Faults, wanted: boolean): void {
  if (wanted) {
    faults.unmapped = true;
  } else {
    delete faults.unmapped;
  }
}

function setDelay(store: Store, faults: Faults, wanted: unknown): void {
  if (typeof wanted !== 'object' || wanted === null || !('count' in wanted) || !('by' in wanted)) {
    throw new BadInput('delayNext must be {"count": number, "by": "ISO duration"}.');
  }
  const count = readCount(wanted.count, 'delayNext.count');
  addSome(store, wanted.by, 'delayNext.by');
  if (count === 0) {
    delete faults.delayNext;
  } else {
    faults.delayNext = { count, by: String(wanted.by) };
  }
}

function setAway(store: Store, faults: Faults, wanted: unknown): void {
  if (wanted === false) {
    delete faults.away;
    store.run('update world set away_until = null');
    return;
  }
  const until = wanted === true ? null : addSome(store, wanted, 'away');
  faults.away = wanted === true ? true : String(wanted);
  store.run('update world set away_until = ?', until);
}

function addSome(store: Store, duration: unknown, field: string): number {
  const now = readNow(store);
  const then = addDuration(now, duration, field);
  if (then === now) {
    throw new BadInput(`${field} is no time at all; write for example "PT5M".`);
  }
  return then;
}

function readCount(value: unknown, name: string): number {
  if (!Number.isSafeInteger(value) || Number(value) < 0) {
    throw new BadInput(`${name} must be a whole number, 0 or more.`);
  }
  return Number(value);
}

function readFlag(value: unknown, name: string): boolean {
  if (value !== undefined && typeof value !== 'boolean') {
    throw new BadInput(`${name} must be true or false.`);
  }
  return value === true;
}
