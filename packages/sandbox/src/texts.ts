/** Where a text is kept. Means something to the `TextStore` that answered it only. */
export type TextAt = number & { readonly "text at": true };

/** Texts outside of V8's heap: garbage collection neither counts nor visits them. None is ever let go. */
export type TextStore = { readonly keepText: (text: string) => TextAt; readonly text: (at: TextAt) => string };

const slabSize = 1 << 20; // bytes
const lengthSize = 4;

/** A text lies in one slab, behind its length in bytes; one too long for a slab has its own. */
export function textStore(): TextStore {
  const slabs: Buffer[] = [];
  let used = slabSize; // of the last slab
  return {
    keepText: (text) => {
      const length = Buffer.byteLength(text);
      const size = lengthSize + length;
      if (used + size > slabSize) {
        slabs.push(Buffer.allocUnsafeSlow(Math.max(slabSize, size)));
        used = 0;
      }
      const slab = slabs.at(-1)!;
      slab.writeUInt32LE(length, used);
      slab.write(text, used + lengthSize);
      const at = (slabs.length - 1) * slabSize + used;
      used += size;
      return at as TextAt;
    },
    text: (at) => {
      const slab = slabs[Math.floor(at / slabSize)]!;
      const start = (at % slabSize) + lengthSize;
      return slab.toString("utf8", start, start + slab.readUInt32LE(start - lengthSize));
    },
  };
}
