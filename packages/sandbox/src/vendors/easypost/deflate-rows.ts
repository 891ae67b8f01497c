/**
 * Compresses a picture of one bit per pixel, row by row from above, into PNG's rows: for pictures that are mostly white
 * and whose rows mostly repeat the one above.
 *
 * Why     zlib looks for repetitions in all bytes, and holds memory that V8 collects for. Here who draws knows them: a
 *         row that repeats becomes a match of whole rows by PNG's filter "up", and the white behind what is drawn a match
 *         of its run. The Huffman codes are made once, from a picture like those to come.
 *         Measured: half the time of a picture of dots that is searched for such rows, which took half of zlib's.
 * Source  RFC 1951 (3.2.5 lengths and distances, 3.2.7 codes), RFC 1950 (frame, Adler-32), PNG 9.2 (filters)
 */

/** Bits to be written, lowest first, and how many. */
type Bits = { readonly bits: number; readonly size: number };

const join = (parts: readonly Bits[]): Bits =>
  parts.reduce((sum, { bits, size }) => ({ bits: sum.bits | (bits << sum.size), size: sum.size + size }), { bits: 0, size: 0 });

/** What a picture consists of: a byte, its end, so many more of the byte before, or so many rows more. */
const end = 256;
const runToken = (length: number): number => end + length;
const rowsToken = (rows: number): number => 512 + rows;
const tokenCount = 520;
const [rowIsNew, rowIsAbove] = [0, 2]; // PNG's filters "none" and "up"
export const [white, black] = [0xff, 0];

/** The symbol of a length or distance and its extra bits, of which there is one more every `2 ** doubling` symbols. */
function symbolOf(value: number, doubling: number) {
  const size = Math.max(0, 31 - Math.clz32(value) - doubling);
  return { symbol: (size << doubling) + (value >> size), extra: { bits: value & ((1 << size) - 1), size } };
}

/** A token's symbol, and the bits behind its code: of the length, which of the two distances, and of the distance. */
function partsOf(token: number, line: number): { readonly symbol: number; readonly behind: readonly Bits[] } {
  if (token <= end) return { symbol: token, behind: [] };
  const isRows = token >= rowsToken(0);
  const length = symbolOf((isRows ? (token - rowsToken(0)) * line : token - end) - 3, 2);
  const distance = isRows ? symbolOf(line - 1, 1).extra : { bits: 0, size: 0 };
  return { symbol: 257 + length.symbol, behind: [length.extra, { bits: Number(isRows), size: 1 }, distance] };
}

const rare = 0.2; // how often the sample has what it has not: nothing is impossible

/** Lengths of a complete prefix code in which what is frequent is short: Shannon's, shortened while there is room. */
function codeSizes(weights: readonly number[], most: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const sizes = weights.map((w) => Math.min(most, Math.ceil(Math.log2(sum / w))));
  let room = 2 ** most - sizes.reduce((used, size) => used + 2 ** (most - size), 0);
  const frequentFirst = weights.map((_, symbol) => symbol).sort((a, b) => weights[b]! - weights[a]!);
  while (room > 0)
    for (const symbol of frequentFirst) {
      const more = 2 ** (most - sizes[symbol]!);
      if (more <= room) (sizes[symbol]!--, (room -= more));
    }
  return sizes;
}

/** Codes are counted up from the shortest, symbol by symbol, and written from their highest bit. */
function codesOf(sizes: readonly number[]): Bits[] {
  const codes: Bits[] = [];
  let next = 0;
  for (let size = 1; size <= 15; size++, next <<= 1)
    sizes.forEach((own, symbol) => {
      if (own !== size) return;
      let bits = 0;
      for (let i = 0; i < size; i++) bits |= ((next >> i) & 1) << (size - 1 - i);
      codes[symbol] = { bits, size };
      next++;
    });
  return codes;
}

const orderOfSizes = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The block's beginning: the lengths of all codes, in a code of their own. Of distances one byte and one row are used. */
function headOf(sizes: readonly number[], line: number): Bits[] {
  const { symbol: row } = symbolOf(line - 1, 1);
  const distances = Array.from({ length: row + 1 }, (_, symbol) => Number(symbol === 0 || symbol === row));
  const all = [...sizes, ...distances];
  const ownSizes = codeSizes(Array.from({ length: 16 }, (_, size) => all.filter((s) => s === size).length + rare), 7);
  const codes = codesOf(ownSizes);
  return [
    { bits: 0b101, size: 3 }, { bits: sizes.length - 257, size: 5 }, { bits: row, size: 5 }, { bits: 15, size: 4 },
    ...orderOfSizes.map((size) => ({ bits: ownSizes[size] ?? 0, size: 3 })), // repetitions, 16 to 18, are not used
    ...all.map((size) => codes[size]!),
  ];
}

const isPossible = (token: number, rowBytes: number): boolean =>
  token <= end || (token >= runToken(3) && token < runToken(rowBytes)) ||
  (token > rowsToken(0) && (token - rowsToken(0)) * (rowBytes + 1) < 258);

/** A picture being drawn: what it consists of so far, and the sum of its bytes (Adler-32). */
export type Rows = {
  /** So many rows of these bytes, of which those from `used` on are white. A 1 is white, as PNG has it. */
  readonly draw: (bytes: Uint8Array, used: number, times: number) => void;
  /** So many rows of one byte. */
  readonly fill: (byte: number, times: number) => void;
  readonly count: () => number; // of rows
};

function collector(rowBytes: number, most: number) {
  const line = rowBytes + 1; // with its filter
  const tokens = new Uint16Array(most * (line + 4));
  const mostRows = Math.floor(257 / line);
  let [count, rows, sum, sumOfSums] = [0, 0, 1, 0];
  /** The same byte so many times. */
  const run = (byte: number, times: number): void => {
    if (times > 3) {
      tokens[count++] = byte;
      tokens[count++] = runToken(times - 1);
    } else for (let i = 0; i < times; i++) tokens[count++] = byte;
    sumOfSums += times * sum + (byte * times * (times + 1)) / 2;
    sum += byte * times;
  };
  /** Row's end: so many more like it. Each adds its filter once more, and is summed up byte by byte. */
  const repeat = (more: number): void => {
    rows += 1 + more;
    if (more > 0) {
      tokens[count++] = rowIsAbove;
      tokens[count++] = 0;
      tokens[count++] = runToken(rowBytes - 1);
      for (let left = more - 1; left > 0; left -= mostRows) tokens[count++] = rowsToken(Math.min(left, mostRows));
      sumOfSums += line * (more * sum + (rowIsAbove * more * (more + 1)) / 2);
      sum += rowIsAbove * more;
    }
    sum %= 65_521;
    sumOfSums %= 65_521;
  };
  const drawing: Rows = {
    draw(bytes, used, times) {
      tokens[count++] = rowIsNew;
      sumOfSums += sum;
      for (let i = 0; i < used; i++) {
        const byte = bytes[i]!;
        tokens[count++] = byte;
        sum += byte;
        sumOfSums += sum;
      }
      run(white, rowBytes - used);
      repeat(times - 1);
    },
    fill(byte, times) {
      if (times < 0) throw new Error(`${-times} rows are drawn already`);
      if (times === 0) return;
      tokens[count++] = rowIsNew;
      sumOfSums += sum;
      run(byte, rowBytes);
      repeat(times - 1);
    },
    count: () => rows,
  };
  return (picture: (rows: Rows) => void) => {
    [count, rows, sum, sumOfSums] = [0, 0, 1, 0];
    picture(drawing);
    tokens[count++] = end;
    return { tokens: tokens.subarray(0, count), adler: sumOfSums * 65_536 + sum };
  };
}

/**
 * Makes a writer of pictures like `sample`, in zlib's format.
 *
 * Units   Rows of `rowBytes` bytes, at most `most` of them. `out` must have room for a picture that does not compress.
 * Answers where in `out` the picture ends that begins at `start`.
 */
export function rowDeflater(rowBytes: number, most: number, sample: (rows: Rows) => void) {
  const line = rowBytes + 1;
  const collect = collector(rowBytes, most);
  const possible = Array.from({ length: tokenCount }, (_, token) => token).filter((token) => isPossible(token, rowBytes));
  const weights = Array.from({ length: 286 }, () => rare);
  for (const token of collect(sample).tokens) weights[partsOf(token, line).symbol]! += 1;
  const sizes = codeSizes(weights, 15);
  const codes = codesOf(sizes);
  const [bits, size] = [new Uint32Array(tokenCount), new Uint8Array(tokenCount)];
  for (const token of possible) {
    const { symbol, behind } = partsOf(token, line);
    ({ bits: bits[token], size: size[token] } = join([codes[symbol]!, ...behind]));
  }
  const head = pack([{ bits: 0x0178, size: 16 }, ...headOf(sizes, line)]);
  return (picture: (rows: Rows) => void, out: Uint8Array, start: number): number => {
    const { tokens, adler } = collect(picture);
    out.set(head.bytes, start);
    let at = start + head.bytes.length;
    let { bits: held, size: heldSize } = head.rest;
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i]!;
      if (heldSize + size[token]! > 32) for (; heldSize >= 8; heldSize -= 8, held >>>= 8) out[at++] = held;
      held |= bits[token]! << heldSize;
      heldSize += size[token]!;
    }
    for (; heldSize > 0; heldSize -= 8, held >>>= 8) out[at++] = held;
    new DataView(out.buffer, out.byteOffset).setUint32(at, adler);
    return at + 4;
  };
}

/** Whole bytes, and the bits left over. */
function pack(parts: readonly Bits[]): { readonly bytes: Uint8Array; readonly rest: Bits } {
  const bytes: number[] = [];
  let [held, heldSize] = [0, 0];
  for (const { bits, size } of parts) {
    held |= bits << heldSize;
    for (heldSize += size; heldSize >= 8; heldSize -= 8, held >>>= 8) bytes.push(held & 0xff);
  }
  return { bytes: Uint8Array.from(bytes), rest: { bits: held, size: heldSize } };
}
