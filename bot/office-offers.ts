/**
 * Local offers, and what came of the short questions, for people outside the chats. Part of `office.ts`. It
 * gives out no figure from fewer than five answers.
 */

import type { LocalOffer } from '../data/offers.ts';
import type { PulseCount } from '../data/pulse.ts';
import { BadInput, NotFound } from './bad-input.ts';
import type { Store } from './context.ts';
import type { Input } from './group-input.ts';
import { plainName } from './offers.ts';
import { type Shown, showCounts, showTogether } from './pulse.ts';
import type { Clock, GroupId } from './types.ts';

/** The figures of one quarter; `group` null: of all groups together. */
export interface PulseView {
  readonly group: GroupId | null;
  readonly period: string;
  readonly questions: readonly Shown[];
}

const LONGEST = { municipality: 60, title: 80, about: 300, link: 300 } as const;
const SHORTEST = 2;

/** The office's queries and commands on offers. */
export function createOfferOffice({
  store,
  clock,
}: {
  readonly store: Store;
  readonly clock: Clock;
}) {
  return {
    /** All local offers, or those of one municipality. */
    offers(municipality?: string): LocalOffer[] {
      const all = store.offers.all();
      return municipality === undefined
        ? all
        : all.filter((offer) => plainName(offer.municipality) === plainName(municipality));
    },
    /** @throws BadInput where a text is missing or too long, the link is none, or no group is there to read it */
    addOffer(input: Input): { id: number } {
      if (store.groups.all().length === 0) {
        throw new BadInput(
          'municipality: there is no group yet that could read it; "group add" comes first',
        );
      }
      const offer = {
        municipality: readText(input, 'municipality'),
        title: readText(input, 'title'),
        about: readText(input, 'about'),
        link: input['link'] === undefined ? null : readLink(input),
      };
      return { id: store.transaction(() => store.offers.add(offer, clock.now())) };
    },
    /** @throws NotFound where there is none by that number */
    removeOffer(id: string): { id: number } {
      const number = /^\d{1,9}$/.test(id) ? Number(id) : 0;
      if (!store.transaction(() => store.offers.remove(number))) {
        throw new NotFound(
          `offer: there is none of number "${id.slice(0, 20)}"; "offer list" shows them`,
        );
      }
      return { id: number };
    },
  };
}

/** What the mothers of a group answered, by quarter; of all groups together where none is given. */
export function viewPulse(store: Store, group: GroupId | null): PulseView[] {
  const counts = store.pulse.counts().filter((count) => group === null || count.group === group);
  return [...Map.groupBy(counts, ({ period }) => period)].map(([period, own]) => ({
    ...{ group, period },
    questions: group === null ? showTogether(byGroup(own)) : showCounts(own),
  }));
}

function byGroup(counts: readonly PulseCount[]): PulseCount[][] {
  return [...Map.groupBy(counts, ({ group }) => group).values()];
}

function readText(input: Input, field: keyof typeof LONGEST): string {
  const given = input[field];
  const text = typeof given === 'string' ? given.replace(/\s+/g, ' ').trim() : '';
  if (text.length < SHORTEST || text.length > LONGEST[field]) {
    throw new BadInput(
      `${field}: a text of ${SHORTEST} to ${LONGEST[field]} characters is missing`,
    );
  }
  return text;
}

function readLink(input: Input): string {
  const link = readText(input, 'link');
  if (!/^https:\/\/[^\s/]+\.[^\s]+$/.test(link) || !URL.canParse(link)) {
    throw new BadInput(`link: "${link.slice(0, 60)}" is no address such as https://example.dk`);
  }
  return link;
}
