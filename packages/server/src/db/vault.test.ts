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

test("what was sealed before opens: the format on disk is kept", () => {
  const vault = createVault(Buffer.alloc(32, 1));
  const open = (place: string, sealed: string): string => vault.open(one, place, Buffer.from(sealed, "base64"));
  expect(open("buyer_pii/1", "AQA97LAKhZVVTywNHwlhm2iBcoJIAr5ZNYs2flwag8uHNXIIqU3YR+CZjNegrcU4/1dQ16aCkg==")).toBe("王小明, 5 Example Road");
  expect(open("inbox_item.raw/1", "AQGjWwrMmkjUc6lpnwy509Tma1/m4fIBFX1gNs9Okbj3B57U/IQZD9d0skYYdA==")).toBe("payload ".repeat(50));
  expect(open("inbox_item.raw/2", "AQKhDaIZGR7TW8qWEXQQgJp/le24TeRFWeUao8/XGw3dYpvHssKz03BYXrjs7lajUAD2RYM=")).toBe('{"orderId":"07-1","orderPaymentStatus":"PAID"}'.repeat(9));
  expect(open("inbox_item.raw/3", "AgJejulwnld46DhZAvlAYgZeXMWphwvp4yheKx1isWx8hUeos0LY2fsLS8UOGxU/QceKYEQ=")).toBe('{"orderId":"07-2","orderPaymentStatus":"PAID"}'.repeat(9));
});

test.each(["", "short", "payload ".repeat(1000), "王小明 ".repeat(200)])("text opens as it was, and only in its place, its company and unchanged", (text) => {
  const vault = createVault(Buffer.alloc(32, 1));
  const sealed = vault.seal(one, "place/1", text);
  expect(vault.open(one, "place/1", sealed)).toBe(text);
  expect(() => vault.open(one, "place/2", sealed)).toThrow();
  expect(() => vault.open(two, "place/1", sealed)).toThrow();
  for (const at of [0, 1, 5, 20, sealed.length - 1])
    for (const bits of [1, 2, 3, 128]) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= bits;
      expect(() => vault.open(one, "place/1", changed), `byte ${at}, bits ${bits}`).toThrow();
    }
  for (const length of [0, 1, 2, 14, 18, 29]) expect(() => vault.open(one, "place/1", sealed.subarray(0, length)), `${length} bytes`).toThrow();
});

test("no nonce comes twice, however many are sealed", () => {
  const vault = createVault(Buffer.alloc(32, 1));
  const nonces = Array.from({ length: 2000 }, () => vault.seal(one, "place/1", "text").subarray(2, 14).toString("hex"));
  expect(new Set(nonces).size).toBe(2000);
  expect(nonces).not.toContain("0".repeat(24));
});
