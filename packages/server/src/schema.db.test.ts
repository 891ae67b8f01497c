import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { expect, test } from "vitest";
import { printSchema } from "../../../tools/gen/schema.ts";
import { testDatabase } from "./db/test-database.ts";

test("docs/generated/schema.sql is what the migrations make (npm run gen)", async () => {
  const database = await testDatabase();
  const owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  try {
    const committed = readFileSync(fileURLToPath(new URL("../../../docs/generated/schema.sql", import.meta.url)), "utf8");
    expect(committed === (await printSchema(owner)), "docs/generated/schema.sql is old: npm run gen").toBe(true);
  } finally {
    await owner.end();
    await database.drop();
  }
});
