import { expect, test } from "vitest";
import { cliHelp, readCommand } from "./command.ts";
import { mapCommand } from "./map.ts";

// prettier-ignore
const refused: [string[], RegExp][] = [
  [[],                                 /map or import/],
  [["fetch"],                          /fetch is nothing/],
  [["map", "ebay"],                    /three words/],
  [["map", "ebay", "parcels", "-"],    /parcels is nothing to map/],
  [["map", "ebay", "orders", "-", "x"], /three words/],
  [["import", "Shop"],                 /two words/],
  [["import", "Shop", "-", "--data"],  /--data lacks its value/],
];
test.each(refused)("%j is refused with a sentence", (args, says) => expect(readCommand(args)).toEqual({ ok: false, error: expect.stringMatching(says) }));

test("words that are understood", () => {
  expect(readCommand(["map", "ebay", "orders", "-"])).toEqual({ ok: true, value: { what: "map", connector: "ebay", verb: "orders", file: "-" } });
  expect(readCommand(["import", "My shop", "a.json", "--data", "/x"])).toEqual({ ok: true, value: { what: "import", account: "My shop", file: "a.json", dataDir: "/x" } });
  expect(readCommand(["import", "--help"])).toEqual({ ok: true, value: { what: "help" } });
  expect(cliHelp).toContain("map <connector>");
});

test("a body that cannot be read says where", () => {
  expect(mapCommand("ebay", "orders", "\uFEFF{\"orders\":[{}]}")).toEqual({ ok: false, error: expect.objectContaining({ kind: "malformed", path: "orders.0.orderId" }) });
  expect(mapCommand("ebay", "orders", "{")).toEqual({ ok: false, error: expect.objectContaining({ kind: "malformed" }) });
  expect(mapCommand("nobody", "orders", "{}")).toEqual({ ok: false, error: expect.objectContaining({ kind: "refused" }) });
  expect(mapCommand("toString", "orders", "{}")).toMatchObject({ ok: false });
});
