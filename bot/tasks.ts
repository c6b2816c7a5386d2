/**
 * What volunteers share out between them before a meeting, and who has it. Used by handlers and flows.
 * Whoever stays away, or runs the group no more, has nothing: the row stays and counts again if she comes.
 */

import type { Voice } from './context.ts';
import type { LanguageTag, Meeting, Member, MemberId, PostOption, TaskId } from './types.ts';
import { listNames, staffMembers } from './volunteers.ts';

/** In the order they are shown. */
export const TASKS: readonly TaskId[] = ['welcome', 'shopping', 'floor', 'logbook', 'whatsapp'];

const SIGNS: Readonly<Record<TaskId, string>> = {
  welcome: '🤗',
  shopping: '🥖',
  floor: '🧸',
  logbook: '📓',
  whatsapp: '💬',
};

/** What a task is called in a language. */
export function taskName({ say }: Pick<Voice, 'say'>, language: LanguageTag, task: TaskId): string {
  return say(language, `task.${task}`);
}

/** Tasks as a list in a language, in their usual order. */
export function listTasks(
  voice: Pick<Voice, 'say'>,
  language: LanguageTag,
  tasks: readonly TaskId[],
): string {
  const names = TASKS.filter((task) => tasks.includes(task)).map((task) =>
    taskName(voice, language, task),
  );
  return voice.say.list(language, names);
}

/** The options of the poll in which tasks are taken. */
export function taskOptions(voice: Pick<Voice, 'say'>, language: LanguageTag): PostOption[] {
  return TASKS.map((task) => ({
    text: `${SIGNS[task]} ${taskName(voice, language, task)}`,
    meaning: { choice: task },
  }));
}

/** Who has each task now; a task that nobody has is not in it. */
export function holdersOf(voice: Voice, meeting: Meeting): ReadonlyMap<TaskId, readonly Member[]> {
  const claims = voice.store.tasks.ofMeeting(meeting.id);
  if (claims.length === 0) {
    return new Map();
  }
  const able = ableMembers(voice, meeting);
  const holds = (task: TaskId, id: MemberId): boolean =>
    claims.some((claim) => claim.task === task && claim.member === id);
  return new Map(
    TASKS.map((task) => [task, able.filter(({ id }) => holds(task, id))] as const).filter(
      ([, members]) => members.length > 0,
    ),
  );
}

/** Those who run the group and have not said that they stay away. */
function ableMembers(voice: Voice, meeting: Meeting): Member[] {
  const away = staysAway(voice, meeting);
  return staffMembers(voice).filter(({ id }) => !away.has(id));
}

/** Who has said that she stays away, and when. */
export function staysAway(voice: Voice, meeting: Meeting): ReadonlyMap<MemberId, number> {
  return new Map(
    voice.store.answers
      .rsvps(meeting.id)
      .filter(({ answer }) => answer === 'no')
      .map(({ member, saidAt }) => [member, saidAt]),
  );
}

/** Every task with who has it, a line each. */
export function describeTasks(voice: Voice, language: LanguageTag, meeting: Meeting): string {
  const holders = holdersOf(voice, meeting);
  const lines = TASKS.map((task) => {
    const members = holders.get(task) ?? [];
    const named = { task: `${SIGNS[task]} ${taskName(voice, language, task)}` };
    return members.length === 0
      ? voice.say(language, 'tasks.free', named)
      : voice.say(language, 'tasks.taken', {
          ...named,
          names: listNames(voice, language, members),
        });
  });
  const values = { group: voice.group.name, day: { day: meeting.date } };
  return [voice.say(language, 'tasks.title', values), ...lines].join('\n');
}

/** What somebody had taken and does not do after all, so that nobody does it. */
export interface Freed {
  readonly member: MemberId;
  readonly tasks: readonly TaskId[];
  /** What telling it is known by: unique for ever, and another when she changes her mind twice. */
  readonly key: string;
  readonly since: number;
}

/** What became free at a meeting because somebody stays away, or runs the group no more. */
export function freedTasks(voice: Voice, meeting: Meeting): Freed[] {
  const claims = voice.store.tasks.ofMeeting(meeting.id);
  if (claims.length === 0) {
    return [];
  }
  const able = new Set(ableMembers(voice, meeting).map(({ id }) => id));
  const away = staysAway(voice, meeting);
  const held = new Set(claims.filter(({ member }) => able.has(member)).map(({ task }) => task));
  const gone = claims.filter(({ member, task }) => !able.has(member) && !held.has(task));
  return [...new Set(gone.map(({ member }) => member))].map((member) => {
    const hers = gone.filter((claim) => claim.member === member);
    const since = away.get(member) ?? Math.max(...hers.map(({ at }) => at));
    return {
      member,
      tasks: hers.map(({ task }) => task),
      key: `task-freed:${meeting.id}:${meeting.date}:${member}:${since}`,
      since,
    };
  });
}
