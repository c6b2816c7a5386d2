import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../bot/config.ts';
import { obtainKey } from '../bot/key.ts';
import type { MemberId, PersonId } from '../bot/types.ts';
import { openDatabase } from '../data/database.ts';
import { createStore } from '../data/store.ts';
import { createVault } from '../data/vault.ts';

const vault = createVault(randomBytes(32));
const text = fc.string({ unit: 'grapheme', maxLength: 200 });

describe('sealing', () => {
  it('gives back what was sealed, for the same place', () => {
    fc.assert(
      fc.property(text, text, (secret, place) => {
        expect(vault.open(vault.seal(secret, place), place)).toBe(secret);
      }),
      { numRuns: 2000 },
    );
  });

  it('opens nowhere else', () => {
    fc.assert(
      fc.property(text, text, text, (secret, place, other) => {
        fc.pre(place !== other);
        const sealed = vault.seal(secret, place);
        expect(() => vault.open(sealed, other)).toThrow();
      }),
    );
  });

  it('notices every changed, missing or added byte', () => {
    const sealed = vault.seal('Amina', 'members.name:m-1');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(sealed.readUInt8(index) ^ 1, index);
      expect(() => vault.open(changed, 'members.name:m-1'), `byte ${index}`).toThrow();
      expect(() => vault.open(sealed.subarray(0, index), 'members.name:m-1')).toThrow();
    }
    const longer = Buffer.concat([sealed, Buffer.from([0])]);
    expect(() => vault.open(longer, 'members.name:m-1')).toThrow();
  });

  it('opens with no other key, and hashes differently with it', () => {
    const other = createVault(randomBytes(32));
    expect(() => other.open(vault.seal('Amina', 'a'), 'a')).toThrow();
    expect(
      other.hash('person', '4520123456@c.us').equals(vault.hash('person', '4520123456@c.us')),
    ).toBe(false);
  });

  it('never uses a nonce twice, and shows nothing of the text', () => {
    const nonces = new Set<string>();
    for (let count = 0; count < 20_000; count += 1) {
      const sealed = vault.seal('Amina', 'a');
      nonces.add(sealed.subarray(0, 12).toString('hex'));
    }
    expect(nonces.size).toBe(20_000);
    expect(vault.seal('Amina'.repeat(20), 'a').toString('latin1')).not.toContain('Amina');
  });

  it.each([0, 16, 31, 33])('takes no key of %i bytes', (length) => {
    expect(() => createVault(Buffer.alloc(length))).toThrow(/must have 32/);
  });
});

describe('hashes', () => {
  it('are the same for the same parts only: no part can flow into the next', () => {
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 4 }),
        fc.array(text, { maxLength: 4 }),
        (one, other) => {
          const same =
            one.length === other.length && one.every((part, index) => part === other[index]);
          expect(vault.hash(...one).equals(vault.hash(...other))).toBe(same);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each([
    [
      ['ab', 'c'],
      ['a', 'bc'],
    ],
    [['ab'], ['a', 'b']],
    [['a', ''], ['a']],
    [
      ['', 'a'],
      ['a', ''],
    ],
    [['1:a'], ['1', 'a']],
    [['a1:b'], ['a', 'b']],
  ])('keep %j and %j apart', (one, other) => {
    expect(vault.hash(...one).equals(vault.hash(...other))).toBe(false);
  });
});

describe('the key', () => {
  let folder: string;
  const obtain = (env: Record<string, string> = {}): Buffer =>
    obtainKey(loadConfig({ DATA_DIR: folder, ...env }), join(folder, 'holdepunkt.db'));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdepunkt-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is made once, for its owner only, and nothing is left beside it', () => {
    const key = obtain();
    expect(obtain().equals(key)).toBe(true);
    expect(readdirSync(folder)).toEqual(['holdepunkt.key']);
    expect(statSync(join(folder, 'holdepunkt.key')).mode & 0o777).toBe(0o600);
  });

  it('is not made anew beside a database that was written with another', () => {
    writeFileSync(join(folder, 'holdepunkt.db'), '');
    expect(() => obtain()).toThrow(/holdepunkt\.key is missing: \S/);
    expect(existsSync(join(folder, 'holdepunkt.key'))).toBe(false);
  });

  it.each(['', 'f'.repeat(63), 'no key at all'])(
    'that reads %j is refused and not repeated',
    (text) => {
      writeFileSync(join(folder, 'holdepunkt.key'), text);
      expect(() => obtain()).toThrow(/^\S+holdepunkt\.key holds no key: it must be/);
    },
  );

  it('of the settings comes before that of the file', () => {
    const key = randomBytes(32);
    expect(obtain({ HOLDEPUNKT_KEY: key.toString('hex') }).equals(key)).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('sealed rows', () => {
  it('that were swapped do not open', () => {
    const db = openDatabase(':memory:', vault);
    const store = createStore(db, vault);
    const add = (name: string, id: string) =>
      store.members.add({ name, language: null, ids: [`${id}@c.us` as PersonId], at: 1 });
    const amina = add('Amina', '4520123456');
    const olena = add('Olena', '4520654321');
    const sealed = (id: MemberId) =>
      db.prepare<[string], Buffer>('select name_sealed from members where id = ?').pluck().get(id);
    const write = db.prepare('update members set name_sealed = ? where id = ?');
    const [hers, other] = [sealed(amina), sealed(olena)];
    write.run(other, amina);
    write.run(hers, olena);
    expect(() => store.members.get(amina)?.name).toThrow();
    expect(() => store.members.get(olena)?.name).toThrow();
    write.run(hers, amina);
    expect(store.members.get(amina)?.name).toBe('Amina');
    db.close();
  });
});
