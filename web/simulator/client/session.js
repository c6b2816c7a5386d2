/**
 * What is chosen (group or other chat, person, there or direct) and what was last read. The parts of the page draw
 * from `view` whenever it changed, and act by `act`. The choice lives in the address, so that a reload
 * keeps it.
 */

import { ApiError } from './api.js';

/** @import { Api, Chat, Group, Member, View, Words } from './types.js' */

/** Where the API does not tell a group's zone. */
const defaultZone = 'Europe/Copenhagen';

function readAddress() {
  const chosen = new URLSearchParams(location.search);
  return {
    placeId: chosen.get('group'),
    personId: chosen.get('as'),
    direct: chosen.get('chat') === 'direct',
  };
}

/** @param {{ placeId: string | null, personId: string | null, direct: boolean }} choice */
function writeAddress({ placeId, personId, direct }) {
  const address = new URL(location.href);
  const chosen = { group: placeId, as: personId, chat: direct ? 'direct' : null };
  for (const [name, value] of Object.entries(chosen)) {
    if (value) {
      address.searchParams.set(name, value);
    } else {
      address.searchParams.delete(name);
    }
  }
  history.replaceState(null, '', address);
}

/** @param {Group | null} group */
export function zoneOf(group) {
  return group?.zone ?? defaultZone;
}

/** The chat that is shown, as the API names it. @param {View} view */
export function chatOf({ group, chat, person, direct }) {
  if (direct && person) {
    return `dm-${person.id}`;
  }
  return chat?.id ?? group?.chat ?? group?.id ?? null;
}

/** Whether what is chosen is the chat of those who run the group. @param {View} view */
export function isStaffChat({ group, chat }) {
  return chat !== null && group?.staffChat === chat.id;
}

/** Who is in what is chosen. @param {View} view @returns {Member[]} */
export function membersOf({ state, group, chat }) {
  if (!chat) {
    return group?.members ?? [];
  }
  const known = [group, ...(state?.groups ?? [])].flatMap((one) => one?.members ?? []);
  return chat.members.map((id) => {
    const name = state?.people?.find((person) => person.id === id)?.name ?? id;
    return known.find((member) => member.id === id) ?? { id, name, role: null, language: null };
  });
}

/** The group that is run from a chat, else the first that somebody in it belongs to.
 * @param {Chat} chat @param {Group[]} groups */
function groupOf({ id, members }, groups) {
  return (
    groups.find((group) => group.staffChat === id) ??
    groups.find((group) => group.members.some((member) => members.includes(member.id))) ??
    null
  );
}

/** @param {Api} api @param {Words} words */
export function createSession(api, words) {
  /** @type {View} */
  const view = {
    state: null,
    group: null,
    chat: null,
    person: null,
    direct: false,
    messages: [],
    meetings: null,
    outbox: null,
    upcoming: null,
  };
  /** @type {Set<() => void>} */
  const drawings = new Set();
  /** @type {Set<(text: string, seen: boolean) => void>} */
  const readers = new Set();
  let choice = readAddress();
  /** @type {Promise<void> | null} */
  let reading = null;
  let readAgain = false;

  function draw() {
    for (const drawing of drawings) {
      drawing();
    }
  }

  function applyChoice() {
    const groups = view.state?.groups ?? [];
    const before = chatOf(view);
    view.chat = view.state?.chats?.find(({ id }) => id === choice.placeId) ?? null;
    view.group = view.chat
      ? groupOf(view.chat, groups)
      : (groups.find(({ id }) => id === choice.placeId) ?? groups[0] ?? null);
    const members = membersOf(view);
    const usual = view.chat ? 'volunteer' : 'mother';
    view.person =
      members.find((member) => member.id === choice.personId) ??
      members.find((member) => member.role === usual) ??
      members[0] ??
      null;
    view.direct = choice.direct && view.person !== null;
    if (chatOf(view) !== before) {
      view.messages = [];
    }
  }

  async function readOnce() {
    view.state = await api.state();
    applyChoice();
    const { group } = view;
    const chat = chatOf(view);
    const [messages, meetings, outbox, upcoming] = await Promise.all([
      chat ? api.messages(chat) : [],
      group ? api.meetings(group.id) : null,
      group ? api.outbox(group.id) : null,
      group ? api.upcoming(group.id) : null,
    ]);
    // Somebody may have turned to another chat meanwhile: then this answer is about the wrong one.
    if (view.group?.id === group?.id) {
      Object.assign(view, { meetings, outbox, upcoming });
    }
    if (chatOf(view) === chat) {
      view.messages = messages.toSorted((one, other) => one.seq - other.seq);
    }
    draw();
  }

  /** Reads everything shown anew. Calls during a reading share one more reading after it. */
  function refresh() {
    readAgain = true;
    reading ??= (async () => {
      try {
        while (readAgain) {
          readAgain = false;
          await readOnce();
        }
      } finally {
        reading = null;
      }
    })();
    return reading;
  }

  async function settle() {
    await refresh();
    await api.quiet();
    await refresh();
  }

  /** Tells the person at the page something; what can be seen anyway is only read out.
   * @param {string} text @param {boolean} [seen] */
  function tell(text, seen = true) {
    for (const reader of readers) {
      reader(text, seen);
    }
  }

  /** @param {unknown} error */
  function tellError(error) {
    const reason = error instanceof Error ? error.message : String(error);
    const silent = error instanceof ApiError && error.status === 0;
    tell(words.t('failed', { reason: silent ? words.t('unreachable') : reason }));
  }

  return {
    view,
    refresh,
    tell,
    /** Calls a drawing after each change, and now. @param {() => void} drawing */
    onChange(drawing) {
      drawings.add(drawing);
      drawing();
    },
    /** Hears what is to be told to the person at the page. @param {(text: string, seen: boolean) => void} reader */
    onTell(reader) {
      readers.add(reader);
    },
    /** Turns to another group or chat, person, or between there and direct.
     * @param {{ placeId?: string, personId?: string, direct?: boolean }} next */
    async choose(next) {
      const { group, chat, person, direct } = view;
      choice = {
        placeId: (chat ?? group)?.id ?? null,
        personId: person?.id ?? null,
        direct,
        ...next,
      };
      writeAddress(choice);
      applyChoice();
      draw();
      await refresh().catch(tellError);
    },
    /**
     * Does something, shows it, waits until the bot is quiet and shows that. What goes wrong is told.
     * @template T @param {() => Promise<T>} deed @returns {Promise<T | undefined>}
     */
    async act(deed) {
      try {
        const done = await deed();
        await settle();
        return done;
      } catch (error) {
        tellError(error);
        return undefined;
      }
    },
    /** Shows what was done and, when the bot is quiet, what it made of it. */
    settle: () => settle().catch(tellError),
  };
}
