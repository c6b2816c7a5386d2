/** Whether a language says all that it must. Called by `locale check` and by the tests of the texts. */

/** What a mother reads; volunteers' texts may be in Danish where a language lacks them. */
const FOR_MOTHERS = /^(reminder|poll|meeting|answer)\./;
/** Languages in which everything is said. */
const WHOLE = ['da', 'en', 'ar'];

export type Texts = Readonly<Record<string, string>>;

/** A key without its plural form. */
function baseOf(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '');
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].flatMap(([, name]) => (name ? [name] : []));
}

/** The keys that a language must have, given the Danish texts. */
function wantedKeys(tag: string, danish: Texts): string[] {
  const keys = [...new Set(Object.keys(danish).map(baseOf))];
  return WHOLE.includes(tag) ? keys : keys.filter((key) => FOR_MOTHERS.test(key));
}

/** What is wrong with a language's texts beside the Danish ones, in words. */
export function findTextProblems(tag: string, texts: Texts, danish: Texts): string[] {
  const source = new Map(Object.entries(danish).map(([key, text]) => [baseOf(key), text]));
  const known = new Set(Object.keys(texts).map(baseOf));
  return [
    ...wantedKeys(tag, danish)
      .filter((key) => !known.has(key))
      .map((key) => `"${key}" is missing`),
    ...Object.entries(texts).flatMap(([key, text]) => checkText(key, text, source)),
  ];
}

function checkText(key: string, text: string, source: ReadonlyMap<string, string>): string[] {
  const original = source.get(baseOf(key));
  if (original === undefined) {
    return [`"${key}" is no key of the Danish texts`];
  }
  const wanted = placeholdersOf(original);
  const given = placeholdersOf(text);
  // A plural form may leave out its number: "one mother" needs none.
  const counted = key !== baseOf(key);
  const lacking = wanted.filter((name) => !given.includes(name) && !(counted && name === 'count'));
  return [
    ...(text.trim() === '' ? [`"${key}" is empty`] : []),
    ...given
      .filter((name) => !wanted.includes(name))
      .map((name) => `"${key}" has {{${name}}}, the Danish text has not`),
    ...lacking.map((name) => `"${key}" lacks {{${name}}}`),
  ];
}
