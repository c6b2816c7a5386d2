/**
 * The holidays that people name days by: Christmas, New Year, Easter.
 * Called by `days`. It must only know those of the country where the groups meet.
 */

import { civil, dayNumber } from './day-numbers.ts';
import { type Item, means, type Span } from './items.ts';
import { type Found, range } from './spans.ts';

/** Day number of Easter Sunday. Algorithm: Meeus/Jones/Butcher, for the Gregorian calendar. */
export function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const correction = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const sum = epact + weekday - 7 * late + 114;
  return dayNumber(year, Math.floor(sum / 31), (sum % 31) + 1);
}

/** The days off at Easter in Denmark: Maundy Thursday to Easter Monday. */
function easter(year: number): Span {
  const sunday = easterSunday(year);
  return range(sunday - 3, sunday + 1, 'Easter');
}

/** The next Christmas, New Year or Easter that an item names; the one that is just now counts. */
export function readHoliday(item: Item | undefined, at: number, today: number): Found | null {
  const { year, month } = civil(today);
  const one = (span: Span): Found => ({ spans: [span], next: at + 1 });
  if (means(item, 'christmas')) {
    return one(range(dayNumber(year, 12, 24), dayNumber(year, 12, 26), 'Christmas'));
  }
  if (means(item, 'newYear')) {
    const end = month === 1 ? dayNumber(year, 1, 1) : dayNumber(year + 1, 1, 1);
    return one(range(end - 1, end, 'New Year'));
  }
  if (means(item, 'easter')) {
    const now = easter(year);
    return one(now.to < today ? easter(year + 1) : now);
  }
  return null;
}
