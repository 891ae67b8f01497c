import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generated } from "./gen/documents.ts";

// schema.sql needs a database: packages/server/src/db/schema.db.test.ts compares that one.
const plain = Object.entries(generated).filter(([name]) => name !== "schema.sql");

test.each(plain)("docs/generated/%s is what the code says (npm run gen)", async (name, print) => {
  const committed = readFileSync(fileURLToPath(new URL(`../docs/generated/${name}`, import.meta.url)), "utf8");
  expect(committed === (await print()), `docs/generated/${name} is old: npm run gen`).toBe(true);
});
