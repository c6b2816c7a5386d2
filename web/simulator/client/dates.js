/**
 * Days in a group's zone. Local days are `YYYY-MM-DD`, local times `HH:MM`; both sort as text.
 */

/** @import { Meeting } from './types.js' */

/** Local day `YYYY-MM-DD` of an instant in a zone. @param {string} at @param {string} zone */
export function localDate(at, zone) {
  // Swedish writes its dates the ISO way.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(
    new Date(at),
  );
}

/** Calendar days from one local day to another. @param {string} from @param {string} to */
export function daysBetween(from, to) {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000);
}

/** Over when its local end has come. @param {Meeting} meeting @param {string} now @param {string} zone */
export function isOver({ date, end, status }, now, zone) {
  const today = localDate(now, zone);
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, timeStyle: 'short' }).format(
    new Date(now),
  );
  return status === 'held' || date < today || (date === today && end <= time);
}
