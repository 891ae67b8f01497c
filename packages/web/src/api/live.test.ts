import { afterEach, beforeEach, expect, test, vi } from "vitest";

class Page extends EventTarget {
  hidden = false;
}
class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static open = 0;
  static newest: Stream;
  readyState = 1;
  constructor() {
    super();
    Stream.open++;
    Stream.newest = this;
  }
  close(): void {
    Stream.open--;
  }
}
let page: Page;
let frame: EventTarget;
beforeEach(() => {
  [page, frame, Stream.open] = [new Page(), new EventTarget(), 0];
  vi.stubGlobal("document", page);
  vi.stubGlobal("window", frame);
  vi.stubGlobal("EventSource", Stream);
  vi.stubGlobal("location", { origin: "http://127.0.0.1" });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("only a page that is seen listens, and one that is left lets go", async () => {
  const { followLive } = await import("./live.ts");
  const leave = followLive();
  expect(Stream.open).toBe(1);
  const turn = (hidden: boolean): void => {
    page.hidden = hidden;
    page.dispatchEvent(new Event("visibilitychange"));
  };
  turn(true);
  expect(Stream.open).toBe(0);
  turn(false);
  turn(false);
  expect(Stream.open).toBe(1);
  frame.dispatchEvent(new Event("pagehide"));
  expect(Stream.open).toBe(0);
  frame.dispatchEvent(new Event("pageshow"));
  expect(Stream.open).toBe(1);
  leave();
  turn(false);
  expect(Stream.open).toBe(0);
});

test("a stream that was refused is asked for again, and what changed meanwhile is read", async () => {
  vi.useFakeTimers();
  const { followLive, liveState } = await import("./live.ts");
  const { queryClient } = await import("./queries.ts");
  const read = vi.spyOn(queryClient, "invalidateQueries").mockResolvedValue();
  const leave = followLive();
  const say = (what: string, readyState = 1): void => void Object.assign(Stream.newest, { readyState }).dispatchEvent(new Event(what));
  say("open");
  say("error", 0); // lost: the browser connects by itself
  expect([Stream.open, liveState()]).toEqual([1, "lost"]);
  say("error", Stream.CLOSED);
  expect(Stream.open).toBe(0);
  await vi.advanceTimersByTimeAsync(6000);
  expect([Stream.open, read.mock.calls.length]).toEqual([1, 0]);
  say("open");
  await vi.advanceTimersByTimeAsync(1000);
  expect([liveState(), read.mock.calls.length]).toEqual(["live", 1]);
  leave();
});
