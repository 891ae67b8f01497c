import { expect, test } from "vitest";
import { Refusal } from "../api/client.ts";
import { refusedFilter } from "./page-states.tsx";

// oxfmt-ignore
test.each<[string, unknown, Record<string, string>, string | undefined]>([
  ["a filter that was typed",             new Refusal("input_refused", "country"), { country: "Germany" }, "country"],
  ["the account of the top bar",          new Refusal("input_refused", "accountId"), { accountId: "7", q: "x" }, "accountId"],
  ["a view under the list's own word",    new Refusal("input_refused", "only"), { view: "foo" }, "view"],
  ["what the address does not hold",      new Refusal("input_refused", "after"), { country: "DE", view: "held" }, undefined],
  ["an outage",                           new Refusal("unreachable"), { country: "DE" }, undefined],
  ["a fault of ours",                     new Error("no"), { country: "DE" }, undefined],
])("what an error takes out of the address: %s", (_name, error, search, refused) => expect(refusedFilter(error, search)).toBe(refused));
