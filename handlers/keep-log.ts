/**
 * Puts something into the logbook, or holds it back and asks where it looks like what had better not be
 * kept. Used by `/log`, by the answers to its questions and by edits. Nothing is stored of what is held.
 */

import type { Context, LogPartKind, SayKey } from '../bot/context.ts';
import type { LanguageTag, LocalDate, MeetingId, MemberId } from '../bot/types.ts';
import { tellPrivately } from './commands/refusal.ts';
import {
  findSensitive,
  type GuardWords,
  listWords,
  type Sensitive,
  withoutSensitive,
} from './reading/find-sensitive.ts';

/** So long a text that is held back waits. */
const HELD_MS = 30 * 60 * 1000;
/** So long each question waits. */
const QUESTION_MS = 2 * 60 * 60 * 1000;

export type LogStep = 'how' | 'remember' | 'follow_up';

/** A question that waits for its answer. */
export interface Asking {
  readonly step: LogStep;
  /** The entry so far; null where nothing was stored yet. */
  readonly entry: string | null;
  readonly meeting: MeetingId | null;
  readonly language: LanguageTag;
}

type Into =
  | {
      readonly kind: LogPartKind;
      readonly entry: string | null;
      readonly meeting: MeetingId | null;
    }
  | { readonly kind: 'follow-up'; readonly member: MemberId; readonly date: LocalDate };

/** Something that is to be stored. */
export interface Draft {
  readonly text: string;
  /** The message it stands in: its keyed hash in hexadecimal. */
  readonly source: string;
  readonly into: Into;
  readonly language: LanguageTag;
  /** What is asked afterwards. */
  readonly next: Asking | null;
}

/** A draft that waits for a choice. */
export interface Held {
  readonly id: string;
  readonly draft: Draft;
}

/** What `/undo` takes back: an entry, or a follow-up by its message. */
export type LogDeed = { readonly entry: string } | { readonly followUp: string };

/** Stores a draft and says so; or holds it back (as `held`) and asks. */
export function keepOrAsk(ctx: Context, draft: Draft, held = draft): undefined {
  const found = findSensitive(draft.text, readGuardWords(ctx));
  if (found.length === 0) {
    keep(ctx, draft);
  } else {
    holdBack(ctx, held, found);
  }
}

/** Stores a draft without what looks sensitive; nothing where no word is left. */
export function keepWithout(ctx: Context, draft: Draft): undefined {
  const text = withoutSensitive(draft.text, findSensitive(draft.text, readGuardWords(ctx)));
  if (/[\p{L}\p{N}]/u.test(text)) {
    keep(ctx, { ...draft, text });
  } else {
    leave(ctx, draft);
  }
}

/** Stores nothing of a draft, and goes on with what comes next. */
export function leave(ctx: Context, { next, language }: Draft): undefined {
  tellPrivately(ctx, ctx.say(language, 'log.left'));
  if (next) {
    askNext(ctx, next);
  }
}

/** Stores a draft as it is, notes how to take it back, and goes on with what comes next. */
export function keep(ctx: Context, draft: Draft): undefined {
  const { into, next } = draft;
  if (into.kind === 'follow-up') {
    keepFollowUp(ctx, draft, into);
    return;
  }
  const source = Buffer.from(draft.source, 'hex');
  const isNew = ctx.store.logbook.ofSource(source) === null;
  const { group, member } = ctx;
  const entry = ctx.store.logbook.keep({
    ...{ source, kind: into.kind, text: draft.text, entry: into.entry, meeting: into.meeting },
    ...{ group: group.id, member: member.id, at: ctx.now },
  });
  ctx.store.followUps.removeSource(source);
  if (isNew && entry !== into.entry) {
    noteDeed(ctx, { entry });
  }
  if (next) {
    askNext(ctx, { ...next, entry: next.entry ?? entry });
  } else {
    sayKept(ctx, into.meeting, draft.language);
  }
}

function keepFollowUp(
  ctx: Context,
  draft: Draft,
  { member, date }: { member: MemberId; date: LocalDate },
): undefined {
  const source = Buffer.from(draft.source, 'hex');
  const isNew = ctx.store.followUps.ofSource(source) === null;
  ctx.store.followUps.keep({
    ...{ source, member, date, text: draft.text },
    ...{ group: ctx.group.id, at: ctx.now },
  });
  ctx.store.logbook.removeSource(source);
  // The flow that asks on its day looks at the group again.
  ctx.store.groups.touch(ctx.group.id);
  if (isNew) {
    noteDeed(ctx, { followUp: draft.source });
  }
  const name = ctx.store.members.get(member)?.name ?? '';
  tellPrivately(
    ctx,
    ctx.say(draft.language, 'follow_up.kept', { name, day: { day: date }, text: draft.text }),
  );
  if (draft.next) {
    askNext(ctx, draft.next);
  }
}

function noteDeed(ctx: Context, before: LogDeed): undefined {
  const { group, member } = ctx;
  ctx.store.deeds.note({
    ...{ group: group.id, member: member.id, command: 'log' },
    ...{ before, at: ctx.now },
  });
}

/** Takes away what a message put into the logbook. */
export function removeMessage(ctx: Context, hex: string): undefined {
  const source = Buffer.from(hex, 'hex');
  const { logbook, followUps } = ctx.store;
  const entry = logbook.ofSource(source)?.entry;
  logbook.removeSource(source);
  const wasFollowUp = followUps.removeSource(source);
  const isGone = entry !== undefined && !logbook.has(entry);
  forgetDeed(ctx, (deed) =>
    'entry' in deed ? isGone && deed.entry === entry : wasFollowUp && deed.followUp === hex,
  );
}

/** Forgets her last deed where it is that one: `/undo` then takes back what she did before it. */
export function forgetDeed(ctx: Context, isMeant: (deed: LogDeed) => boolean): undefined {
  const last = ctx.store.deeds.lastOf(ctx.member.id, 0);
  if (last?.command === 'log' && isMeant(last.before as LogDeed)) {
    ctx.store.deeds.forget(last.id);
  }
}

/** Says that it is in the logbook, and for which day. */
export function sayKept(
  ctx: Context,
  meetingId: MeetingId | null,
  language: LanguageTag,
): undefined {
  const meeting = ctx.meetings().find(({ id }) => id === meetingId);
  tellPrivately(
    ctx,
    meeting
      ? ctx.say(language, 'log.kept_day', { day: { day: meeting.date } })
      : ctx.say(language, 'log.kept'),
  );
}

/** Asks one of the questions; it takes the place of whatever else she was asked. */
export function askNext(ctx: Context, asking: Asking): undefined {
  openDialogue(ctx, { kind: 'log', state: asking, lifetimeMs: QUESTION_MS });
  const meeting = ctx.meetings().find(({ id }) => id === asking.meeting);
  const isFirst = asking.step === 'how' && meeting;
  tellPrivately(
    ctx,
    isFirst
      ? ctx.say(asking.language, 'log.ask_how_day', { day: { day: meeting.date } })
      : ctx.say(asking.language, `log.ask_${asking.step}`),
  );
}

/** What the same message said before is gone at once: she may have edited it out of fear. */
function holdBack(ctx: Context, draft: Draft, found: readonly Sensitive[]): undefined {
  removeMessage(ctx, draft.source);
  const held: Held = { id: `${draft.source.slice(0, 16)}-${ctx.now}`, draft };
  openDialogue(ctx, { kind: 'log-guard', state: held, lifetimeMs: HELD_MS });
  const { language } = draft;
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  const hasCpr = kinds.includes('cpr');
  const names = kinds.map((kind) => ctx.say(language, `log.looks_${kind}`));
  const choices = ['without', ...(hasCpr ? [] : ['as_is']), 'drop'];
  ctx.answerPrivately(
    ctx.say(language, hasCpr ? 'log.guard_cpr' : 'log.guard', {
      kinds: ctx.say.list(language, names),
    }),
    {
      multiple: false,
      post: {
        kind: 'log-guard',
        options: choices.map((choice) => ({
          text: ctx.say(language, `log.guard_${choice}` as SayKey),
          meaning: { choice: `${choice}:${held.id}` },
        })),
      },
    },
  );
}

interface Opening {
  readonly kind: 'log' | 'log-guard';
  readonly state: Asking | Held;
  readonly lifetimeMs: number;
}

function openDialogue(ctx: Context, { kind, state, lifetimeMs }: Opening): undefined {
  ctx.store.dialogues.ask({
    ...{ member: ctx.member.id, group: ctx.group.id, chat: ctx.event.chat.id },
    ...{ kind, state, askedAt: ctx.now, expiresAt: ctx.now + lifetimeMs },
  });
}

function readGuardWords(ctx: Context): GuardWords {
  const list = (key: SayKey) => listWords(ctx.say.everyLanguage(key));
  return {
    ...{ health: list('words.health'), streets: list('words.streets') },
    ...{ notStreets: list('words.not_streets'), counted: list('words.counted') },
  };
}
