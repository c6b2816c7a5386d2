/**
 * The nouns of Holdepunkt, and nothing else: every other file may import this one, it imports none but its own
 * parts in `bot/types/`.
 *
 * group       a mothers' group: one WhatsApp group, one meeting a week, for a course of some months
 * member      anyone in such a chat; her role in a group: mother, volunteer, nurse, partner, coordinator
 * meeting     one weekly occurrence: planned, moved, cancelled or held
 * statement   what somebody said about herself for one meeting: yes, no or maybe; perhaps late
 * RSVP        her latest statement that still stands
 * attendance  whether she came, as a volunteer recorded it; never derived from an RSVP
 * channel     WhatsApp, or the simulator that pretends to be it
 * event       what happened in a chat
 * understanding  what a message means
 * context     all that a handler may see and do
 * handler     an event's answer; a command is a named one
 * flow        what time brings
 * store       the rows
 * outbox      what is to be said
 * locale      a language
 * clock       what time it is
 *
 * Units live in names: `…At` epoch milliseconds, `…Ms` a duration, `…Date` a local day `YYYY-MM-DD`,
 * `…Time` a local time `HH:MM`.
 */

import type { Outbound } from './types/channel.ts';
import type {
  ChatId,
  GroupId,
  LanguageTag,
  LocalDate,
  LocalTime,
  MeetingId,
  MemberId,
  Weekday,
} from './types/ids.ts';

export type * from './types/channel.ts';
export type * from './types/ids.ts';

export type Role = 'mother' | 'volunteer' | 'nurse' | 'partner' | 'coordinator';
export type Answer = 'yes' | 'no' | 'maybe';
export type MeetingStatus = 'planned' | 'moved' | 'cancelled' | 'held';

// ---------------------------------------------------------------- understanding

export interface Statement {
  readonly date: LocalDate;
  readonly answer: Answer;
  readonly late?: true;
}

export type Ask = 'when' | 'where';

/** One meeting as understanding sees it. */
export interface WorldMeeting {
  readonly date: LocalDate;
  readonly start: LocalTime;
  readonly end: LocalTime;
  readonly cancelled?: true;
  /** The day it was planned for, where it was moved to another day. */
  readonly movedFrom?: LocalDate;
}

/** What a message's meaning depends on, beside its words. */
export interface World {
  /** By date; the past two weeks and all that are known to come. */
  readonly meetings: readonly WorldMeeting[];
  /** Local day and time at which it was sent, in the group's zone. */
  readonly sentDate: LocalDate;
  readonly sentTime: LocalTime;
  /** Set where it quotes (or reacts to) the bot's reminder or poll: the day of that meeting. */
  readonly replyTo?: LocalDate;
  /** The sender's own language, then the group's. A hint for what is ambiguous, never a limit. */
  readonly languages: readonly LanguageTag[];
}

/** What a message means. At most one statement a date, by date. */
export interface Understanding {
  readonly statements: readonly Statement[];
  readonly ask: Ask | null;
  /** Why it is probably about coming, but not safely yes or no. Then there are no statements. */
  readonly unclear: string | null;
  /** The language it was read in; null where no words decided. */
  readonly language: LanguageTag | null;
  /** Which rule gave the first statement, in words of our own; null where there is none. */
  readonly rule: string | null;
  /** Why, in words: one line for each thing that was seen. Never the text itself. */
  readonly evidence: readonly string[];
}

/** A message's meaning in its world. Pure: the same in, the same out. */
export type Understand = (text: string, world: World) => Understanding;

// ---------------------------------------------------------------- rows

/** When a reminder goes out: so many calendar days before the meeting, at a local time. */
export interface ReminderSlot {
  readonly daysBefore: number;
  readonly time: LocalTime;
}

/** `group` meets every week; `home` is one family and one volunteer, who agree on each visit. */
export type GroupKind = 'group' | 'home';

/** Every so many weeks. */
export type CheckinWeeks = 1 | 2 | 4;

export interface Group {
  readonly id: GroupId;
  readonly kind: GroupKind;
  readonly chat: ChatId;
  readonly name: string;
  /** Of its meetings; of home visits: on which coordinator and volunteer talk. */
  readonly weekday: Weekday;
  /** Of its meetings; of home visits: from start to end is how long one lasts where nothing else is said. */
  readonly start: LocalTime;
  readonly end: LocalTime;
  /** Empty for home visits: where a family lives is never kept. */
  readonly place: string;
  /** IANA time zone of all its local dates and times. */
  readonly zone: string;
  readonly languages: readonly LanguageTag[];
  /** First and last day of the course; null: open. */
  readonly starts: LocalDate | null;
  readonly ends: LocalDate | null;
  readonly reminders: readonly ReminderSlot[];
  readonly municipality: string | null;
  /** Names of the flows that are switched off for it. */
  readonly off: readonly string[];
  /** Whether a mother whose message was not understood is asked by the bot itself. */
  readonly asks: boolean;
  /** How often coordinator and volunteer of home visits talk; null: nobody is reminded of it. */
  readonly checkin: CheckinWeeks | null;
  /** The chat of those who run it; null until one of them has made a chat that. */
  readonly staffChat: ChatId | null;
  /** Grows with every change of the group or its meetings. */
  readonly revision: number;
  readonly createdAt: number;
}

export interface Member {
  readonly id: MemberId;
  readonly name: string;
  /** The language she was last read in, or that was set for her. */
  readonly language: LanguageTag | null;
  /** Her direct chat with the bot; null until she has written there first. */
  readonly directChat: ChatId | null;
  /** She wants no message that nobody's writing brings about. */
  readonly quiet: boolean;
  /** Nothing automatic reaches her, asks for her or counts her: somebody who knows her asked for that. */
  readonly spared: boolean;
  /** Her address is secret: she is named and counted in nothing that others see. */
  readonly protected: boolean;
}

/** A member as she stands in one group. */
export interface Membership {
  readonly member: Member;
  readonly role: Role;
}

export interface Meeting {
  readonly id: MeetingId;
  readonly group: GroupId;
  /** The day it was generated for; `date` differs where it was moved. */
  readonly plannedDate: LocalDate;
  readonly date: LocalDate;
  readonly start: LocalTime;
  readonly end: LocalTime;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly status: MeetingStatus;
  /** Its own, or the group's. */
  readonly place: string;
  /** What it is about; null: nothing was planned. */
  readonly topic: Entry | null;
  /** Who comes to tell or help; null: nobody. */
  readonly visit: Entry | null;
}

/** Something of a catalogue, by its id, or somebody's own words. */
export type Entry = { readonly id: string } | { readonly words: string };

/** How a statement reached the bot. */
export type Source = 'text' | 'reply' | 'direct' | 'vote' | 'reaction';

/** Somebody's latest statement for a meeting. */
export interface Rsvp {
  readonly member: MemberId;
  readonly answer: Answer;
  readonly late: boolean;
  readonly source: Source;
  readonly saidAt: number;
}

export interface Attendance {
  readonly member: MemberId;
  readonly present: boolean;
}

/**
 * What people can answer: whether they come (`reminder`, `poll`), who came, whether a command is to be
 * carried out, whether a meeting on a holiday takes place.
 */
export type PostKind =
  | 'checkin'
  | 'concern'
  | 'pulse'
  | 'topics'
  | 'topic-ask'
  | 'topic-choice'
  | 'wish'
  | 'log-guard'
  | 'follow-up'
  | 'language'
  | 'forget'
  | 'reminder'
  | 'poll'
  | 'attendance'
  | 'confirm'
  | 'holiday'
  | 'tasks';

/** A message of the bot's own that people can answer. */
export interface Post {
  readonly kind: PostKind;
  readonly group: GroupId;
  /** Null where it is about no meeting. */
  readonly meeting: MeetingId | null;
  /** For polls: what each option means, by the keyed hash of its text (it may be a name). */
  readonly options: readonly { readonly hash: string; readonly meaning: OptionMeaning }[];
}

/** What choosing an option of a poll says. */
export type OptionMeaning =
  | { readonly answer: Answer; readonly late?: true }
  | { readonly member: MemberId }
  | { readonly nobody: true }
  /** What the post's kind knows by this word. */
  | { readonly choice: string };

export interface PostOption {
  readonly text: string;
  readonly meaning: OptionMeaning;
}

/** queued → sending → sent; or unknown, held (a person must look), failed, expired, void. */
export type OutboxStatus =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'unknown'
  | 'held'
  | 'failed'
  | 'expired'
  | 'void';

/** A message to be sent, as handlers and flows queue it. */
export interface Queued {
  /** Unique for ever: the same key is never said twice. */
  readonly key: string;
  readonly group: GroupId;
  /** Present where it goes to her direct chat instead of the group's. */
  readonly member?: MemberId;
  /** Present where it goes to the group's staff chat. */
  readonly staff?: true;
  /** Void as soon as this meeting is cancelled or moved. */
  readonly meeting?: MeetingId;
  readonly message: Outbound;
  readonly dueAt: number;
  /** Not sent from then on: late is worse than never. */
  readonly expiresAt: number;
  /** Present where time brings it and nobody has just written: it keeps the quiet hours. */
  readonly unprompted?: true;
  /** Present where people can answer it. */
  readonly post?: { readonly kind: PostKind; readonly options: readonly PostOption[] };
}

/** What the bot asked somebody and waits to hear: whether to do what a command said. */
export type DialogueKind = 'wish' | 'log' | 'log-guard' | 'forget' | 'confirm';

/** What volunteers share out between them before a meeting. */
export type TaskId = 'welcome' | 'shopping' | 'floor' | 'logbook' | 'whatsapp';

/** The commands; their names in chats are words of `locales/`. */
export type CommandId =
  | 'visit-plan'
  | 'away'
  | 'tasks'
  | 'role'
  | 'offers'
  | 'concern'
  | 'report'
  | 'topic'
  | 'visit'
  | 'poll'
  | 'ideas'
  | 'wish'
  | 'language'
  | 'data'
  | 'forget'
  | 'stop'
  | 'farewell'
  | 'quiet'
  | 'new'
  | 'help'
  | 'next'
  | 'who'
  | 'attendance'
  | 'log'
  | 'cancel'
  | 'move'
  | 'pause'
  | 'place'
  | 'same'
  | 'staff'
  | 'start'
  | 'undo';

// ---------------------------------------------------------------- clock and jobs

export interface Clock {
  /** Now, in epoch milliseconds. */
  now(): number;
}

/** What has to be done from time to time; the driver only decides when. */
export interface Work {
  /** Once a minute: what time brings. */
  tick(): Promise<void>;
  /** Whenever woken: sends what is due. */
  drain(): Promise<void>;
  /** Every ten minutes: reads what no event told. */
  sweep(): Promise<void>;
}

/** Who calls the work: in this process (node-cron) or over Redis (BullMQ). Carries no content. */
export interface Jobs {
  readonly name: string;
  start(work: Work): Promise<void>;
  /** Asks for a drain soon. Several calls before it begins are one. */
  wake(): void;
  stop(): Promise<void>;
}
