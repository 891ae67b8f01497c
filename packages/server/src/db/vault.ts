import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomFillSync, type KeyObject } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { assert } from "@argosy/core/assert.ts";
import { orderWords } from "./payload-words.ts";

/** Encrypts what must not be read from a stolen database: credentials, people, raw payloads. One key per company. */
export type Vault = {
  /** `place` names table, column and row: a ciphertext moved elsewhere does not open. */
  readonly seal: (orgId: string, place: string, text: string) => Buffer;
  readonly open: (orgId: string, place: string, sealed: Buffer) => string;
  /** Keyed hash for comparing what is not stored in the clear: without the key an address can't be guessed. */
  readonly keyedHash: (orgId: string, text: string) => string;
  /** 64 bits of a keyed hash as a `bigint` of SQL: what lists are searched by. A key of its own, so that it tells nothing of the other hashes. */
  readonly searchToken: (orgId: string, text: string) => string;
};

// The first byte, so that a later format or key can be told apart. The second one, how the text is packed, is of the first
// format as it was found; since the second one it can't be changed either.
const formats = { first: 1, now: 2 } as const;
const worthPacking = 300;
const notPacked = 0;
const packedAlone = 1; // by earlier releases
const packedWithWords = 2;
// A payload has some 4 kB. With the default window zlib claims 268 kB for each call, and every few hundred calls the
// claim alone makes V8 collect the whole heap. So do the 16 kB that Node makes for each answer: small ones come from its pool.
const dictionary = Buffer.from(orderWords);
const packing = { level: 1, windowBits: 13, memLevel: 5, chunkSize: 1024, dictionary } as const;
const unpacking = { chunkSize: 4000, maxOutputLength: 64 << 20 } as const;

const header = 2; // format, and how the text is packed
const nonceLength = 12;
const tagLength = 16;
const start = header + nonceLength + tagLength;

// Chance is fetched for 340 sealings at once: asking for each took a fifth of a short sealing. No byte is used twice.
const chance = Buffer.alloc(nonceLength * 340);
let used = chance.length;
function putNonce(into: Buffer): void {
  if (used === chance.length) {
    randomFillSync(chance);
    used = 0;
  }
  chance.copy(into, header, used, used + nonceLength);
  chance.fill(0, used, (used += nonceLength));
}

export function createVault(masterKey: Buffer): Vault {
  assert(masterKey.length === 32, "the master key has 32 bytes");
  const keys = new Map<string, KeyObject>(); // key objects, not bytes: three times faster per call
  const keyOf = (orgId: string, use: string): KeyObject => {
    const name = `${use}/${orgId}`;
    const known = keys.get(name);
    if (known) return known;
    const key = createSecretKey(Buffer.from(hkdfSync("sha256", masterKey, orgId, use, 32)));
    keys.set(name, key);
    return key;
  };
  return {
    seal(orgId, place, text) {
      const plain = Buffer.from(text, "utf8");
      const packed = plain.length > worthPacking;
      const body = packed ? deflateRawSync(plain, packing) : plain;
      const sealed = Buffer.allocUnsafe(start + body.length);
      sealed[0] = formats.now;
      sealed[1] = packed ? packedWithWords : notPacked;
      putNonce(sealed);
      const cipher = createCipheriv("aes-256-gcm", keyOf(orgId, "seal"), sealed.subarray(header, header + nonceLength));
      cipher.setAAD(Buffer.from(`${sealed[1]}/${place}`));
      cipher.update(body).copy(sealed, start);
      cipher.final(); // nothing more to write: GCM keeps the length
      cipher.getAuthTag().copy(sealed, header + nonceLength);
      return sealed;
    },
    open(orgId, place, sealed) {
      const [format, packed = NaN] = sealed;
      assert((format === formats.first || format === formats.now) && packed <= packedWithWords && sealed.length >= start, `sealed text of format ${format}, ${packed}`);
      const decipher = createDecipheriv("aes-256-gcm", keyOf(orgId, "seal"), sealed.subarray(header, header + nonceLength));
      decipher.setAAD(Buffer.from(format === formats.first ? place : `${packed}/${place}`));
      decipher.setAuthTag(sealed.subarray(header + nonceLength, start));
      const body = decipher.update(sealed.subarray(start));
      decipher.final(); // throws unless the tag fits
      return (packed === notPacked ? body : inflateRawSync(body, packed === packedAlone ? unpacking : { ...unpacking, dictionary })).toString("utf8");
    },
    keyedHash: (orgId, text) =>
      createHmac("sha256", keyOf(orgId, "hash")).update(text).digest("base64url").slice(0, 27),
    // As text: a buffer made for each hash takes as long as the hash.
    searchToken: (orgId, text) => BigInt.asIntN(64, BigInt(`0x${createHmac("sha256", keyOf(orgId, "search")).update(text).digest("hex").slice(0, 16)}`)).toString(),
  };
}
