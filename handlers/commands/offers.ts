/**
 * `/offers`: where else somebody can find help. Told privately, also to mothers; passed on to one mother by a
 * volunteer. Nothing is noted about who asked or was told.
 */

import { afterQuiet } from '../../bot/calendar.ts';
import {
  type Command,
  type Context,
  everybodyOfRole,
  isLeftAlone,
  membersOfRole,
  runsGroup,
} from '../../bot/context.ts';
import { nearestWord } from '../../bot/nearest-word.ts';
import { describeOffer, type Offer, offersFor } from '../../bot/offers.ts';
import type { Group, LanguageTag, Member } from '../../bot/types.ts';
import { findMember } from '../reading/find-member.ts';
import { fold } from '../reading/fold.ts';
import { wordsOf } from '../reading/words.ts';
import { Refusal } from './refusal.ts';
import { EVERYBODY } from './roles.ts';

/** A shorter word is too little to know what is meant, also where it is part of a longer one. */
const SHORTEST_PART = 4;
const LIFETIME_MS = 24 * 60 * 60 * 1000;

export const offers: Command = {
  id: 'offers',
  roles: EVERYBODY,
  groupless: true,
  run(ctx, { words }) {
    const all = offersIn(ctx, ctx.language);
    const { found, name } = read(ctx, words, all);
    const [only] = found;
    if (found.length === 0) {
      throw new Refusal('error.offer_unknown');
    }
    if (!only || found.length > 1) {
      tell(ctx, describeList(ctx, all, found));
    } else if (name === '') {
      tell(ctx, describeOffer(only));
    } else {
      passOn(ctx, { index: all.indexOf(only), name });
    }
  },
};

function offersIn(ctx: Context, language: LanguageTag): Offer[] {
  return offersFor(
    ctx,
    language,
    ctx.groups.map(({ municipality }) => municipality),
  );
}

/** What the line is about, and to whom it is to be passed on: "", "3", "vold", "3 til Amina". */
function read(
  ctx: Context,
  words: string,
  all: readonly Offer[],
): { found: readonly Offer[]; name: string } {
  const parts = words.split(' ').filter((part) => part !== '');
  if (parts.length === 0) {
    return { found: all, name: '' };
  }
  const mayPassOn = groupsSheRuns(ctx).length > 0;
  for (let length = parts.length; length >= 1; length -= 1) {
    const found = find(parts.slice(0, length).join(' '), all);
    const rest = parts.slice(length);
    if (found.length > 0 && (rest.length === 0 || mayPassOn)) {
      return { found, name: withoutTo(ctx, rest).join(' ') };
    }
  }
  // A mother may say more than one word: what fits any of them.
  return { found: mayPassOn ? [] : parts.flatMap((part) => find(part, all)).slice(0, 1), name: '' };
}

function withoutTo(ctx: Context, parts: readonly string[]): readonly string[] {
  const [first = '', ...rest] = parts;
  return wordsOf(ctx, 'words.to').includes(fold(first)) ? rest : parts;
}

/** By its number, else by its name, else by what it is for; a letter or two may be wrong. */
function find(query: string, all: readonly Offer[]): readonly Offer[] {
  const wanted = fold(query.replace(/[.,:!?]+$/, ''));
  if (/^\d{1,3}$/.test(wanted)) {
    return all.slice(Number(wanted) - 1, Number(wanted));
  }
  const named = all.filter((offer) => fold(offer.title).includes(wanted));
  if (named.length > 0 && wanted.length >= SHORTEST_PART) {
    return named;
  }
  const wordsFor = (offer: Offer): string[] => offer.words.map((word) => fold(word.trim()));
  const meant = all.filter((offer) => wordsFor(offer).includes(wanted));
  if (meant.length > 0 || wanted.length <= SHORTEST_PART) {
    return meant;
  }
  const near = nearestWord(
    wanted,
    all.flatMap(wordsFor).filter((word) => word.length > SHORTEST_PART),
  );
  return near === null ? [] : all.filter((offer) => wordsFor(offer).includes(near));
}

/** In the mothers' group nothing of it is said: who asks there, and has no other chat, hears where to ask. */
function tell(ctx: Context, text: string): undefined {
  if (!ctx.answerPrivately(text)) {
    ctx.answer(ctx.say(ctx.language, 'offers.directly'));
  }
}

function describeList(ctx: Context, all: readonly Offer[], found: readonly Offer[]): string {
  const staff = groupsSheRuns(ctx).length > 0;
  return [
    ctx.say(ctx.language, 'offers.title'),
    ...found.map((offer) =>
      ctx.say(ctx.language, 'offers.line', { number: all.indexOf(offer) + 1, title: offer.title }),
    ),
    ctx.say(ctx.language, staff ? 'offers.how_staff' : 'offers.how'),
  ].join('\n');
}

/** By her name; whoever has no direct chat, or wants to be left in peace, is given it by the volunteer. */
function passOn(ctx: Context, { index, name }: { index: number; name: string }): undefined {
  if (ctx.where === 'group') {
    tell(ctx, ctx.say(ctx.language, 'offers.not_here'));
    return;
  }
  const { mother, group } = motherCalled(ctx, name);
  const language = mother.language ?? group.languages[0] ?? 'da';
  const offer = offersIn(ctx, language)[index];
  if (!offer) {
    return;
  }
  const isReached = mother.directChat !== null && !isLeftAlone(mother);
  if (offer.careful || !isReached) {
    const key = offer.careful ? 'offers.careful' : 'offers.forward';
    ctx.answerPrivately(ctx.say(ctx.language, key, { name: mother.name }));
    ctx.answerPrivately(describeOffer(offer));
    return;
  }
  const greeting = ctx.say(language, 'offers.passed', {
    name: mother.name,
    sender: ctx.member.name,
  });
  ctx.store.outbox.queue({
    key: `offer:${ctx.source.toString('hex')}`,
    group: group.id,
    member: mother.id,
    message: { kind: 'text', text: `${greeting}\n\n${describeOffer(offer)}` },
    // A volunteer may write late in the evening: it reaches her in the morning.
    dueAt: afterQuiet(ctx.now, group.zone),
    expiresAt: ctx.now + LIFETIME_MS,
    unprompted: true,
  });
  ctx.answerPrivately(ctx.say(ctx.language, 'offers.sent', { name: mother.name }));
}

function groupsSheRuns(ctx: Context): readonly Group[] {
  return ctx.groups.filter((group) => runsGroup(ctx.inGroup(group).role));
}

/** Whoever is named in no list is found by her whole name alone. */
function motherCalled(ctx: Context, name: string): { mother: Member; group: Group } {
  const groups = groupsSheRuns(ctx);
  const [first = ctx.group] = groups;
  const wanted = fold(name.replace(/[.,!?]+$/, '')).trim();
  const groupOf = (mother: Member): Group =>
    groups.find((group) => ctx.store.members.roleIn(group.id, mother.id) === 'mother') ?? first;
  const mothers = (find: typeof membersOfRole): Member[] =>
    groups.flatMap((group) => find(ctx.inGroup(group), 'mother'));
  const exact = mothers(everybodyOfRole).filter((mother) => fold(mother.name) === wanted);
  const [only] = exact;
  if (only && exact.every(({ id }) => id === only.id)) {
    return { mother: only, group: groupOf(only) };
  }
  const listed = new Map(mothers(membersOfRole).map((mother) => [mother.id, mother]));
  const mother = findMember(ctx, wanted, [...listed.values()]);
  return { mother, group: groupOf(mother) };
}
