import { inflateSync } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { rowDeflater, type Rows } from "./deflate-rows.ts";

const [rowBytes, rowCount] = [50, 40];

/** PNG's rows as they were before filtering. */
function unfiltered(raw: Buffer): number[][] {
  let above = Array.from({ length: rowBytes }, () => 0);
  return Array.from({ length: raw.length / (rowBytes + 1) }, (_, y) => {
    const [filter, ...bytes] = raw.subarray(y * (rowBytes + 1), (y + 1) * (rowBytes + 1));
    above = bytes.map((byte, i) => (filter === 2 ? byte + above[i]! : byte) & 0xff);
    return above;
  });
}

const byte = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(0, 0xff, 0xf0) }, fc.nat({ max: 255 }));
const times = fc.integer({ min: 1, max: rowCount });
const band = fc.oneof(
  fc.record({ bytes: fc.array(byte, { maxLength: rowBytes }), times }),
  fc.record({ byte, times }),
);
const samples: readonly [string, (rows: Rows) => void][] = [
  ["white", (rows) => rows.fill(0xff, rowCount)],
  ["black", (rows) => rows.fill(0, rowCount)],
  ["noise", (rows) => rows.draw(Uint8Array.from({ length: rowBytes }, (_, i) => (i * i * 7) & 0xff), rowBytes, 1)],
];

test.each(samples)("zlib reads every picture back, however unlike the sample (%s) it is", (_, sample) => {
  const deflateRows = rowDeflater(rowBytes, 4 * rowCount, sample);
  fc.assert(fc.property(fc.array(band, { minLength: 1, maxLength: 4 }), (bands) => {
    const out = new Uint8Array(20_000);
    const end = deflateRows((rows) => {
      for (const b of bands) {
        if ("byte" in b) rows.fill(b.byte, b.times);
        else rows.draw(Uint8Array.from(b.bytes), b.bytes.length, b.times);
      }
      expect(rows.count()).toBe(bands.reduce((sum, b) => sum + b.times, 0));
    }, out, 5);
    const expected = bands.flatMap((b) => {
      const row = Array.from({ length: rowBytes }, (__, i) => ("byte" in b ? b.byte : (b.bytes[i] ?? 0xff)));
      return Array.from({ length: b.times }, () => row);
    });
    expect(unfiltered(inflateSync(out.subarray(5, end)))).toEqual(expected);
  }));
});

test("what is drawn below something that is already there is refused, and the next picture is whole", () => {
  const deflateRows = rowDeflater(rowBytes, rowCount, (rows) => rows.fill(0xff, rowCount));
  const out = new Uint8Array(4_000);
  expect(() => deflateRows((rows) => (rows.fill(0, 5), rows.fill(0xff, -2)), out, 0)).toThrow("2 rows are drawn already");
  expect(unfiltered(inflateSync(out.subarray(0, deflateRows((rows) => rows.fill(0, 3), out, 0))))).toHaveLength(3);
});
