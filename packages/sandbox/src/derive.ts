/**
 * Values that look drawn by lot but follow from seed, kind and number.
 *
 * Why     Ids, names and choices need no memory and no shared random stream: a world that was replayed from its
 *         journal goes on exactly where it stopped, and 100,000 objects need not store what can be worked out.
 */
export function derive(seed: number, kind: number, n: number): number {
  let h = (seed ^ Math.imul(kind, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, 1). */
export const chance = (seed: number, kind: number, n: number): number => derive(seed, kind, n) / 4294967296;

export const pick = <T>(list: readonly T[], at: number): T => list[Math.abs(at) % list.length] as T;

const bytes = Buffer.alloc(16);
const words = new DataView(bytes.buffer, bytes.byteOffset);

/** Four derived words as hexadecimal digits, written by Buffer: put together from texts they took twice the time. */
function hexOf(first: number, second: number, third: number, fourth: number): string {
  words.setUint32(0, first);
  words.setUint32(4, second);
  words.setUint32(8, third);
  words.setUint32(12, fourth);
  return bytes.toString("hex");
}

/** 32 hexadecimal digits, as EasyPost's ids have. */
export const hex32 = (seed: number, kind: number, n: number): string =>
  hexOf(derive(seed, kind, n), derive(seed, kind + 7001, n), derive(seed, kind + 7002, n), derive(seed, kind + 7003, n));

/** 24 hexadecimal digits after eight that carry the number itself, so that an id can be looked up without an index. */
export const hexWithNumber = (seed: number, kind: number, n: number): string =>
  hexOf(n ^ derive(seed, kind, 0), derive(seed, kind + 1, n), derive(seed, kind + 2, n), derive(seed, kind + 3, n));

/** The number inside an id made by `hexWithNumber`; the caller compares the whole id afterwards. */
export const numberInHex = (seed: number, kind: number, hex: string): number =>
  (Number.parseInt(hex.slice(0, 8), 16) ^ derive(seed, kind, 0)) >>> 0;

const letters = "0123456789ABCDEFGHJKLMNPRSTUVWXY";

/** Capital letters and digits, as PayPal's transaction ids have. */
export function alphanumeric(seed: number, kind: number, n: number, length: number): string {
  let text = "";
  for (let at = 0; at < length; at += 6) {
    let bits = derive(seed, kind + at, n);
    for (let i = 0; i < 6; i++, bits >>>= 5) text += letters[bits & 31];
  }
  return text.slice(0, length);
}
