import { expect, test } from "vitest";
import { heardAs } from "./scanner.ts";

// On a page whose letters are A and S: what was heard, whether Enter ended it, what it is taken for.
// oxfmt-ignore
const cases: [heard: string, ended: boolean, as: ReturnType<typeof heardAs>][] = [
  ["",           true,  { keys: "" }], // Enter alone
  ["a",          false, { keys: "a" }],
  ["S",          false, { keys: "s" }],
  ["as",         false, { keys: "as" }],
  ["4",          false, "begun"], // of a scanner that is slower still: no key here, so nothing is lost by waiting
  ["7a",         false, "begun"],
  ["7a",         true,  { code: "7a" }],
  ["sas",        false, { code: "sas" }],
  ["SCARF-RED",  false, { code: "SCARF-RED" }], // no suffix
  ["SCARF-RED",  true,  { code: "SCARF-RED" }],
];
test.each(cases)("%j, ended %s", (heard, ended, as) => expect(heardAs(heard, ended, "as")).toEqual(as));
