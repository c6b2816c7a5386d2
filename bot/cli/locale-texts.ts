/** Whether a language says all that it must. Called by `locale check` and by the tests of the texts. */

/** What every language says; where one lacks the rest, it is said in Danish. */
const CORE =
  /^(reminder\.(details|later|tomorrow|today)|poll\.(question|yes|late|maybe|no)|meeting\.(cancelled|next|moved|restored|moved_back)|answer\.(when|when_changed|where|none))$/;
/** Languages in which everything is said that mothers read, and those in which all is said to volunteers. */
const WHOLE: Readonly<Record<TextFile, readonly string[]>> = {
  'messages.json': ['da', 'en', 'uk', 'ru', 'pl', 'ro', 'ar', 'fa', 'ur', 'ku', 'tr', 'so', 'ti'],
  'staff.json': ['da', 'en'],
};

/** What mothers read, and what those who run a group read. */
export type TextFile = 'messages.json' | 'staff.json';

export type Texts = Readonly<Record<string, string>>;

/** A key without its plural form. */
function baseOf(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '');
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].flatMap(([, name]) => (name ? [name] : []));
}

/** The keys that a language must have, given the Danish texts. */
function wantedKeys(tag: string, file: TextFile, danish: Texts): string[] {
  const keys = [...new Set(Object.keys(danish).map(baseOf))];
  return WHOLE[file].includes(tag) ? keys : keys.filter((key) => CORE.test(key));
}

/** What is wrong with a language's texts beside the Danish ones of the same file, in words. */
export function findTextProblems(
  tag: string,
  texts: Texts,
  { file, danish }: { readonly file: TextFile; readonly danish: Texts },
): string[] {
  const source = new Map(Object.entries(danish).map(([key, text]) => [baseOf(key), text]));
  const known = new Set(Object.keys(texts).map(baseOf));
  return [
    ...wantedKeys(tag, file, danish)
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
