/** What things are known by. Part of `bot/types.ts`: import it from there. */

export type GroupId = string & { readonly noun: 'group' };
export type MemberId = string & { readonly noun: 'member' };
export type MeetingId = number & { readonly noun: 'meeting' };

/** A chat as the channel names it, for example `1203…@g.us`. Personal: kept encrypted only. */
export type ChatId = string & { readonly noun: 'chat' };
/** A person as the channel names her: a phone id or a `@lid`. One person may have both. Personal. */
export type PersonId = string & { readonly noun: 'person' };
/** A message as the channel names it, unique within its chat. Personal: kept encrypted or hashed. */
export type MessageId = string & { readonly noun: 'message' };

/** BCP 47 tag of a folder in `locales/`. */
export type LanguageTag = string;
/** Local calendar day, `YYYY-MM-DD`. */
export type LocalDate = string;
/** Local wall time, `HH:MM`, 24 hours. */
export type LocalTime = string;
/** 1 Monday … 7 Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
