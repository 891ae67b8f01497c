import { EventEmitter } from "node:events";
import type { FastifyReply } from "fastify";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLive, hasTooMany, streamLive, type Stream } from "./live.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A connection that keeps what is written to it. */
function connect(stillIn: () => Promise<boolean>, open = new Set<Stream>()) {
  const live = createLive();
  const written: string[] = [];
  const raw = Object.assign(new EventEmitter(), { writeHead: () => {}, write: (text: string) => written.push(text), end: () => written.push("end") });
  streamLive({ hijack: () => {}, getHeaders: () => ({}), raw } as unknown as FastifyReply, live, { orgId: "org", memberId: "ada" }, open, stillIn);
  return { live, written, raw, open };
}
const beat = ": here\n\n";

test("a stream beats while its session lives, and ends at the first beat after it", async () => {
  let lives = true;
  const { live, written, open } = connect(async () => lives);
  await vi.advanceTimersByTimeAsync(40_000);
  expect(written.slice(1)).toEqual([beat, beat]);
  lives = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(written.slice(3)).toEqual([beat, "end"]);
  expect([open.size, live.watched()]).toEqual([0, []]);
});

test("a database that is away ends no stream", async () => {
  const { written, open } = connect(() => Promise.reject(new Error("away")));
  await vi.advanceTimersByTimeAsync(40_000);
  expect([written.slice(1), open.size]).toEqual([[beat, beat], 1]);
});

test("a member has twenty streams; one that goes away makes room", () => {
  const open = new Set<Stream>();
  const first = connect(async () => true, open);
  for (let i = 1; i < 20; i++) connect(async () => true, open);
  expect([hasTooMany(open, "ada"), hasTooMany(open, "bea")]).toEqual([true, false]);
  first.raw.emit("close");
  expect(hasTooMany(open, "ada")).toBe(false);
});
