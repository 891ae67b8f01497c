import { expect, test } from "vitest";
import { mapVerbs } from "@argosy/connectors/map.ts";
import { cliHelp, readCommand } from "./command.ts";

// prettier-ignore
const refused: [string[], RegExp][] = [
  [[],                                 /map, import or check/],
  [["fetch"],                          /fetch is nothing/],
  [["map", "ebay"],                    /three words/],
  [["map", "ebay", "orders", "-", "x"], /three words/],
  [["import", "Shop"],                 /two words/],
  [["import", "Shop", "-", "--data"],  /--data lacks its value/],
  [["check", "--data", ""],            /--data lacks its value/],
  [["check", "stock"],                 /no word but/],
];
test.each(refused)("%j is refused with a sentence", (args, says) => expect(readCommand(args)).toEqual({ ok: false, error: expect.stringMatching(says) }));

test("words that are understood", () => {
  expect(readCommand(["map", "ebay", "orders", "-"])).toEqual({ ok: true, value: { what: "map", connector: "ebay", verb: "orders", file: "-" } });
  expect(readCommand(["import", "My shop", "a.json", "--data", "/x"])).toEqual({ ok: true, value: { what: "import", account: "My shop", file: "a.json", dataDir: "/x" } });
  expect(readCommand(["check", "--data", "/x"])).toEqual({ ok: true, value: { what: "check", dataDir: "/x" } });
  expect(readCommand(["import", "--help"])).toEqual({ ok: true, value: { what: "help" } });
  expect(cliHelp()).toContain(`map <connector> <${mapVerbs.join("|")}>`);
});
