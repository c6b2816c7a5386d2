/**
 * What may be sent where. Called before every send; it only reads. The bot writes in groups, and
 * answers people who wrote to it: opening a chat with a stranger gets accounts banned.
 */
import type { ChatId, Outbound, Sending } from '../../types.ts';
import { giveUpIfLost } from './identities.ts';
import { readChat } from './keys.ts';
import type { LibraryChat } from './library.ts';
import type { Loader } from './load-messages.ts';
import type { People } from './people.ts';
import type { Session } from './session.ts';
import type { WhatsAppSettings } from './settings.ts';

/** WhatsApp's own limits for polls. */
const LEAST_OPTIONS = 2;
const MOST_OPTIONS = 12;

export interface AdmitParts {
  readonly session: Pick<Session, 'run'>;
  readonly loader: Loader;
  readonly people: Pick<People, 'isMuted'>;
  readonly settings: Pick<WhatsAppSettings, 'clock'>;
}

/** Creates the check: why something cannot be sent, or null. @throws where the chat cannot be read */
export function admit(parts: AdmitParts): (sending: Sending) => Promise<string | null> {
  const opened = new Set<ChatId>();
  return async ({ chat, message }) => {
    const refusal = refuseMessage(message);
    if (refusal !== null) {
      return refusal;
    }
    switch (readChat(chat)?.kind) {
      case 'group':
        return refuseGroup(parts, chat, message);
      case 'direct':
        if (!opened.has(chat) && !(await hasWritten(parts, chat))) {
          return 'she has not written to the bot';
        }
        opened.add(chat);
        return null;
      default:
        return 'there is no such chat';
    }
  };
}

function refuseMessage(message: Outbound): string | null {
  if (message.kind === 'text') {
    return message.text === '' ? 'the text is empty' : null;
  }
  if (message.kind === 'reaction') {
    return null;
  }
  const options = message.options.map((option) => option.trim());
  const isUnique = new Set(options).size === options.length && !options.includes('');
  const fits = options.length >= LEAST_OPTIONS && options.length <= MOST_OPTIONS;
  const isPoll = message.question.trim() !== '' && isUnique && fits;
  return isPoll ? null : 'not a poll that WhatsApp takes';
}

async function refuseGroup(
  { session, people }: AdmitParts,
  id: ChatId,
  message: Outbound,
): Promise<string | null> {
  if (message.kind === 'reaction') {
    // The message that it goes to is looked for; asking the server about the group as well is dear.
    return null;
  }
  const chat = await lookAt(session, id);
  if (chat === 'refused') {
    return null;
  }
  if (!chat?.isGroup) {
    return 'there is no such chat';
  }
  // Whether it is still among the group's people is for the server to say: it refuses, and a page
  // that has not loaded them yet must not keep a reminder back.
  return (await people.isMuted(chat)) ? 'only admins may write in this group' : null;
}

/** The server may refuse to tell of a group's people, and take a message for them all the same. */
async function lookAt(
  session: AdmitParts['session'],
  id: ChatId,
): Promise<LibraryChat | undefined | 'refused'> {
  try {
    return await session.run('look at a group', (client) => client.getChatById(id));
  } catch (error) {
    giveUpIfLost(error);
    return 'refused';
  }
}

async function hasWritten({ loader, settings }: AdmitParts, chat: ChatId): Promise<boolean> {
  for (const sinceAt of [settings.clock.now(), 0]) {
    const messages = await loader.since(chat, sinceAt);
    if (messages.some(({ fromMe }) => !fromMe)) {
      return true;
    }
  }
  return false;
}
