/**
 * Reads one language's `phrases.json`: checks it, and opens its lines into patterns.
 * Called when the languages are loaded. It must report every problem at once, in words.
 */

import { type Concept, isConcept, REQUIRED } from './concepts.ts';
import {
  AHEAD,
  countReadings,
  createWorkshop,
  END,
  GAP,
  type Part,
  readPattern,
  type Workshop,
} from './patterns.ts';
import { areDistinct, DOTS, glanceAt, isSound, MOST_READINGS } from './sound.ts';
import { normaliseWord } from './tokenise.ts';

/** The lines of one concept, as the file writes them. */
export interface Section {
  readonly concept: Concept;
  readonly lines: readonly string[];
  /** By line: what signs it has, as `glanceAt` tells. */
  readonly signs: readonly number[];
}

/** What may be joined to a word: "و" (and), "ال" (the), Turkish "-ya". */
export interface Joined {
  readonly text: string;
  readonly concept: Concept | null;
}

export interface LanguagePhrases {
  readonly sections: readonly Section[];
  readonly prefixes: readonly Joined[];
  readonly suffixes: readonly Joined[];
  /** Words after which a full stop ends no sentence. */
  readonly abbreviations: readonly string[];
  readonly customs: Customs;
}

/** How a language differs where a list of words cannot say it. */
export interface Customs {
  /** What may stand after its day: "ig" in "16-ig", "kadar" in "Ocak sonuna kadar". */
  readonly postpositions: readonly Concept[];
  /** Whether hours are also counted from sunrise: four is ten o'clock. */
  readonly fromSunrise: boolean;
  /** Whether the verb ends its clause, so that whoever is named after it begins another. */
  readonly verbLast: boolean;
  /** Whether "I can't" takes an infinitive only, so that "I come" after it begins something new. */
  readonly infinitiveOnly: boolean;
}

const NO_CUSTOMS: Customs = {
  postpositions: [],
  fromSunrise: false,
  verbLast: false,
  infinitiveOnly: false,
};

/** Names in a file that are no concepts. */
const BESIDE_CONCEPTS = new Set([
  'prefixes',
  'suffixes',
  'postpositions',
  'clock',
  'afterCannot',
  'verb',
  'note',
]);

/** The only other clock than the one that begins at midnight. */
const SUNRISE = 'sunrise';

/** What may stand after "I can't", where that is a rule of the language. */
const INFINITIVE = 'infinitive';

/** Where a language's verb stands, where it is not beside its subject. */
const LAST = 'last';

/** The phrases of a language, or every problem of its file. Languages may share a workshop. */
export function readPhrases(
  file: unknown,
  name: string,
  workshop: Workshop = createWorkshop(),
): { phrases: LanguagePhrases; problems: readonly string[] } {
  const problems: string[] = [];
  const report = (problem: string) => problems.push(`${name}: ${problem}`);
  const read: Section[] = [];
  const abbreviations = new Set<string>();
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    report('is not an object of concepts');
    const nothing = { sections: read, prefixes: [], suffixes: [], abbreviations: [] };
    return { phrases: { ...nothing, customs: NO_CUSTOMS }, problems };
  }
  const sections = file as Readonly<Record<string, unknown>>;
  for (const concept of REQUIRED) {
    if (!Object.hasOwn(sections, concept)) {
      report(`the concept "${concept}" is missing`);
    }
  }
  for (const [concept, lines] of Object.entries(sections)) {
    if (BESIDE_CONCEPTS.has(concept)) {
      continue;
    }
    if (!isConcept(concept)) {
      report(`"${concept}" is not a concept; docs/understanding.md lists them`);
    } else if (isTextList(lines)) {
      const section: Section = { concept, lines, signs: lines.map(glanceAt) };
      read.push(section);
      checkLines(section, { abbreviations, workshop, report });
    } else {
      report(`"${concept}" must be a list of phrases`);
    }
  }
  return {
    phrases: {
      sections: read,
      prefixes: readJoined(sections['prefixes'], 'prefixes', report),
      suffixes: readJoined(sections['suffixes'], 'suffixes', report),
      abbreviations: [...abbreviations],
      customs: readCustoms(sections, report),
    },
    problems,
  };
}

function readCustoms(
  { postpositions = [], clock, afterCannot, verb }: Readonly<Record<string, unknown>>,
  report: (problem: string) => void,
): Customs {
  const isList = isTextList(postpositions) && postpositions.every(isConcept);
  if (!isList) {
    report('"postpositions" must be a list of concepts that may follow their day');
  }
  if (clock !== undefined && clock !== SUNRISE) {
    report(`"clock" can only be "${SUNRISE}"; leave it out for the one that begins at midnight`);
  }
  if (afterCannot !== undefined && afterCannot !== INFINITIVE) {
    report(`"afterCannot" can only be "${INFINITIVE}"; leave it out where other forms may follow`);
  }
  if (verb !== undefined && verb !== LAST) {
    report(`"verb" can only be "${LAST}"; leave it out where the verb does not end its clause`);
  }
  return {
    verbLast: verb === LAST,
    infinitiveOnly: afterCannot === INFINITIVE,
    postpositions: isList ? (postpositions as readonly Concept[]) : [],
    fromSunrise: clock === SUNRISE,
  };
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((line) => typeof line === 'string');
}

/** What is gathered while a file is read. */
interface Gathering {
  readonly abbreviations: Set<string>;
  readonly workshop: Workshop;
  readonly report: (problem: string) => void;
}

function checkLines({ concept, lines, signs }: Section, gathering: Gathering): void {
  const { workshop, report } = gathering;
  const twice = areDistinct(signs) ? [] : lines.filter((line, at) => lines.indexOf(line) !== at);
  for (const line of new Set(twice)) {
    report(`"${concept}" has "${line}" twice`);
  }
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] as string;
    const bits = signs[at] as number;
    // Most lines are sound at a glance, and are opened only when they are needed.
    const problem = isSound(line, bits) ? null : findProblem(line, workshop);
    if (problem !== null) {
      report(`"${concept}": "${line}" ${problem}`);
    }
    if ((bits & DOTS) !== 0) {
      addAbbreviations(line, gathering);
    }
  }
}

/** What is wrong with a line, in words; null where nothing is. */
function findProblem(line: string, workshop: Workshop): string | null {
  const parts = readPattern(line, workshop);
  if (parts === null || parts.length === 0) {
    return 'cannot be read; check its brackets, and that it has words';
  }
  const readings = countReadings(parts);
  if (readings > MOST_READINGS) {
    return `has ${readings} readings; at most ${MOST_READINGS}`;
  }
  return beginsWithWord(parts) ? null : 'begins with a gap, or with what only follows';
}

/** Whether every wording begins with a word of its own, and one is not empty. */
function beginsWithWord(parts: readonly Part[]): boolean {
  for (const part of parts) {
    let optional = false;
    for (const [first] of part) {
      optional ||= first === undefined;
      if (first !== undefined && (first.flags & (GAP | AHEAD | END)) !== 0) {
        return false;
      }
    }
    if (!optional) {
      return true;
    }
  }
  return false;
}

/** Words written with a full stop ("kl."), which then ends no sentence. */
function addAbbreviations(line: string, { abbreviations }: Gathering): void {
  for (const piece of line.split(/[\s\-()[\]|]+/)) {
    if (piece.length > 1 && piece.endsWith('.') && piece !== '...') {
      abbreviations.add(normaliseWord(piece.replace(/^[>=]/, '').slice(0, -1)));
    }
  }
}

function readJoined(
  value: unknown,
  name: string,
  report: (problem: string) => void,
): readonly Joined[] {
  if (value === undefined) {
    return [];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report(`"${name}" must be an object: what is joined → its concept, or "" for none`);
    return [];
  }
  const result: Joined[] = [];
  for (const [text, concept] of Object.entries(value)) {
    if (concept !== '' && !isConcept(String(concept))) {
      report(`"${name}": "${String(concept)}" is not a concept`);
    } else {
      result.push({
        text: normaliseWord(text),
        concept: isConcept(String(concept)) ? (String(concept) as Concept) : null,
      });
    }
  }
  return result.sort((one, other) => other.text.length - one.text.length);
}
