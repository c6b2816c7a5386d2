/**
 * Reads what a caller of the simulator's HTTP API sent, and refuses what cannot be. Used by `api.ts`.
 * Its errors name the field, never repeat what stands in it.
 */
import { BadInput } from '../../bot/bad-input.ts';

/** A JSON object whose fields are not known yet. */
export type Body = Readonly<Record<string, unknown>>;

/** The request's body; no body is an empty one. @throws BadInput where it is no object. */
export function readBody(body: unknown): Body {
  if (body === undefined || body === null) {
    return {};
  }
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw new BadInput('The body must be a JSON object, for example {"name": "Amina"}.');
  }
  return body as Body;
}

/** A text that must be there. */
export function readText(body: Body, field: string): string {
  const value = body[field];
  if (typeof value !== 'string') {
    throw new BadInput(`${field} is missing or no text; send {"${field}": "…"}.`);
  }
  return value;
}

/** A name that must be there and show something. */
export function readName(body: Body, field: string): string {
  const name = readText(body, field).trim();
  if (name === '' || name.length > 100) {
    throw new BadInput(`${field} must have 1 to 100 characters.`);
  }
  return name;
}

/** A text that may be left out or null. */
export function readOptionalText(body: Body, field: string): string | undefined {
  const value = body[field];
  return value === undefined || value === null ? undefined : readText(body, field);
}

/** Which id events carry for a person; `phone` where it is left out. */
export function readIdentity(body: Body): 'phone' | 'lid' {
  const identity = readOptionalText(body, 'identity') ?? 'phone';
  if (identity !== 'phone' && identity !== 'lid') {
    throw new BadInput('identity must be "phone" or "lid".');
  }
  return identity;
}

/** The ids of those who are in a new chat; nobody where they are left out. */
export function readMembers(body: Body): readonly string[] {
  const { members = [] } = body;
  if (!Array.isArray(members) || !members.every((member) => typeof member === 'string')) {
    throw new BadInput('members must be a list of the ids of people; GET /state lists everybody.');
  }
  return members;
}

/** The texts of the chosen options. */
export function readOptions(body: Body): readonly string[] {
  const { options } = body;
  if (!Array.isArray(options) || !options.every((option) => typeof option === 'string')) {
    throw new BadInput('options must be a list of texts; an empty list withdraws the vote.');
  }
  return options;
}

/** The number after which messages are wanted; 0 where it is left out. */
export function readSince(query: unknown): number {
  if (query === undefined) {
    return 0;
  }
  if (typeof query !== 'string' || !/^\d{1,15}$/.test(query)) {
    throw new BadInput('since must be the seq of a message, for example since=12.');
  }
  return Number(query);
}

/** An instant with its offset, in epoch milliseconds. */
export function readInstant(body: Body, field: string): number {
  try {
    return Temporal.Instant.from(readText(body, field)).epochMilliseconds;
  } catch {
    throw new BadInput(`${field} must be an instant, for example "2026-11-17T09:00:00Z".`);
  }
}
