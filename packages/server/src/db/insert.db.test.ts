import { expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import { systemClock } from "@argosy/core/time.ts";
import { asTable } from "./rows.ts";
import { testDatabase } from "./test-database.ts";
import { inOrg, openPool, type Db } from "./tx.ts";
import { createVault } from "./vault.ts";

const nasty = ["", "NULL", "null", "{}", '{"a","b"}', 'say "x"', "back\\slash", "\\n", "\\\\n", "tab\tnewline\ncr\r bell\u0007 \b\f", "née ü 商舶 🚢", "\u2028", "a,b", " spaced ", "\\u0041", "'; --"];

test("rows arrive as they are: ids, bytes with and without rows that have none, lists, any text, values that all rows share", async () => {
  const database = await testDatabase();
  const pool = openPool(database.url, 2);
  const db: Db = { pool, clock: systemClock, newId: randomId, vault: createVault(Buffer.alloc(32)) };
  const rows = [
    { n: 1, kind: "same", sealed: Buffer.from([0, 255, 92]), proof: null, codes: ["a,b", '"'], told: { words: "née\\" } },
    { n: 2, kind: "same", sealed: Buffer.alloc(0), proof: Buffer.from("x"), codes: [], told: null },
    { n: 3, kind: "same", sealed: Buffer.alloc(70_000, 7), proof: null, codes: nasty, told: [1, { nasty }] },
  ];
  const words = nasty.map((word, n) => ({ n, word, told: { word }, codes: [word] }));
  const alike = Array.from({ length: 3 }, () => ({ n: 7, kind: "same" }));
  const [one, other] = [randomId(), randomId()];
  const ids = [{ n: 1, id: one, next: null }, { n: 2, id: other, next: one }];
  try {
    const back = await inOrg(db, randomId(), async (tx) => {
      await tx.run`create temp table piece (org_id uuid, n int, kind text, sealed bytea, proof bytea, codes text[], told jsonb) on commit drop`;
      await tx.insert("piece", rows);
      await tx.insert("piece", []);
      await tx.insert("piece", alike);
      expect(await tx.many`delete from piece where n = 7 returning n, kind`).toEqual(alike);
      expect(await tx.many`select x.n, x.word, x.told, x.codes from ${asTable("x", { n: "int", word: "text", told: "jsonb", codes: "text[]" }, words)} order by n`).toEqual(words);
      expect(await tx.many`select * from ${asTable("x", { n: "int" }, [])}`).toEqual([]);
      expect(await tx.many`select x.n, x.id, x.next from ${asTable("x", { n: "int", id: "uuid", next: "uuid" }, ids)} where x.id = any(${[other, one]}::uuid[]) order by n`).toEqual(ids);
      expect(await tx.many`select x.n from ${asTable("x", { n: "int", id: "uuid" }, ids)} where x.id = any(${[]}::uuid[])`).toEqual([]);
      expect(await tx.many`select x from unnest(${[one, other]}::text[]) x`).toEqual([{ x: one }, { x: other }]);
      return tx.many`select n, kind, sealed, proof, codes, told from piece where org_id = ${tx.orgId} order by n`;
    });
    expect(back).toEqual(rows);
  } finally {
    await pool.end();
    await database.drop();
  }
});
