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
  readonly groupMetadata?: { serialize(): { readonly participants?: readonly { id: PageWid }[] } };
}

interface PageWithPeople {
  require(name: 'WAWebUserPrefsMeUser'): Record<string, (() => PageWid | null) | undefined>;
  require(name: 'WAWebCollections'): { Chat: { getModelsArray(): readonly PageChat[] } };
  require(name: 'WAWebWidFactory'): { createWid(id: string): PageWid };
  require(name: 'WAWebLidMigrationUtils'): { toPn(wid: PageWid): PageWid | null | undefined };
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

/** The people of a group as the page has them, without asking the server; null where it has no such group. */
export function listPeople(group: string): string[] | null {
  const page = globalThis as unknown as PageWithPeople;
  const textOf = (wid: PageWid): string => wid._serialized ?? String(wid);
  const chats = page.require('WAWebCollections').Chat.getModelsArray();
  const found = chats.find(({ id }) => textOf(id) === group);
  const people = found?.groupMetadata?.serialize().participants;
  return people?.map(({ id }) => textOf(id)) ?? null;
}

/**
 * A person's other id, as far as the page's table of ids and its groups tell it, without asking the
 * server; null where they do not. By the same table the library names the people of a group.
 */
export function findOtherId(person: string): string | null {
  const page = globalThis as unknown as PageWithPeople;
  const { toPn } = page.require('WAWebLidMigrationUtils');
  const textOf = (wid: PageWid | null | undefined): string | null =>
    wid ? (wid._serialized ?? String(wid)) : null;
  if (person.endsWith('@lid')) {
    return textOf(toPn(page.require('WAWebWidFactory').createWid(person)));
  }
  const lids = page
    .require('WAWebCollections')
    .Chat.getModelsArray()
    .flatMap(({ groupMetadata }) => groupMetadata?.serialize().participants ?? [])
    .map(({ id }) => id)
    .filter((id) => textOf(id)?.endsWith('@lid'));
  return textOf(lids.find((id) => textOf(toPn(id)) === person));
}
