/**
 * What `people.ts` reads inside the page. Each function is sent there as text: it may use nothing
 * from outside itself. A module that this build of WhatsApp Web does not have is left out.
 */

interface PageWid {
  readonly _serialized?: string;
  toString(): string;
}

interface PageChat {
  readonly id: PageWid;
  readonly formattedTitle?: string;
}

interface PageWithPeople {
  require(name: 'WAWebUserPrefsMeUser'): Record<string, (() => PageWid | null) | undefined>;
  require(name: 'WAWebCollections'): { Chat: { getModelsArray(): readonly PageChat[] } };
}

/** The account's own ids, by phone and by lid, as far as the page tells them. */
export function readOwnIds(): string[] {
  const page = globalThis as unknown as PageWithPeople;
  return ['getMaybeMePnUser', 'getMaybeMeLidUser'].flatMap((name) => {
    try {
      const wid = page.require('WAWebUserPrefsMeUser')[name]?.();
      return wid ? [wid._serialized ?? String(wid)] : [];
    } catch {
      return [];
    }
  });
}

/** The group chats that the page has, without asking the server about any. */
export function listGroups(): { id: string; name: string }[] {
  const page = globalThis as unknown as PageWithPeople;
  return page
    .require('WAWebCollections')
    .Chat.getModelsArray()
    .map((chat) => ({
      id: chat.id._serialized ?? String(chat.id),
      name: chat.formattedTitle ?? '',
    }))
    .filter(({ id }) => id.endsWith('@g.us'));
}
