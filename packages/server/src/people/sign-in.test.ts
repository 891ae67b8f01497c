import { expect, test } from "vitest";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { countGuesses, networkOf } from "./sign-in.ts";

const start = "2026-03-02T08:00:00.000Z" as Instant;
type Guesses = ReturnType<typeof countGuesses>;
const guess = (guesses: Guesses, n: number, email: string, address: string): void => {
  for (let i = 0; i < n; i++) guesses.tried(email, address, start);
};
const asked = { email: "ada", address: "home" };

// prettier-ignore
const cases: [name: string, before: (guesses: Guesses) => void, closed: boolean][] = [
  ["nine guesses from the same address",              (g) => guess(g, 9, "ada", "home"),                                       false],
  ["ten guesses from the same address",               (g) => guess(g, 10, "ada", "home"),                                      true],
  ["ten guesses, then the right password",            (g) => { guess(g, 10, "ada", "home"); g.right("ada", "home", start); },  false],
  ["a stranger who guesses from one other address",   (g) => guess(g, 50, "ada", "elsewhere"),                                 false],
  ["fifty guesses at others from the same address",   (g) => { for (let i = 0; i < 50; i++) guess(g, 1, `m${i}`, "home"); },   true],
  ["a hundred guesses from many addresses",           (g) => { for (let i = 0; i < 10; i++) guess(g, 10, "ada", `a${i}`); },   true],
  ["a hundred, and the owner came in between",        (g) => { for (let i = 0; i < 10; i++) { g.tried("ada", "home", start); g.right("ada", "home", start); guess(g, 10, "ada", `a${i}`); } }, true],
];
test.each(cases)("%s", (_name, before, closed) => {
  const guesses = countGuesses();
  before(guesses);
  expect(guesses.waitS(asked.email, asked.address, start) > 0).toBe(closed);
  expect(guesses.waitS(asked.email, asked.address, plusS(start, 900))).toBe(0);
});

test.each([
  ["203.0.113.9", "203.0.113.9"], ["::ffff:203.0.113.9", "::ffff:203.0.113.9"], ["::1", "0:0:0:0::/64"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"], ["2001:db8:1:2::6", "2001:db8:1:2::/64"], ["2001:db8::6", "2001:db8:0:0::/64"], ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("%s is counted as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
