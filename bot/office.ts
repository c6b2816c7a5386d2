/**
 * What people outside the chats can ask and do: named queries and commands, JSON in, JSON out. The
 * command line, the simulator's API and the web pages all act through these and nothing else.
 */

import { randomBytes } from 'node:crypto';
import type { ReadingCount } from '../data/readings.ts';
import { BadInput, NotFound } from './bad-input.ts';
import { isLocalDate, toInstant, weekdayOf } from './calendar.ts';
import { type Flow, isOn, type OutboxView, type Store } from './context.ts';
import {
  type Input,
  readGroupSettings,
  readLanguage,
  readName,
  readRole,
  toInput,
  withDefaults,
} from './group-input.ts';
import { createOfferOffice, type PulseView, viewPulse } from './office-offers.ts';
import { createPeopleOffice } from './office-people.ts';
import { changeStaffChat, NO_CHAT } from './office-staff-chat.ts';
import {
  type GroupView,
  type MeetingView,
  type MemberView,
  settingsOf,
  type UpcomingView,
  viewGroup,
  viewMeeting,
  viewMembers,
} from './office-views.ts';
import { planMeetings, planMeetingsAnew } from './plan-meetings.ts';
import type { Say } from './say.ts';
import type {
  ChatId,
  Clock,
  Group,
  GroupId,
  LanguageTag,
  LocalDate,
  Member,
  MemberId,
  OutboxStatus,
  PersonId,
  Role,
} from './types.ts';
import { createVoice } from './voice.ts';

export interface OfficeParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly say: Say;
  readonly flows: readonly Flow[];
  /** The group chats the account is in. */
  chats(): Promise<readonly { readonly id: ChatId; readonly name: string }[]>;
}

export type Office = ReturnType<typeof createOffice>;

/** Creates the office's queries and commands. */
export function createOffice(parts: OfficeParts) {
  return {
    ...createQueries(parts),
    ...createCommands(parts),
    ...createPeopleOffice(parts),
    ...createOfferOffice(parts),
  };
}

function createQueries(parts: OfficeParts) {
  const { store, clock } = parts;
  return {
    groups: (): GroupView[] => store.groups.all().map(viewGroup),
    members(group: string): MemberView[] {
      return viewMembers(store, requireGroup(store, group).id);
    },
    /** A group's meetings by date, with what was said and who came; from and to are inclusive. */
    meetings(group: string, range: { from?: unknown; to?: unknown } = {}): MeetingView[] {
      const from = readDay(range.from, 'from') ?? '0000-01-01';
      const to = readDay(range.to, 'to') ?? '9999-12-31';
      return store.meetings
        .inGroup(requireGroup(store, group))
        .filter((meeting) => meeting.date >= from && meeting.date <= to)
        .map((meeting) => viewMeeting(parts, meeting));
    },
    /** The newest of the outbox first: what became of each message, never what it says. */
    outbox(filter: { status?: unknown; group?: string } = {}): OutboxView[] {
      const status = readStatus(filter.status);
      const group = filter.group === undefined ? null : requireGroup(store, filter.group).id;
      return store.outbox
        .list()
        .filter((row) => (!status || row.status === status) && (!group || row.group === group));
    },
    /** What time will bring to a group next, soonest first. */
    upcoming(group: string): UpcomingView[] {
      const found = requireGroup(store, group);
      const now = clock.now();
      const voice = createVoice(parts, found, now);
      return parts.flows
        .filter((flow) => isOn(flow, found))
        .flatMap((flow) =>
          flow
            .occurrences(voice)
            .filter((occurrence) => occurrence.dueAt > now)
            .map((occurrence) => ({ flow: flow.name, key: occurrence.key, at: occurrence.dueAt })),
        )
        .sort((one, other) => one.at - other.at);
    },
    /** What the mothers of a group answered to the short questions; of all groups together where none is named. */
    pulse(group?: string): PulseView[] {
      return viewPulse(store, group === undefined ? null : requireGroup(store, group).id);
    },
    chats: () => readChats(parts),
    /** How texts were read, by language and rule, and how often a vote said otherwise soon after. */
    readings: (): ReadingCount[] => store.readings.list(),
    status() {
      const groups = store.groups.all();
      return {
        now: Temporal.Instant.fromEpochMilliseconds(clock.now()).toString(),
        groups: groups.length,
        members: new Set(
          groups.flatMap((group) =>
            store.members
              .inGroup(group.id)
              .filter(({ member }) => !member.protected)
              .map(({ member }) => member.id),
          ),
        ).size,
        outbox: store.outbox.counts(),
      };
    },
  };
}

function createCommands(parts: OfficeParts) {
  const { store, clock } = parts;
  return {
    /**
     * Adds a group to a chat the account is in.
     * @throws BadInput where a setting is wrong, the chat is not there or already has a group
     */
    async addGroup(input: Input): Promise<{ id: GroupId; untranslated: readonly LanguageTag[] }> {
      const settings = readGroupSettings(withDefaults(input));
      const chat = String(input['chat'] ?? '') as ChatId;
      const known = (await readChats(parts)).some((candidate) => candidate.id === chat);
      if (!known) {
        throw new BadInput('chat: the account is in no such chat; "manage chats" lists them');
      }
      const id = String(input['id'] ?? newId('g')) as GroupId;
      store.transaction(() => {
        if (store.groups.byChat(chat)) {
          throw new BadInput(
            'chat: it already belongs to a group; "manage group list" shows which',
          );
        }
        if (store.groups.byStaffChat(chat).length > 0) {
          throw new BadInput('chat: it is the chat of those who run a group; take another');
        }
        const group = { ...settings, id, chat, createdAt: clock.now() };
        store.groups.add(group);
        planMeetings(store, { ...group, staffChat: null }, group.createdAt);
      });
      return { id, untranslated: untranslated(parts.say, settings.languages) };
    },
    /** Changes settings of a group; its meetings to come follow. */
    setGroup(id: string, change: Input): { id: GroupId; untranslated: readonly LanguageTag[] } {
      const group = requireGroup(store, id);
      const unknown = Object.keys(change).filter((key) => !Object.hasOwn(settingsOf(group), key));
      if (unknown.length > 0) {
        throw new BadInput(
          `${unknown.join(', ')}: a group has no such setting, only ${Object.keys(settingsOf(group)).join(', ')}`,
        );
      }
      const settings = readGroupSettings({ ...toInput(settingsOf(group)), ...change });
      if (settings.kind !== group.kind) {
        throw new BadInput('kind: it cannot be changed; add another group');
      }
      store.transaction(() => {
        store.groups.change(group.id, settings);
        followSettings(store, { ...group, ...settings }, clock.now());
      });
      return { id: group.id, untranslated: untranslated(parts.say, settings.languages) };
    },
    /**
     * Makes a chat the one of those who run a group; "none": it has none any more.
     * @throws BadInput where the account is not in it, or mothers are
     */
    async setStaffChat(
      id: string,
      chat: string,
    ): Promise<{ group: GroupId; staffChat: ChatId | null }> {
      const group = requireGroup(store, id);
      const chats = chat === NO_CHAT ? [] : await readChats(parts);
      return changeStaffChat(store, chats, { group, chat });
    },
    /** Registers somebody in a group before she writes: her name, role, and WhatsApp id. */
    addMember(input: Input): { id: MemberId } {
      const group = requireGroup(store, String(input['group'] ?? ''));
      const name = readName(input['name']);
      const role = readRole(input['role']);
      const language = readLanguage(input['language']);
      const person = String(input['person'] ?? '') as PersonId;
      return store.transaction(() => {
        const known = store.members.byPerson(person)?.id;
        const wanted = input['id'] === undefined ? {} : { id: String(input['id']) as MemberId };
        const at = clock.now();
        const id = known ?? store.members.add({ ...wanted, name, language, ids: [person], at });
        store.members.join(group.id, id, role, at);
        return { id };
      });
    },
    /** Gives a member another role in a group; she is named by her id or her name. */
    setRole(input: Input): { member: MemberId; role: Role } {
      const group = requireGroup(store, String(input['group'] ?? ''));
      const member = requireMember(store, group, String(input['member'] ?? ''));
      const role = readRole(input['role'] ?? '');
      store.members.setRole(group.id, member.id, role);
      return { member: member.id, role };
    },
    /**
     * Makes two members one, for good: everything of `member` becomes `into`'s. Each is named by her
     * id, also of another group, or by her name in this one.
     * @throws BadInput where one of them is unknown, or both are the same
     */
    mergeMembers(input: Input): { merged: MemberId; into: MemberId } {
      const group = requireGroup(store, String(input['group'] ?? ''));
      return store.transaction(() => {
        const find = (wanted: string): MemberId =>
          (store.members.get(wanted as MemberId) ?? requireMember(store, group, wanted)).id;
        const merged = find(String(input['member'] ?? ''));
        const into = find(String(input['into'] ?? ''));
        if (merged === into) {
          throw new BadInput(
            'into: this is the same member; name the one she is to become part of',
          );
        }
        store.members.merge(merged, into);
        return { merged, into };
      });
    },
  };
}

/** The chats of the account. @throws BadInput where the channel cannot tell now */
async function readChats(parts: OfficeParts): ReturnType<OfficeParts['chats']> {
  try {
    return await parts.chats();
  } catch {
    throw new BadInput(
      'chats: they cannot be read while the bot is not connected; try again later',
    );
  }
}

/** A group by its id, its chat or its name. */
function requireGroup(store: Store, wanted: string): Group {
  const groups = store.groups.all();
  const byId = store.groups.get(wanted as GroupId) ?? store.groups.byChat(wanted as ChatId);
  const byName = groups.filter((group) => group.name.toLowerCase() === wanted.toLowerCase());
  const group = byId ?? (byName.length === 1 ? byName[0] : undefined);
  if (!group) {
    throw new NotFound(
      `group: there is no group "${wanted.slice(0, 60)}"; "manage group list" shows them`,
    );
  }
  return group;
}

function requireMember(store: Store, group: Group, wanted: string): Member {
  const members = store.members.inGroup(group.id).map(({ member }) => member);
  const found = members.filter(
    (member) => member.id === wanted || member.name.toLowerCase() === wanted.toLowerCase(),
  );
  const [member] = found;
  if (!member || found.length > 1) {
    throw new NotFound(
      `member: ${found.length} in this group are called so; "manage member list" shows their ids`,
    );
  }
  return member;
}

/** Meetings that nobody changed follow the group's new day, time and course. */
function followSettings(store: Store, group: Group, now: number): void {
  // Visits at home were agreed on one by one: nobody's settings move them.
  const meetings =
    group.kind === 'home' ? [] : store.meetings.inGroup(store.groups.get(group.id) ?? group);
  for (const meeting of meetings) {
    if (meeting.status !== 'planned' || meeting.startsAt <= now) {
      continue;
    }
    const { date } = meeting;
    const outside =
      weekdayOf(date) !== group.weekday ||
      (group.starts !== null && date < group.starts) ||
      (group.ends !== null && date > group.ends);
    const startsAt = toInstant(date, group.start, group.zone);
    const endsAt = toInstant(date, group.end, group.zone);
    if (outside) {
      store.meetings.remove(meeting.id);
    } else if (meeting.startsAt !== startsAt || meeting.endsAt !== endsAt) {
      store.outbox.voidMeeting(meeting.id);
      const time = { date, start: group.start, end: group.end, startsAt, endsAt };
      store.meetings.reschedule(meeting.id, time, 'planned');
    }
  }
  planMeetingsAnew(store, group, now);
  store.groups.touch(group.id);
}

const STATUSES: readonly OutboxStatus[] = [
  'queued',
  'sending',
  'sent',
  'unknown',
  'held',
  'failed',
  'expired',
  'void',
];

function readStatus(value: unknown): OutboxStatus | null {
  if (value === undefined) {
    return null;
  }
  const status = STATUSES.find((candidate) => candidate === value);
  if (!status) {
    throw new BadInput(`status: "${String(value).slice(0, 60)}" is none of ${STATUSES.join(', ')}`);
  }
  return status;
}

function readDay(value: unknown, field: string): LocalDate | null {
  if (value === undefined) {
    return null;
  }
  if (typeof value !== 'string' || !isLocalDate(value)) {
    throw new BadInput(`${field}: "${String(value).slice(0, 60)}" is no date such as 2026-11-30`);
  }
  return value;
}

function untranslated(say: Say, languages: readonly LanguageTag[]): LanguageTag[] {
  return languages.filter((tag) => !say.languages.includes(tag));
}

function newId(prefix: string): string {
  return `${prefix}-${randomBytes(4).toString('hex')}`;
}
