import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { call, callForFile, callWith, Refusal } from "./client.ts";
import { isOut, noteAnswer } from "./outage.ts";

/** An answer whose connection breaks after its first bytes. */
const cut = (): Response =>
  new Response(new ReadableStream({
    start(body) {
      body.enqueue(new TextEncoder().encode('{"rows":['));
      body.error(new TypeError("network error"));
    },
  }));
const page = (): Response => new Response("<html>sign in to the hotel's network</html>");

let answer: () => Response;
beforeEach(() => {
  noteAnswer(null);
  vi.stubGlobal("document", { documentElement: { lang: "en" } });
  vi.stubGlobal("fetch", async () => answer());
});
afterEach(() => vi.unstubAllGlobals());

// prettier-ignore
test.each<[what: string, answer: () => Response, ask: () => Promise<unknown>]>([
  ["an answer that breaks off",   cut,  () => call("listMembers")],
  ["a page that is none of ours", page, () => call("listMembers")],
  ["a file that breaks off",      cut,  () => callForFile("labelDocument", { params: { id: "x" } })],
])("%s is lost, and the outage is known", async (_what, given, ask) => {
  answer = given;
  const error = await ask().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Refusal);
  expect([(error as Refusal).code, isOut()]).toEqual(["unreachable", true]);
});

test("who gave up waiting for a body is told so, and no outage is noted", async () => {
  answer = cut;
  await expect(callWith(AbortSignal.abort(), "listMembers")).rejects.not.toBeInstanceOf(Refusal);
  expect(isOut()).toBe(false);
});
