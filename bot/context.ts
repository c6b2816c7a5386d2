/**
 * All that a handler or a flow may see and do. Both are synchronous functions inside one
 * transaction: they read rows, write rows and queue messages. Neither can reach the network.
 */

import type { Store } from '../data/store.ts';
import type { Twin } from '../data/twins.ts';
import type { Say } from './say.ts';
import type {
  CommandId,
  Event,
  Group,
  GroupKind,
  LanguageTag,
  LocalDate,
  Meeting,
  Member,
  MemberId,
  MessageId,
  Outbound,
  Post,
  Queued,
  Role,
  Understanding,
} from './types.ts';

export type { DoneDeed } from '../data/deeds.ts';
export type { Dialogue } from '../data/dialogues.ts';
export type { FollowUp } from '../data/follow-ups.ts';
export type { LogEntry, LogPartKind } from '../data/logbook.ts';
export type { MeetingPlan, MeetingTime } from '../data/meetings.ts';
export type { OutboxView } from '../data/outbox-views.ts';
export type { Store } from '../data/store.ts';
export type { Say, SayKey, SayValues } from './say.ts';

/** An answer that comes later than this after its question is not worth giving. */
export const ANSWER_LIFETIME_MS = 60 * 60 * 1000;

/** Whether nothing is said to her that she has not asked for by writing. */
export function isLeftAlone({ quiet, spared }: Member): boolean {
  return quiet || spared;
}

/** Whether a text is a command: it begins with a slash. */
export function isCommand(text: string): boolean {
  return text.trimStart().startsWith('/');
}

/** A text of a few languages in one message: Danish first, then the group's. */
export type Compose = (language: LanguageTag) => string;

/** What a handler or flow can bring about, for one group. */
export interface Voice {
  readonly now: number;
  readonly group: Group;
  readonly store: Store;
  readonly say: Say;
  /** The group's meetings, by time. */
  meetings(): readonly Meeting[];
  /** The languages the group is written to in: Danish first, then its own. */
  languages(): readonly LanguageTag[];
  /** One text in all the group's languages. */
  inEveryLanguage(compose: Compose): string;
  /** Queues a message to the group's chat; nothing happens where its key was queued before. */
  tellGroup(message: GroupMessage): undefined;
  /**
   * Queues a message to a member's direct chat; false where she has not opened one: the bot never
   * writes first.
   */
  tellMember(message: MemberMessage): boolean;
  /**
   * Queues a message to those who run the group: to their chat, or where they have none to each of them
   * who has opened a direct chat. False where nobody can be told.
   */
  tellStaff(message: GroupMessage): boolean;
  /** The language those who run the group are written to together. */
  staffLanguage(): LanguageTag;
  /** The meetings changed: flows look at the group again, messages of this meeting are dropped. */
  meetingChanged(meeting: Meeting): undefined;
}

export interface GroupMessage {
  readonly key: string;
  readonly message: Outbound;
  /** The message is void as soon as this meeting changes. */
  readonly meeting?: Meeting;
  readonly expiresAt: number;
  readonly post?: Queued['post'];
}

export interface MemberMessage extends GroupMessage {
  readonly member: Member;
}

/**
 * Where something happened: in the mothers' group, in the chat of those who run it, directly with the
 * bot, or in a chat that is none of these yet.
 */
export type Where = 'group' | 'staff' | 'direct' | 'elsewhere';

/** One event, and what can be done about it. */
export interface Context extends Voice {
  readonly event: Event;
  readonly where: Where;
  readonly member: Member;
  readonly role: Role;
  /** Present where she is in no group any more: only what concerns herself is done for her. */
  readonly former?: true;
  /** All groups she is in, where she wrote directly; otherwise the one she wrote in. */
  readonly groups: readonly Group[];
  /** What the words (or the emoji) mean; null for other events. */
  readonly understanding: Understanding | null;
  /** The bot's own message that was quoted, reacted to or voted in. */
  readonly post: Post | null;
  /** Keyed hash of the message (or of post and member): what its statements are known by. */
  readonly source: Buffer;
  /** The language to answer her in. */
  readonly language: LanguageTag;
  /** The bot's one reaction on her message; empty takes it back. */
  react(emoji: string): undefined;
  /** Answers in the same chat, quoting her message. */
  answer(text: string): undefined;
  /**
   * Answers where mothers do not read it: in the staff chat, or in her direct chat. False where she has
   * opened none. Asked in the mothers' group, a reaction says that it was seen.
   */
  answerPrivately(text: string, post?: PollAnswer): boolean;
  /** As `answerPrivately`, at a later instant, unless `discard`ed in the outbox by its key before. */
  remindPrivately(reminder: PrivateReminder): undefined;
  /** Takes the bot's reaction from somebody's message in this chat, where there is one. */
  withdrawReaction(message: MessageId): undefined;
  /** The days and times a text names, as its writer means them at this moment, or as on another day. */
  readWhen(text: string, asOn?: LocalDate): When;
  /** The same event, seen from another of her groups. */
  inGroup(group: Group): Context;
}

/** A poll as an answer, and what its options mean. */
export interface PollAnswer {
  /** Void as soon as this meeting changes. */
  readonly meeting?: Meeting;
  readonly post: NonNullable<Queued['post']>;
  readonly multiple: boolean;
}

export interface PrivateReminder {
  readonly key: string;
  readonly text: string;
  readonly dueAt: number;
  readonly expiresAt: number;
}

/** Days, ranges of days (both ends included) and times found in a text, in its order. */
export interface When {
  readonly dates: readonly LocalDate[];
  readonly ranges: readonly { readonly from: LocalDate; readonly to: LocalDate }[];
  readonly times: readonly string[];
}

/** An event's answer. The first in the list that accepts it handles it. */
export interface Handler {
  readonly name: string;
  /** Present where it also serves somebody who is in no group any more. */
  readonly former?: true;
  accepts(ctx: Context): boolean;
  handle(ctx: Context): undefined;
}

/** A named handler: `/name`. */
export interface Command {
  /** Its part of the keys `command.<id>.names|usage|about`. */
  readonly id: CommandId;
  /** Who may use it. */
  readonly roles: readonly Role[];
  /** Present where it is the same for all her groups: nobody is asked which one she means. */
  readonly groupless?: true;
  /** Present where it may be given in a chat that the bot does not know yet. */
  readonly elsewhere?: true;
  /** Present where somebody who is in no group any more may use it. */
  readonly former?: true;
  /** Present where its name is an everyday word: it needs its slash. */
  readonly everyday?: true;
  /** Present where it makes sense for groups of one kind only. */
  readonly kind?: GroupKind;
  /** Present where at home visits the mother may use it too: there are two who agree. */
  readonly both?: true;
  /** Present where its moment does not pass: it is carried out however late it is found. */
  readonly evenLate?: true;
  run(ctx: Context, call: CommandCall): undefined;
  /** Does what `run` proposed, once the asker has seen it and said yes. @throws Refusal where it fits no more */
  carryOut?(ctx: Context, change: unknown): undefined;
  /** Takes back what the command noted as done; answers with a text for the asker. @throws Refusal where it fits no more */
  undo?(ctx: Context, before: unknown): string;
}

export interface CommandCall {
  /** What came after the command's name, trimmed. */
  readonly words: string;
  /** Every command there is: `/help` shows those that the asker may use. */
  readonly commands: readonly Command[];
}

/** One thing that time brings to a group. */
export interface Occurrence {
  /** Unique for ever, made of local days and never of instants: it survives a change of zone. */
  readonly key: string;
  readonly dueAt: number;
  /** Not brought any more from then on. */
  readonly expiresAt: number;
  run(): undefined;
}

/** What time brings. */
export interface Flow {
  /** Its name: a group switches it off by this. */
  readonly name: FlowName;
  /** Present where it is brought to groups of one kind only. */
  readonly kind?: GroupKind;
  /** Everything that is due, was lately due or comes next for the group. */
  occurrences(voice: Voice): readonly Occurrence[];
}

export type FlowName =
  | 'check-in'
  | 'staffing'
  | 'task-reminder'
  | 'pulse'
  | 'topic-poll'
  | 'topic-result'
  | 'wishes'
  | 'after-meeting'
  | 'away-hint'
  | 'newcomer-hint'
  | 'follow-up'
  | 'log-prompt'
  | 'introduction'
  | 'welcome'
  | 'farewell'
  | 'reminder'
  | 'weekly-summary'
  | 'possible-twin'
  | 'holidays';

/** Whether a flow is brought to a group: it is of its kind, and nobody switched it off. */
export function isOn(flow: Flow, { kind, off }: Group): boolean {
  return (flow.kind === undefined || flow.kind === kind) && !off.includes(flow.name);
}

/** Whether somebody of this role runs the group: what she writes changes it, and she may see names. */
export function runsGroup(role: Role): boolean {
  return role === 'volunteer' || role === 'coordinator';
}

/**
 * The members of one role who are asked for and counted, with the ids that RSVPs and attendance use.
 * Whoever is protected or spared is not among them.
 */
export function membersOfRole(voice: Voice, role: Role): Member[] {
  return everybodyOfRole(voice, role).filter((member) => !member.protected && !member.spared);
}

/** The same with those who are not counted: for what is done for one of them, never for a list. */
export function everybodyOfRole(voice: Voice, role: Role): Member[] {
  return voice.store.members
    .inGroup(voice.group.id)
    .filter((membership) => membership.role === role)
    .map((membership) => membership.member);
}

/**
 * Whether somebody who runs the group may say that two are one. Where one of the two runs a group, she
 * alone: her rights and her private chat would go to whoever shows her name.
 */
export function mayDecide(store: Store, { newer, other }: Twin, asked: MemberId): boolean {
  const concerned = [newer, other].filter((id) =>
    store.members.groupsOf(id).some(({ role }) => runsGroup(role)),
  );
  return concerned.length === 0 || concerned.includes(asked);
}

/** Stands for somebody who shows no name. */
export const NAMELESS = '?';

/** Names by id, in a list's order. */
export function namesOf(members: readonly Member[], ids: readonly MemberId[]): string[] {
  return members
    .filter((member) => ids.includes(member.id))
    .map((member) => member.name || NAMELESS);
}
