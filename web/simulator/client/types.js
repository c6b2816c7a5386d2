/**
 * The shapes that the simulator's HTTP API answers with, for the editor and the type checker only.
 * Times (`at`, `now`, `dueAt`) are ISO instants; `date` is a local day, `start` and `end` local times.
 *
 * A member's `role` is null where the bot does not know her. `chats` are those that are no group's own.
 * @typedef {{ id: string, name: string, role: string | null, language: string | null }} Member
 * @typedef {{
 *   id: string, name: string, chat?: string, staffChat?: string | null, zone?: string, members: Member[]
 * }} Group
 * @typedef {{ id: string, name: string, members: string[] }} Chat
 * @typedef {{
 *   now: string, connected?: boolean, groups: Group[], chats?: Chat[],
 *   people?: { id: string, name: string }[]
 * }} State
 * @typedef {{ question: string, multiple: boolean, options: { text: string, votes: string[] }[] }} Poll
 * @typedef {{ from: string, emoji: string }} Reaction
 * @typedef {{
 *   id: string, seq: number, from: string, at: string, text?: string, poll?: Poll,
 *   image?: { mimetype: string, bytes: number }, quoted?: string, reactions: Reaction[],
 *   edited?: boolean, deleted?: boolean
 * }} Message
 * @typedef {{ member: string, answer: 'yes' | 'no' | 'maybe', late?: boolean }} Rsvp
 * @typedef {{
 *   date: string, start: string, end: string, status: string, place?: string | null,
 *   topic?: string | null, rsvps: Rsvp[], attendance: { member: string, present: boolean }[]
 * }} Meeting
 * @typedef {{ key: string, kind: string, status: string, dueAt: string, chat?: string | null, what?: string | null }} OutboxRow
 * @typedef {{ flow: string, at: string, key: string }} Upcoming
 *
 * What the page shows now. `chat` is set where that is the chat of no group; `group` is then the one that is
 * run from it, or that somebody in it belongs to. `meetings`, `outbox` and `upcoming` are null where the bot cannot tell.
 * @typedef {{
 *   state: State | null, group: Group | null, chat: Chat | null, person: Member | null, direct: boolean,
 *   messages: Message[], meetings: Meeting[] | null, outbox: OutboxRow[] | null,
 *   upcoming: Upcoming[] | null
 * }} View
 *
 * @typedef {ReturnType<typeof import('./words.js').createWords>} Words
 * @typedef {ReturnType<typeof import('./api.js').createApi>} Api
 * @typedef {ReturnType<typeof import('./session.js').createSession>} Session
 */

export {};
