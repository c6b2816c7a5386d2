/** What the mothers of a fault run write, in three languages, and what each says. Pure. */

import type { LocalDate } from '../bot/types.ts';
import type { StandInMessage } from './stand-in/world.ts';
import { localOf } from './whatsapp-fault-time.ts';

export type Language = keyof typeof TEXTS;

export const MONTHS = {
  da: 'januar februar marts april maj juni juli august september oktober november december',
  en: 'January February March April May June July August September October November December',
  ar: 'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر',
};

/** Each with what it says about the day. */
export const TEXTS = {
  da: {
    yes: 'vi kommer den {d}. {m}',
    no: 'vi kommer ikke den {d}. {m}',
    maybe: 'vi kommer måske den {d}. {m}',
    late: 'vi kommer lidt senere den {d}. {m}',
  },
  en: {
    yes: "we're coming on {d} {m}",
    no: "we can't come on {d} {m}",
    maybe: 'maybe we can come on {d} {m}',
  },
  ar: {
    yes: 'رح نيجي يوم {d} {m}',
    no: 'ما رح نيجي يوم {d} {m}',
    maybe: 'يمكن نيجي يوم {d} {m}',
    late: 'رح نتأخر شوي يوم {d} {m}',
  },
} as const;
export const QUESTIONS = { da: 'hvornår mødes vi?', en: 'when do we meet?', ar: 'وين منلتقي؟' };
export const CHATTER = ['sikke et vejr', 'haha', 'what a nice picture', 'شكرا'];
export const LANGUAGES = ['da', 'en', 'ar'] as const;

/** The sign by which the bot acknowledges an answer, and which its poll's options begin with. */
export const SIGNS: Readonly<Record<string, string>> = {
  yes: '✅',
  no: '💛',
  maybe: '🤔',
  late: '⏰',
};

/** The day of the meeting that a reminder or poll of the bot's is about; null for any other message. */
export function dayOfPost(message: StandInMessage): LocalDate | null {
  const isReminder = message.body?.includes('📍') && message.quoted === undefined;
  const text = message.poll?.question ?? (isReminder ? message.body : null);
  const match = message.fromMe ? /(\d{1,2})\. ([a-z]{3})/.exec(text ?? '') : null;
  if (!match) {
    return null;
  }
  const month = MONTHS.da.split(' ').findIndex((name) => name.startsWith(match[2] ?? '?')) + 1;
  const sent = localOf(message.t * 1000).toPlainDate();
  const day = Temporal.PlainDate.from({ year: sent.year, month, day: Number(match[1]) });
  return (Temporal.PlainDate.compare(day, sent) < 0 ? day.add({ years: 1 }) : day).toString();
}
