/**
 * Seals what names or finds a person. The key is never in the database: whoever has only the file
 * has neither names nor numbers. Look-ups go by keyed hash, because all Danish numbers can be
 * tried against a plain one in minutes.
 */

import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomFillSync,
} from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Nonces are drawn this many at a time: asking the system for each costs as much as encrypting. */
const NONCES_AT_ONCE = 256;
/** 128 bits: far beyond any collision among some millions of rows. */
const HASH_BYTES = 16;

export interface Vault {
  /** Encrypts a text (AES-256-GCM), bound to its place: it opens nowhere else. */
  seal(text: string, place: string): Buffer;
  /** Decrypts what `seal` made for the same place; throws where key, place or bytes differ. */
  open(sealed: Buffer, place: string): string;
  /** A keyed hash of the parts, the same for the same parts, for look-ups and uniqueness. */
  hash(...parts: readonly string[]): Buffer;
}

/** Makes a vault of a 32-byte key; each purpose has its own key derived from it. */
export function createVault(key: Buffer): Vault {
  if (key.length !== 32) {
    throw new Error(`The encryption key has ${key.length} bytes, it must have 32`);
  }
  const sealing = derive(key, 'seal');
  const hashing = derive(key, 'hash');
  const nextNonce = drawNonces();
  return {
    seal(text, place) {
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce);
      cipher.setAAD(Buffer.from(place));
      return Buffer.concat([
        nonce,
        cipher.update(text, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
    },
    open(sealed, place) {
      const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const body = sealed.subarray(NONCE_BYTES, -TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
    hash(...parts) {
      // The length before each part keeps ("ab","c") and ("a","bc") apart.
      const joined = parts.map((part) => `${part.length}:${part}`).join('');
      return createHmac('sha256', hashing).update(joined).digest().subarray(0, HASH_BYTES);
    },
  };
}

/** Random nonces, each given out once. */
function drawNonces(): () => Buffer {
  const drawn = Buffer.alloc(NONCES_AT_ONCE * NONCE_BYTES);
  let used = drawn.length;
  return () => {
    if (used === drawn.length) {
      randomFillSync(drawn);
      used = 0;
    }
    used += NONCE_BYTES;
    return drawn.subarray(used - NONCE_BYTES, used);
  };
}

function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `holdepunkt ${purpose}`, 32));
}
