/**
 * The simulator's HTTP API, one function a call. Nothing else in the page fetches.
 * A refused call throws an `ApiError` with the reason that the server gave.
 */

/** @import { Meeting, Message, OutboxRow, State, Upcoming } from './types.js' */

const base = '/simulator/api';

/** A call that was answered with a refusal (`status`) or not at all (`status` 0). */
export class ApiError extends Error {
  /** @param {string} message @param {number} status */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** @param {string} method @param {string} path @param {unknown} [body] */
async function call(method, path, body) {
  const response = await fetch(base + path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  }).catch(() => {
    throw new ApiError('', 0);
  });
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    throw new ApiError(String(answer?.error ?? response.status), response.status);
  }
  return answer;
}

/** What is not there (yet) is nothing, not an error: a direct chat before its first message.
 * @template T @param {Promise<T>} answer @param {T} nothing @returns {Promise<T>} */
async function orNothing(answer, nothing) {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return nothing;
    }
    throw error;
  }
}

const id = encodeURIComponent;

export function createApi() {
  return {
    /** @returns {Promise<State>} */
    state: () => call('GET', '/state'),
    /** @param {string} chat @returns {Promise<Message[]>} */
    messages: (chat) => orNothing(call('GET', `/chats/${id(chat)}/messages?since=0`), []),
    /** @param {string} group @returns {Promise<Meeting[] | null>} */
    meetings: (group) => orNothing(call('GET', `/groups/${id(group)}/meetings`), null),
    /** @param {string} group @returns {Promise<OutboxRow[] | null>} */
    outbox: (group) => orNothing(call('GET', `/groups/${id(group)}/outbox`), null),
    /** @param {string} group @returns {Promise<Upcoming[] | null>} */
    upcoming: (group) => orNothing(call('GET', `/groups/${id(group)}/upcoming`), null),
    /** @param {string} chat @param {{ from: string, text: string, quoted?: string }} message */
    say: (chat, message) => call('POST', `/chats/${id(chat)}/messages`, message),
    /** @param {string} message @param {string} text */
    edit: (message, text) => call('PATCH', `/messages/${id(message)}`, { text }),
    /** @param {string} message */
    remove: (message) => call('DELETE', `/messages/${id(message)}`),
    /** @param {string} message @param {string} from @param {string[]} options */
    vote: (message, from, options) =>
      call('POST', `/messages/${id(message)}/votes`, { from, options }),
    /** @param {string} message @param {string} from @param {string} emoji empty: takes it back */
    react: (message, from, emoji) =>
      call('POST', `/messages/${id(message)}/reactions`, { from, emoji }),
    /** @param {Record<string, unknown>} group @returns {Promise<{ id: string }>} */
    addGroup: (group) => call('POST', '/groups', group),
    /** @param {{ name: string, members: string[] }} chat @returns {Promise<{ id: string }>} */
    addChat: (chat) => call('POST', '/chats', chat),
    /** @param {string} group @param {Record<string, unknown>} member @returns {Promise<{ id: string }>} */
    addMember: (group, member) => call('POST', `/groups/${id(group)}/members`, member),
    /** @param {{ to: string } | { advance: string }} move */
    moveClock: (move) => call('POST', '/clock', move),
    quiet: () => call('POST', '/quiet', {}),
    /** Server-sent events: a line whenever something changed. */
    stream: () => new EventSource(`${base}/stream`),
  };
}
