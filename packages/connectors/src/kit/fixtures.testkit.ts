import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { mapFile } from "../map.ts";

/** A saved exchange with what we make of it. Written by us in the vendor's shape, unless `recordedAt` is set. */
export type Fixture = {
  readonly name: string;
  readonly verb: string;
  readonly source: string;
  readonly recordedAt: string | null;
  readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
  readonly response: { readonly status: number; readonly body: unknown };
  readonly expect: readonly unknown[];
};

/** All fixtures beside a test file, by file name. */
export function readFixtures(beside: string): readonly Fixture[] {
  const folder = fileURLToPath(new URL("fixtures/", beside));
  const names = readdirSync(folder).filter((name) => name.endsWith(".json")).toSorted();
  return names.map((name) => JSON.parse(readFileSync(folder + name, "utf8")) as Fixture);
}

/** The raw entries of one fixture's body, for maps that take one entry. */
export const fixtureBody = (fixtures: readonly Fixture[], name: RegExp): unknown => {
  const found = fixtures.find((fixture) => name.test(fixture.name));
  if (!found) throw new Error(`no fixture named ${name}`);
  return structuredClone(found.response.body);
};

/** Registers one test per fixture: its body maps to exactly what it expects. */
export function testFixtures(connectorId: string, fixtures: readonly Fixture[]): void {
  test.for(fixtures)("$verb: $name", (fixture) => {
    const mapped = mapFile(connectorId, fixture.verb, JSON.stringify(fixture.response.body));
    expect(mapped).toEqual({ ok: true, items: fixture.expect });
  });
}
