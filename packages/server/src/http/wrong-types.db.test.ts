import { fact, readFact } from "@argosy/core/facts.ts";
import type { Refusal } from "@argosy/core/errors.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { openApp, type TestApp } from "./app.testkit.ts";
import { operations, routeOf } from "./permission.ts";

// Every input of every route with values of the wrong kind: what is refused names its field and says the cure as a fact.

let it: TestApp;
beforeAll(async () => void (it = await openApp({ companies: true })));
afterAll(() => it.close());

const nowhere = "00000000-0000-4000-8000-00000000dead";
const wrongs: readonly unknown[] = [null, "", "NaN", "tomorrow", -1, 1.5, 1e300, true, [], {}, "x".repeat(30_000)];
const inputsOf = (schema: z.ZodType): string[] => {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as { properties?: object };
  return Object.keys(properties);
};
const unworded = (said: Refusal): boolean => said.code === "input_refused" && (!said.field || !readFact(said.detail ?? ""));

test.each(operations.filter((operation) => routeOf(operation).query))("%s says in words what is wrong with a query", async (operation) => {
  const { path, query } = routeOf(operation);
  const bad: unknown[] = [];
  for (const name of inputsOf(query!)) // filtered above
    for (const value of ["", "NaN", "tomorrow", "-1", "1.5", "x".repeat(300)]) {
      const answer = await it.call("GET", `${path.replace(":id", nowhere)}?${name}=${value}`, { as: it.sessions.owner });
      if (answer.statusCode === 500 || unworded(answer.json<Refusal>())) bad.push([name, value.slice(0, 9), answer.json()]);
    }
  expect(bad).toEqual([]);
});

const writing = operations.filter((operation) => routeOf(operation).body && routeOf(operation).may !== "public");
test.each(writing)("%s says in words what is wrong with a body", async (operation) => {
  const { method, path, body } = routeOf(operation);
  const url = path.replace(/templates\/:id/, "templates/address_label").replace(":id", nowhere);
  const bad: unknown[] = [];
  for (const name of inputsOf(body!)) // filtered above
    for (const value of wrongs) {
      const answer = await it.call(method, url, { as: it.sessions.owner, body: { [name]: value } });
      if (answer.statusCode === 500 || unworded(answer.json<Refusal>())) bad.push([name, value, answer.json()]);
    }
  expect(bad).toEqual([]);
});

test("inputs are refused in words when they stand deep inside, and when the whole is no JSON", async () => {
  const said = async (url: string, body: unknown) => (await it.call("POST", url, { as: it.sessions.owner, body })).json<Refusal>();
  expect(await said("/api/rules", { decision: "warehouse", basedOn: 0, rules: [{ id: "r", name: "R", enabled: true, then: nowhere, when: [{ fact: "weightG", op: "between", min: "2 kg", max: null }] }] }))
    .toEqual({ code: "input_refused", field: "rules.0.when.0.min", detail: fact("want_kind", ":number", ":text") });
  expect(await said("/api/orders/act", { act: "hold", targets: { ids: ["7"] } })).toEqual({ code: "input_refused", field: "targets.ids.0", detail: fact("want_id", ":text") });
  expect(await said("/api/skus", "{\"code\":")).toEqual({ code: "input_refused", field: "body", detail: fact("want_json", ":else") });
});
