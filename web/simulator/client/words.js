/**
 * Words, names, days and times as a reader of the page expects them. All texts come from the page's data
 * block (`locales/<language>/simulator.json`); there are none in the scripts.
 */

/**
 * @typedef {{
 *   today: string, tomorrow: string, later: string, mother: string[], volunteer: string[], staff?: string[]
 * }} Suggestions
 */

/** Denmark counts 24 hours, in whatever language. */
const hourCycle = 'h23';

/** @param {Record<string, any>} tree @param {string} key */
function find(tree, key) {
  return key.split('.').reduce((branch, part) => branch?.[part], tree);
}

/**
 * @param {{
 *   language: string, dates: string, words: Record<string, any>,
 *   suggestions: Record<string, Suggestions | null>
 * }} page
 *   `dates`: the tag by which days and times are written
 */
export function createWords({ language, dates, words, suggestions }) {
  const plural = new Intl.PluralRules(language);
  const languageNames = new Intl.DisplayNames([language], { type: 'language' });
  const lists = new Intl.ListFormat(language);

  /** @param {string} key @param {number} count */
  function findPlural(key, count) {
    return (
      (count === 0 ? find(words, `${key}_zero`) : undefined) ??
      find(words, `${key}_${plural.select(count)}`) ??
      find(words, `${key}_other`)
    );
  }

  /** The text of a key, with `{{name}}` filled in; `count` chooses the plural.
   * @param {string} key @param {Record<string, string | number>} [values] @returns {string} */
  function t(key, values = {}) {
    const { count } = values;
    const text = typeof count === 'number' ? findPlural(key, count) : find(words, key);
    return String(text ?? key).replace(/\{\{(\w+)\}\}/g, (whole, name) =>
      name in values ? String(values[name]) : whole,
    );
  }

  return {
    language,
    t,
    /** Whether a key has a text. @param {string} key */
    has: (key) => find(words, key) !== undefined,
    /** @param {string | null} tag */
    languageName: (tag) => (tag ? (languageNames.of(tag) ?? tag) : ''),
    /** @param {string[]} names */
    list: (names) => lists.format(names),
    /** @param {string} at @param {string} zone */
    time: (at, zone) =>
      new Intl.DateTimeFormat(dates, { timeZone: zone, timeStyle: 'short', hourCycle }).format(
        new Date(at),
      ),
    /** @param {string} date a local day @param {boolean} [short] */
    day: (date, short = false) =>
      new Intl.DateTimeFormat(dates, {
        timeZone: 'UTC',
        weekday: short ? 'short' : 'long',
        day: 'numeric',
        month: short ? 'short' : 'long',
      }).format(new Date(`${date}T00:00Z`)),
    /** @param {string} at @param {string} zone */
    moment: (at, zone) =>
      new Intl.DateTimeFormat(dates, {
        timeZone: zone,
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle,
      }).format(new Date(at)),
    /** The same in short, for lists. @param {string} at @param {string} zone */
    shortMoment: (at, zone) =>
      new Intl.DateTimeFormat(dates, {
        timeZone: zone,
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle,
      }).format(new Date(at)),
    /** A time of day as people here write it. @param {string} localTime `HH:MM` */
    clockTime: (localTime) =>
      new Intl.DateTimeFormat(dates, { timeZone: 'UTC', timeStyle: 'short', hourCycle }).format(
        new Date(`2024-01-01T${localTime}Z`),
      ),
    /** Weekday of a local day in any language. @param {string} date @param {string} inLanguage */
    weekday: (date, inLanguage) =>
      new Intl.DateTimeFormat(inLanguage, { timeZone: 'UTC', weekday: 'long' }).format(
        new Date(`${date}T00:00Z`),
      ),
    /** What somebody of this language may tap to say; null where the language has none yet.
     * @param {string | null} tag */
    suggestionsOf: (tag) => (tag ? suggestions[tag] : null) ?? null,
  };
}
