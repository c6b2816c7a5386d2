/**
 * The evening before a meeting: who does what, to the volunteers alone. And at once, what became free
 * because somebody stays away after all.
 */

import { addDays, toInstant } from '../bot/calendar.ts';
import type { Flow, Occurrence, Voice } from '../bot/context.ts';
import { describeTasks, type Freed, freedTasks, holdersOf, listTasks } from '../bot/tasks.ts';
import type { Meeting, Member } from '../bot/types.ts';
import { languageOf, tellColleagues } from '../bot/volunteers.ts';

const TIME = '18:00';
/** Nobody shares out what is to be done further ahead; what is, is told when it comes near. */
const LOOK_AHEAD_MS = 28 * 24 * 60 * 60 * 1000;

export const taskReminder: Flow = {
  name: 'task-reminder',
  kind: 'group',
  occurrences(voice) {
    return voice
      .meetings()
      .filter(
        ({ status, startsAt }) =>
          (status === 'planned' || status === 'moved') &&
          startsAt > voice.now &&
          startsAt < voice.now + LOOK_AHEAD_MS,
      )
      .flatMap((meeting) => [
        eveningBefore(voice, meeting),
        ...freedTasks(voice, meeting).map((freed) => toOccurrence(voice, meeting, freed)),
      ]);
  },
};

function eveningBefore(voice: Voice, meeting: Meeting): Occurrence {
  const key = `task-reminder:${meeting.id}:${meeting.date}`;
  return {
    key,
    dueAt: toInstant(addDays(meeting.date, -1), TIME, voice.group.zone),
    expiresAt: meeting.startsAt,
    run: () => remind(voice, meeting, key),
  };
}

/** One list in the staff chat, or to each who has something what is hers; nothing where nobody has. */
function remind(voice: Voice, meeting: Meeting, key: string): undefined {
  const holders = holdersOf(voice, meeting);
  if (holders.size === 0) {
    return;
  }
  const toText = (text: string) =>
    ({ message: { kind: 'text', text }, meeting, expiresAt: meeting.startsAt }) as const;
  if (voice.group.staffChat !== null) {
    voice.tellStaff({ key, ...toText(describeTasks(voice, voice.staffLanguage(), meeting)) });
    return;
  }
  const members = new Map<string, Member>(
    [...holders.values()].flat().map((member) => [member.id, member]),
  );
  for (const member of members.values()) {
    const language = languageOf(member);
    const hers = [...holders].filter(([, held]) => held.some(({ id }) => id === member.id));
    const text = voice.say(language, 'tasks.yours', {
      ...{ group: voice.group.name, day: { day: meeting.date } },
      tasks: listTasks(
        voice,
        language,
        hers.map(([task]) => task),
      ),
    });
    voice.tellMember({ key: `${key}:${member.id}`, member, ...toText(text) });
  }
}

function toOccurrence(
  voice: Voice,
  meeting: Meeting,
  { key, member, ...freed }: Freed,
): Occurrence {
  return {
    key,
    dueAt: freed.since,
    expiresAt: meeting.startsAt,
    run() {
      tellColleagues(voice, {
        ...{ key, except: member, meeting, expiresAt: meeting.startsAt },
        compose: (language) =>
          voice.say(language, 'tasks.freed', {
            ...{ group: voice.group.name, day: { day: meeting.date } },
            tasks: listTasks(voice, language, freed.tasks),
          }),
      });
    },
  };
}
