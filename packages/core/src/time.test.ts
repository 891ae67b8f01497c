import fc from "fast-check";
import { expect, test } from "vitest";
import { instant, onPaper, parseInstant, type Instant } from "./time.ts";

test("an instant is written as the language writes it, in every year and on both sides of midnight", () => {
  const last = 8.64e15;
  const law = (ms: number): boolean => instant(ms) === new Date(ms).toISOString();
  fc.assert(fc.property(fc.integer({ min: -last, max: last }), law));
  fc.assert(fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: -2, max: 2 }), (day, ms) => law(day * 86_400_000 + ms)));
  expect([-1, -0.5, 1.5, 253_402_300_799_999, 253_402_300_800_000].every(law)).toBe(true);
  for (const none of [NaN, Infinity, last + 86_400_000]) expect(() => instant(none)).toThrow(RangeError);
});

test.each([
  ["2026-06-07T10:11:12Z", "2026-06-07T10:11:12.000Z"],
  ["2026-06-07T10:11:12.5Z", "2026-06-07T10:11:12.500Z"],
  ["2026-06-07T10:11+02:00", "2026-06-07T08:11:00.000Z"],
  ["2026-06-07T00:30:00+0100", "2026-06-06T23:30:00.000Z"],
  ["2026-06-07T24:00:00Z", "2026-06-08T00:00:00.000Z"],
  ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"],
  ["2999-12-31T23:59:59Z", "2999-12-31T23:59:59.000Z"],
  ["0000-01-01T00:00:00Z", null],
  ["1970-01-01T00:00:00+01:00", null],
  ["2999-12-31T23:59:59-01:00", null],
  ["9999-12-31T23:59:59Z", null],
  ["2026-13-07T10:11:12Z", null],
  ["2026-06-07T10:11:12", null],
  ["yesterday", null],
])("%s is read as %s", (text, read) => expect(parseInstant(text)).toBe(read));

test("paper says the minute on the reader's wall, and UTC where that is not known", () => {
  const at = "2026-12-31T20:05:59.000Z" as Instant;
  expect(["Asia/Shanghai", "America/New_York", "Mars/Olympus", null].map((zone) => onPaper(at, zone))).toEqual(["2027-01-01 04:05", "2026-12-31 15:05", "2026-12-31 20:05 UTC", "2026-12-31 20:05 UTC"]);
});
