/**
 * What a message means: the engine that joins all the steps.
 * Made once at the start from the loaded languages; called for every message.
 * It must never read the clock, the disk or the network, and never remember a message.
 */

import type { LocalDate, LocalTime, Understand, Understanding, World } from '../types.ts';
import { attachDays } from './attach-days.ts';
import { type Ranking, rankLanguages } from './choose.ts';
import type { Claim, Doubt } from './claims.ts';
import { cutClauses } from './clauses.ts';
import { ANSWERS, DAY, SAYS } from './codes.ts';
import { findDates } from './dates.ts';
import { formatDay } from './day-numbers.ts';
import { type Item, makeItems, meansAny } from './items.ts';
import type { Lexicon } from './lexicon.ts';
import { findPhrases, type Matches } from './match.ts';
import { markNames } from './names.ts';
import { readMessage } from './read-message.ts';
import { makeScene, type Scene } from './scene.ts';
import { settle } from './settle.ts';
import { findTimes } from './times.ts';
import { tokenise } from './tokenise.ts';

/** Of a long message only the beginning is accounted for word by word. */
const MOST_EVIDENCE = 40;

const NOTHING_SEEN = 'no words about coming';

/** Languages that explain nearly as much as the first one are read too, to compare. */
const NEARLY = 0.8;

export interface Engine {
  readonly understand: Understand;
  /** The days and times that a text names, in its order, as its writer means them then. */
  readonly readWhen: (text: string, world: World) => When;
}

export interface When {
  readonly dates: readonly LocalDate[];
  /** Both ends included. */
  readonly ranges: readonly { readonly from: LocalDate; readonly to: LocalDate }[];
  readonly times: readonly LocalTime[];
}

/** The engine over a lexicon. */
export function createEngine(lexicon: Lexicon): Engine {
  return {
    understand: (text, world) => {
      const sight = look(text, world, lexicon);
      return maySay(sight) ? compare(read(sight), sight) : silence(sight);
    },
    readWhen: (text, world) => whenOf(placeDays(look(text, world, lexicon))),
  };
}

/** Most messages have no word of coming, nor a day with an answer, and need no reading. */
function maySay({ matches: { kinds }, scene }: Sight): boolean {
  const answersDay = (kinds & DAY) !== 0 && (kinds & ANSWERS) !== 0;
  return scene.reply !== null || (kinds & SAYS) !== 0 || answersDay;
}

function silence({ ranking, lexicon }: Sight): Understanding {
  return {
    statements: [],
    ask: null,
    unclear: null,
    language: lexicon.tags[ranking.order[0] ?? -1] ?? null,
    rule: null,
    evidence: [NOTHING_SEEN],
  };
}

function look(text: string, world: World, lexicon: Lexicon): Sight {
  const matches = findPhrases(tokenise(text, lexicon), lexicon);
  const ranking = rankLanguages(matches, lexicon, world.languages);
  return { matches, ranking, lexicon, scene: makeScene(world) };
}

function whenOf(items: readonly Item[]): When {
  const spans = items.flatMap((item) => item.spans ?? []);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    dates: spans
      .filter(({ kind, broken }) => kind === 'day' && broken !== true)
      .map(({ from }) => formatDay(from)),
    ranges: spans
      .filter(({ kind, broken }) => kind !== 'day' && broken !== true)
      .map(({ from, to }) => ({ from: formatDay(from), to: formatDay(to) })),
    times: items
      .filter(({ kind }) => kind === 'time')
      .map(({ minutes = 0 }) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`),
  };
}

interface Sight {
  readonly matches: Matches;
  readonly ranking: Ranking;
  readonly lexicon: Lexicon;
  readonly scene: Scene;
}

function placeDays({ matches, ranking, lexicon, scene }: Sight): readonly Item[] {
  const { customs } = lexicon;
  const first = ranking.order[0] ?? -1;
  // Figures and marks belong to no language of their own, but to the message's.
  const fromSunrise = (language: number) =>
    customs[language < 0 ? first : language]?.fromSunrise ?? false;
  return findDates(
    findTimes(markNames(makeItems(matches, ranking, lexicon)), {
      scene,
      fromSunrise,
    }),
    scene,
  );
}

/** One reading, with one language preferred. */
function read(sight: Sight): Understanding {
  const { ranking, lexicon, scene } = sight;
  const items = placeDays(sight);
  const clauses = attachDays(cutClauses(items));
  const readings = readMessage(clauses, { items, scene });
  const ask = readings.find((one) => one.kind === 'ask') ?? null;
  const settled = settle(
    readings.filter((one): one is Claim | Doubt => one.kind !== 'ask'),
    scene,
  );
  const language = lexicon.tags[settled.language] ?? lexicon.tags[ask?.language ?? -1] ?? null;
  const silent = settled.evidence.length === 0 && ask === null;
  return {
    statements: settled.statements,
    ask: ask?.ask ?? null,
    unclear: settled.unclear,
    language: language ?? lexicon.tags[ranking.order[0] ?? -1] ?? null,
    rule: settled.rule,
    evidence: silent
      ? [NOTHING_SEEN]
      : [
          ...seen(items, lexicon),
          ...settled.evidence,
          ...(ask === null ? [] : [`asks: ${ask.ask}`]),
        ],
  };
}

/** The phrases of our own files that were found, without the small words. */
function seen(items: readonly Item[], lexicon: Lexicon): readonly string[] {
  return items
    .slice(0, MOST_EVIDENCE)
    .filter(
      (item) => item.kind === 'concept' && !meansAny(item, ['filler', 'word', 'and', 'dayMark']),
    )
    .map(
      ({ concepts, text, language }) =>
        `${lexicon.tags[language]}: "${text}" is ${concepts.join(' or ')}`,
    );
}

/** Reads again in a language that explains the message nearly as well; opposite readings are unclear. */
function compare(first: Understanding, sight: Sight): Understanding {
  const [best, second] = sight.ranking.order;
  const scores = sight.matches.scores;
  const isNear =
    best !== undefined &&
    second !== undefined &&
    (scores[second] ?? 0) >= NEARLY * (scores[best] ?? 0);
  if (!isNear || first.statements.length === 0) {
    return first;
  }
  const preference = sight.ranking.preference.slice();
  preference[second] = (sight.ranking.preference[best] ?? 0) + 1;
  const order = [second, best, ...sight.ranking.order.slice(2)];
  const other = read({ ...sight, ranking: { order, preference } });
  const opposed = first.statements.some(({ date, answer }) =>
    other.statements.some((one) => one.date === date && isOpposite(answer, one.answer)),
  );
  if (!opposed) {
    return first;
  }
  const reason = 'two languages read it in opposite ways';
  return {
    ...first,
    statements: [],
    unclear: reason,
    rule: null,
    evidence: [...first.evidence, `unclear: ${reason}`],
  };
}

function isOpposite(one: string, other: string): boolean {
  return (one === 'yes' && other === 'no') || (one === 'no' && other === 'yes');
}
