/**
 * The self-test: what does not work although the page is connected. The session runs it when a page
 * is ready and now and then afterwards. It never throws, and one broken part hides no other.
 */

import type { ChannelProblem } from '../../types.ts';
import type { LibraryClient, LibraryPage } from './library.ts';
import { examinePage, pickChats, readChat, readLatest } from './page-probe.ts';

/** Runs a check with a time limit of its own. */
export type Limited = <T>(what: string, call: () => Promise<T>) => Promise<T>;

/** All that does not work now; empty where all is well. */
export async function findProblems(
  client: LibraryClient,
  limited: Limited,
): Promise<readonly ChannelProblem[]> {
  const page = client.pupPage;
  if (page === null) {
    return ['page-unknown'];
  }
  const seen = await attempt(() => limited('self-test', () => page.evaluate(examinePage)));
  const chats = (await attempt(() => limited('self-test', () => page.evaluate(pickChats)))) ?? [];
  const canRead = await anyPasses(chats, (id) => tryChat(page, limited, [readChat, id]));
  const hasHistory = await anyPasses(chats, (id) => tryChat(page, limited, [readLatest, id]));
  const verdicts: readonly (readonly [ChannelProblem, boolean])[] = [
    ['page-unknown', seen?.pageKnown ?? false],
    ['keys-unreadable', seen?.keysReadable ?? false],
    ['chats-unreadable', canRead],
    ['history-unreadable', hasHistory],
    ['reactions-unheard', seen?.reactionsHeard ?? false],
    ['votes-unheard', seen?.votesHeard ?? false],
    ['votes-unreadable', seen?.votesReadable ?? false],
  ];
  return verdicts.filter(([, passes]) => !passes).map(([problem]) => problem);
}

function tryChat(
  page: LibraryPage,
  limited: Limited,
  [read, id]: readonly [(id: string) => Promise<boolean>, string],
): Promise<boolean | null> {
  return attempt(() => limited('self-test', () => page.evaluate(read, id)));
}

/** One is enough: a single chat may be odd. An account without chats has nothing to be read. */
async function anyPasses(
  chats: readonly string[],
  passes: (id: string) => Promise<boolean | null>,
): Promise<boolean> {
  for (const id of chats) {
    if (await passes(id)) {
      return true;
    }
  }
  return chats.length === 0;
}

async function attempt<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch {
    return null;
  }
}
