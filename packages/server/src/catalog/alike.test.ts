import { expect, test } from "vitest";
import { namesAlike } from "./alike.ts";

// oxfmt-ignore
const cases: [channelSku: string, names: string][] = [
  ["A-RED",          "A-RED"],
  ["",               ""],
  [" A-RED-US ",     "A-RED-US, A-RED"],
  ["MUG_RED_2PK",    "MUG_RED_2PK, MUG_RED × 2"],
  ["MUG.12pcs-NEW",  "MUG.12pcs-NEW, MUG.12pcs, MUG × 12"],
  ["MUG-0PK",        "MUG-0PK, MUG"],
  ["SHIRT-XL",       "SHIRT-XL"],
  ["SHIRT-10",       "SHIRT-10"],
  ["A-US-UK-DE-FR",  "A-US-UK-DE-FR, A-US-UK-DE, A-US-UK, A-US"],
  ["-US",            "-US"],
];
test.each(cases)("%s", (channelSku, names) => expect(namesAlike(channelSku).map((n) => (n.qty === 1 ? n.name : `${n.name} × ${n.qty}`)).join(", ")).toBe(names));
