import { expect, test } from "vitest";
import { tooClose } from "./label-template.ts";

const text = (x: number, y: number, w: number, h = 7) => ({ kind: "field" as const, field: "method" as const, x, y, w, h, size: 12, bold: false });
const line = (x: number, y: number, w: number, h = 0.4) => ({ kind: "line" as const, x, y, w, h });
// prettier-ignore
const cases: [name: string, elements: Parameters<typeof tooClose>[0]["elements"], found: number[]][] = [
  ["one below the other",           [text(5, 5, 60), text(5, 12, 60)],                 []],
  ["side by side with room",        [text(5, 5, 60), text(67, 5, 28)],                 []],
  ["side by side, read as one",     [text(5, 5, 60), text(66, 5, 28)],                 [0, 1]],
  ["one in the other",              [text(5, 5, 90, 20), text(5, 40, 9), text(20, 10, 5)], [0, 2]],
  ["a line may stand close",        [text(5, 5, 60), line(5, 12, 90)],                 []],
  ["a line through the text",       [text(5, 5, 60), line(5, 8, 90)],                  [0, 1]],
];
test.each(cases)("%s", (_name, elements, found) => expect([...tooClose({ elements })].toSorted()).toEqual(found));
