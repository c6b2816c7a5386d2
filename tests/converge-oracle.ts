/**
 * What must be recorded after a history, by the plainest reading of it: of each member and meeting
 * the newest statement that stands. Knows nothing of the bot; used by `converge-run.ts`.
 */

/** What a text, an option or an emoji says: an answer for a day; null: nothing. */
export type Meaning = { readonly answer: string; readonly date: string } | null;

interface Standing {
  readonly member: string;
  readonly meaning: Meaning;
  readonly turn: number;
}

export interface Oracle {
  /** A message, vote or reaction says this now, in place of what it said before. */
  say(source: string, member: string, meaning: Meaning): void;
  /** `member date answer`, sorted. */
  rsvps(): string[];
}

export function createOracle(): Oracle {
  const sources = new Map<string, Standing>();
  let turn = 0;
  return {
    say(source, member, meaning) {
      turn += 1;
      sources.set(source, { member, meaning, turn });
    },
    rsvps() {
      const latest = new Map<string, { turn: number; answer: string }>();
      for (const { member, meaning, turn: at } of sources.values()) {
        const key = meaning && `${member} ${meaning.date}`;
        if (key && at > (latest.get(key)?.turn ?? 0)) {
          latest.set(key, { turn: at, answer: meaning.answer });
        }
      }
      return [...latest].map(([key, { answer }]) => `${key} ${answer}`).sort();
    },
  };
}
