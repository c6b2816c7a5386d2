/**
 * Where else somebody can find help: organisations for the whole country, which are shipped, and what was
 * entered for a municipality. Pure; asked by `/offers`. Nothing is ever noted about who asked or was told.
 */

import shipped from '../data/shipped/offers.json' with { type: 'json' };
import type { Say, SayKey, Store } from './context.ts';
import type { LanguageTag } from './types.ts';

/** An offer in the words of one language. */
export interface Offer {
  readonly title: string;
  readonly about: string;
  readonly link: string | null;
  readonly phone: string | null;
  /** It may be dangerous for her if somebody else reads it on her phone. */
  readonly careful: boolean;
  /** What people call what it is for, in any language. */
  readonly words: readonly string[];
}

interface Shipped {
  readonly id: string;
  readonly link: string | null;
  readonly phone: { readonly number: string; readonly source: string } | null;
  readonly careful: boolean;
}

/** For the whole country, in the order they are numbered. */
export const NATIONAL_OFFERS: readonly Shipped[] = shipped.offers;

/** The national ones first, so that their numbers stay; then those of the municipalities. */
export function offersFor(
  { store, say }: { readonly store: Store; readonly say: Say },
  language: LanguageTag,
  municipalities: readonly (string | null)[],
): Offer[] {
  const wanted = new Set(municipalities.flatMap((name) => (name ? [plainName(name)] : [])));
  const local = store.offers
    .all()
    .filter(({ municipality }) => wanted.has(plainName(municipality)));
  return [
    ...NATIONAL_OFFERS.map(({ id, link, phone, careful }) => ({
      title: say(language, `offer.${id}.title` as SayKey),
      about: say(language, `offer.${id}.about` as SayKey),
      ...{ link, phone: phone?.number ?? null, careful },
      words: say.everyLanguage(`words.offer.${id}` as SayKey).flatMap((list) => list.split(',')),
    })),
    ...local.map(({ title, about, link }) => ({
      ...{ title, about, link, phone: null, careful: false },
      words: `${title} ${about}`.split(/[\s.,;:()/!?-]+/),
    })),
  ];
}

/** A municipality as people write it: with its word or without. */
export function plainName(municipality: string): string {
  return municipality
    .trim()
    .toLowerCase()
    .replace(/\s+kommune$/, '');
}

/** All that is to be known of it, as one message. */
export function describeOffer({ title, about, link, phone }: Offer): string {
  return [
    `*${title}*`,
    about,
    ...(phone === null ? [] : [`☎️ ${phone}`]),
    ...(link === null ? [] : [`🔗 ${link}`]),
  ].join('\n');
}
