import { expect, test } from "vitest";
import { fact } from "@argosy/core/facts.ts";
import type { Rule } from "@argosy/core/rules.ts";
import { route, type Chosen, type Method, type Routing, type Several, type Warehouse } from "./decide.ts";

// Two warehouses, two methods, and what seller, person and stock may say of them.

const home: Warehouse = { id: "home", name: "Home", isDefault: true };
const east: Warehouse = { id: "east", name: "East", isDefault: false };
const post: Method = { id: "post", name: "Post", books: "before_stock", active: true, maxWeightG: null, countries: null, warehouseIds: null };
const express: Method = { ...post, id: "express", name: "Express", books: "after_stock" };
const always = (then: string): Rule => ({ id: `to-${then}`, name: `To ${then}`, enabled: true, when: [], then });
const abroad = (then: string): Rule => ({ ...always(then), when: [{ fact: "country", op: "not_in", values: ["US"] }] });
const facts = { channel: "ebay", site: "EBAY_US", account: "s", country: "US", postcode: "10001", currency: "USD", amountMinor: 1000, weightG: 500, qty: 1, skus: ["A"], requestedService: "" };
const nobody: Chosen = { warehouseId: null, methodId: null, setBy: null };
const ada = (chosen: Partial<Chosen>): Chosen => ({ ...nobody, setBy: "member:ada", ...chosen });
const stock = (free: Record<string, number>, overRules = false): Several => ({ goods: [{ sku: "A", qty: 2 }], free: (warehouse) => free[warehouse] ?? 0, overRules });

type World = { warehouses?: Warehouse[]; methods?: Method[]; byWarehouse?: Rule[]; byMethod?: Rule[] };
const routingOf = ({ warehouses = [home, east], methods = [post, express], byWarehouse = [], byMethod = [always("post")] }: World): Routing =>
  ({ warehouses, methods, warehouseRules: { version: 3, rules: byWarehouse }, methodRules: { version: 5, rules: byMethod } });

type Case = [what: string, world: World, chosen: Chosen, several: Several | null, warehouse: string | null, by: string, method: string | null, by: string];
// prettier-ignore
const cases: Case[] = [
  ["no rule for a warehouse: the default one",        {},                                                             nobody,                             null,                                "home", "default",      "post",    "rule:to-post"],
  ["a rule names one",                                { byWarehouse: [always("east")] },                              nobody,                             null,                                "east", "rule:to-east", "post",    "rule:to-post"],
  ["the first rule that matches",                     { byWarehouse: [abroad("home"), always("east")] },              nobody,                             null,                                "east", "rule:to-east", "post",    "rule:to-post"],
  ["a rule that is off",                              { byWarehouse: [{ ...always("east"), enabled: false }] },       nobody,                             null,                                "home", "default",      "post",    "rule:to-post"],
  ["a rule's warehouse is gone: the next rule",       { byWarehouse: [always("gone"), always("east")] },              nobody,                             null,                                "east", "rule:to-east", "post",    "rule:to-post"],
  ["no default, no rule",                             { warehouses: [east] },                                         nobody,                             null,                                null,   "default",      "post",    "rule:to-post"],
  ["no rule for a method: never by guess",            { byMethod: [] },                                               nobody,                             null,                                "home", "default",      null,      "nobody"],
  ["the method is off: the next rule",                { methods: [{ ...post, active: false }, express], byMethod: [always("post"), always("express")] }, nobody, null,                            "home", "default",      "express", "rule:to-express"],
  ["it does not go there",                            { methods: [{ ...post, countries: ["DE"] }] },                  nobody,                             null,                                "home", "default",      null,      "nobody"],
  ["it goes there",                                   { methods: [{ ...post, countries: ["DE", "US"] }] },            nobody,                             null,                                "home", "default",      "post",    "rule:to-post"],
  ["too heavy by a gram",                             { methods: [{ ...post, maxWeightG: 499 }] },                    nobody,                             null,                                "home", "default",      null,      "nobody"],
  ["as heavy as may be",                              { methods: [{ ...post, maxWeightG: 500 }] },                    nobody,                             null,                                "home", "default",      "post",    "rule:to-post"],
  ["it does not leave from there",                    { methods: [{ ...post, warehouseIds: ["east"] }] },             nobody,                             null,                                "home", "default",      null,      "nobody"],
  ["a person's warehouse goes over a rule",           { byWarehouse: [always("home")] },                              ada({ warehouseId: "east" }),       null,                                "east", "member:ada",   "post",    "rule:to-post"],
  ["a person's method goes over rules and limits",    { methods: [post, { ...express, maxWeightG: 1 }] },             ada({ methodId: "express" }),       null,                                "home", "default",      "express", "member:ada"],
  ["what a rule has chosen is no person's choice",    {},                                                             { warehouseId: "east", methodId: "express", setBy: "rule:old" }, null,   "home", "default",      "post",    "rule:to-post"],
  ["several: the first that has all",                 {},                                                             nobody,                             stock({ home: 1, east: 2 }),         "east", "stock",        "post",    "rule:to-post"],
  ["several: the default one leads",                  { warehouses: [east, home] },                                   nobody,                             stock({ home: 2, east: 2 }),         "home", "stock",        "post",    "rule:to-post"],
  ["several: nobody has all",                         {},                                                             nobody,                             stock({ home: 1, east: 1 }),         "home", "default",      "post",    "rule:to-post"],
  ["several: only where a method leaves from",        { methods: [{ ...post, warehouseIds: ["home"] }] },             nobody,                             stock({ east: 2 }),                  "home", "default",      "post",    "rule:to-post"],
  ["several: a person's method needs no rule there",  { methods: [{ ...post, warehouseIds: ["home"] }, express] },    ada({ methodId: "express" }),       stock({ east: 2 }),                  "east", "stock",        "express", "member:ada"],
  ["several: a rule names one, it stays",             { byWarehouse: [always("home")] },                              nobody,                             stock({ east: 2 }),                  "home", "rule:to-home", "post",    "rule:to-post"],
  ["a click for several goes over the rule",          { byWarehouse: [always("home")] },                              nobody,                             stock({ east: 2 }, true),            "east", "stock",        "post",    "rule:to-post"],
  ["a click for several, nobody has all: the rule",   { byWarehouse: [always("east")] },                              nobody,                             stock({}, true),                     "east", "rule:to-east", "post",    "rule:to-post"],
];
test.each(cases)("%s", (_what, world, chosen, several, warehouse, warehouseBy, method, methodBy) => {
  const verdict = route(facts, chosen, routingOf(world), several);
  expect([verdict.warehouse?.id ?? null, verdict.traces[0].setBy, verdict.method?.id ?? null, verdict.traces[1].setBy]).toEqual([warehouse, warehouseBy, method, methodBy]);
  expect(verdict.holds.map((h) => h.code)).toEqual([...(warehouse === null ? ["no_warehouse"] : []), ...(method === null ? ["no_method"] : [])]);
});

test("what holds a parcel says which methods failed and why; each decision keeps its rules' version and all that was tried", () => {
  const methods = [{ ...post, maxWeightG: 100 }, { ...express, countries: ["DE"] }];
  const { holds, traces } = route(facts, nobody, routingOf({ methods, byMethod: [abroad("post"), always("post"), always("express"), always("gone")] }), null);
  expect(holds).toEqual([{ code: "no_method", evidence: { tried: [
    { name: "To post", because: fact("too_heavy", 500, 100) }, { name: "To express", because: fact("country_not_served", "US") }, { name: "To gone", because: fact("method_deleted") },
  ] } }]);
  expect(traces.map((t) => [t.decision, t.ruleSetVersion, t.chosen, t.tried.map((r) => r.is)])).toEqual([
    ["warehouse", 3, { id: "home", name: "Home" }, []],
    ["method", 5, null, ["condition_failed", "target_unusable", "target_unusable", "target_unusable"]],
  ]);
});
