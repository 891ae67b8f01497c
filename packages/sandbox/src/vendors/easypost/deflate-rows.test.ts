import { inflateSync } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { rowDeflater } from "./deflate-rows.ts";

const [rowBytes, perRow, rowCount] = [50, 13, 40];

/** PNG's rows as they were before filtering, in ink again: 1 is black. */
function unfiltered(raw: Buffer): number[][] {
  let above = Array.from({ length: rowBytes }, () => 0);
  return Array.from({ length: rowCount }, (_, y) => {
    const [filter, ...bytes] = raw.subarray(y * (rowBytes + 1), (y + 1) * (rowBytes + 1));
    above = bytes.map((byte, i) => (filter === 2 ? byte + above[i]! : byte) & 0xff);
    return above.map((byte) => ~byte & 0xff);
  });
}

const word = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(0, 0xff, 0xffff_ffff, 0xf000_0000) }, fc.nat().map((n) => n * 2));
const band = fc.record({ row: fc.array(word, { minLength: perRow, maxLength: perRow }), times: fc.integer({ min: 1, max: rowCount }) });

test.each([["white", 0], ["black", 0xffff_ffff], ["noise", 0x1234_5678]])("zlib reads every picture back, however unlike the sample (%s) it is", (_, dots) => {
  const deflateRows = rowDeflater(rowBytes, perRow, new Int32Array(perRow * rowCount).map((__, i) => Math.imul(i, i) & dots));
  fc.assert(fc.property(fc.array(band, { minLength: rowCount, maxLength: rowCount }), (bands) => {
    const rows = bands.flatMap(({ row, times }) => Array.from({ length: times }, () => row)).slice(0, rowCount);
    const ink = Int32Array.from(rows.flat());
    const out = new Uint8Array(10_000);
    const expected = rows.map((row) => row.flatMap((w) => [w >>> 24, (w >>> 16) & 0xff, (w >>> 8) & 0xff, w & 0xff]).slice(0, rowBytes));
    expect(unfiltered(inflateSync(out.subarray(5, deflateRows(ink, out, 5))))).toEqual(expected);
  }));
});
