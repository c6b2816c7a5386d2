/**
 * What is chosen (group, person, group chat or direct) and what was last read. The parts of the page draw
 * from `view` whenever it changed, and act by `act`. The choice lives in the address, so that a reload
 * keeps it.
 */

import { ApiError } from './api.js';

/** @import { Api, Group, View, Words } from './types.js' */

/** Where the API does not tell a group's zone. */
const defaultZone = 'Europe/Copenhagen';

function readAddress() {
  const chosen = new URLSearchParams(location.search);
  return {
    groupId: chosen.get('group'),
    personId: chosen.get('as'),
    direct: chosen.get('chat') === 'direct',
  };
}

/** @param {{ groupId: string | null, personId: string | null, direct: boolean }} choice */
function writeAddress({ groupId, personId, direct }) {
  const address = new URL(location.href);
  const chosen = { group: groupId, as: personId, chat: direct ? 'direct' : null };
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
export function chatOf({ group, person, direct }) {
  if (!group) {
    return null;
  }
  return direct && person ? `dm-${person.id}` : (group.chat ?? group.id);
}

/** @param {Api} api @param {Words} words */
export function createSession(api, words) {
  /** @type {View} */
  const view = {
    state: null,
    group: null,
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
    view.group = groups.find((group) => group.id === choice.groupId) ?? groups[0] ?? null;
    const members = view.group?.members ?? [];
    view.person =
      members.find((member) => member.id === choice.personId) ??
      members.find((member) => member.role === 'mother') ??
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
    if (!group || !chat) {
      Object.assign(view, { messages: [], meetings: null, outbox: null, upcoming: null });
      return draw();
    }
    const [messages, meetings, outbox, upcoming] = await Promise.all([
      api.messages(chat),
      api.meetings(group.id),
      api.outbox(group.id),
      api.upcoming(group.id),
    ]);
    // Somebody may have turned to another chat meanwhile: then this answer is about the wrong one.
    if (view.group?.id === group.id) {
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
    /** Turns to another group, person or chat.
     * @param {{ groupId?: string, personId?: string, direct?: boolean }} next */
    async choose(next) {
      const { group, person, direct } = view;
      choice = { groupId: group?.id ?? null, personId: person?.id ?? null, direct, ...next };
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
