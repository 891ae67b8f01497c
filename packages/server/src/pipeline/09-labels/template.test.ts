import { expect, test } from "vitest";
import { closesUpMm, defaultTemplate } from "./template.ts";

type Element = (typeof defaultTemplate.elements)[number];
const { elements } = defaultTemplate;
const of = (field: string, among: readonly Element[] = elements): Element => among.find((e) => e.kind === "field" && e.field === field)!;
const company = of("to_company");
const street = of("to_address");
const line: Element = { kind: "line", x: 5, y: 48.5, w: 90, h: 0.4 };
const beside: Element = { ...company, x: 60 };

// What is drawn, what stands on the label beside the default, what was left empty above it, how far it moves up.
// oxfmt-ignore
const cases: [name: string, element: Element, among: readonly Element[], spare: [Element, number][], up: number][] = [
  ["everything is filled",                     street,               elements,              [],                            0],
  ["no company",                               street,               elements,              [[company, 6]],                6],
  ["no company, a street of one line",         of("to_city_line"),   elements,              [[company, 6], [street, 10]], 16],
  ["the telephone follows beside the country", of("to_phone"),       elements,              [[street, 10]],               10],
  ["what stands above stays",                  of("to_name"),        elements,              [[company, 6]],                0],
  ["the tracking number stays",                of("tracking_no"),    elements,              [[company, 6]],                0],
  ["a line between is not crossed",            street,               [...elements, line],   [[company, 6]],                0],
  ["something filled stands beside the gap",   street,               [...elements, beside], [[company, 6]],                0],
];
test.each(cases)("%s", (_name, element, among, spare, up) => expect(closesUpMm(element, among, new Map(spare))).toBe(up));
