/** Help near a group: what its municipality and associations there offer. Nothing about who was told of it. */

import type { Db } from './database.ts';

/** Something that is offered in a municipality, in the words of whoever entered it. */
export interface LocalOffer {
  readonly id: number;
  readonly municipality: string;
  readonly title: string;
  readonly about: string;
  readonly link: string | null;
}

export type NewOffer = Omit<LocalOffer, 'id'>;

export type OfferStore = ReturnType<typeof createOfferStore>;

/** The named queries on local offers. */
export function createOfferStore(db: Db) {
  const insert = db.prepare<[Record<string, unknown>]>(`
    insert into offers (municipality, title, about, link, added_at)
    values (@municipality, @title, @about, @link, @at)`);
  const all = db.prepare<[], LocalOffer>(
    'select id, municipality, title, about, link from offers order by id',
  );
  const remove = db.prepare<[number]>('delete from offers where id = ?');

  return {
    add(offer: NewOffer, at: number): number {
      return Number(insert.run({ ...offer, at }).lastInsertRowid);
    },
    /** All of them, in the order they were entered. */
    all(): LocalOffer[] {
      return all.all();
    },
    /** False where there is none by that number. */
    remove(id: number): boolean {
      return remove.run(id).changes > 0;
    },
  };
}
