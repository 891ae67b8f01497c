import { expect, test } from "vitest";
import { createVault } from "./vault.ts";

const [one, two] = ["0199aaaa-0000-7000-8000-000000000001", "0199aaaa-0000-7000-8000-000000000002"];

test("a search token is the same for the same company, and another for each company, each master key and each other use of the key", () => {
  const vault = createVault(Buffer.alloc(32, 1));
  const token = vault.searchToken(one, "word/ada");
  expect(createVault(Buffer.alloc(32, 1)).searchToken(one, "word/ada")).toBe(token);
  const others = [vault.searchToken(two, "word/ada"), createVault(Buffer.alloc(32, 2)).searchToken(one, "word/ada"), vault.searchToken(one, "email/ada")];
  expect(new Set([token, ...others]).size).toBe(4);
  const hash = Buffer.from(`${vault.keyedHash(one, "word/ada")}A`, "base64url");
  expect(hash.readBigInt64BE().toString()).not.toBe(token);
});

test("a token fits into SQL's bigint", () => {
  const vault = createVault(Buffer.alloc(32, 1));
  const tokens = Array.from({ length: 100 }, (_, i) => BigInt(vault.searchToken(one, `word/${i}`)));
  expect(tokens.every((token) => BigInt.asIntN(64, token) === token)).toBe(true);
  expect([tokens.some((token) => token < 0n), tokens.some((token) => token > 0n)]).toEqual([true, true]);
});
