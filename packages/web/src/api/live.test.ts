import { afterEach, beforeEach, expect, test, vi } from "vitest";

class Page extends EventTarget {
  hidden = false;
}
class Stream extends EventTarget {
  static open = 0;
  constructor() {
    super();
    Stream.open++;
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
afterEach(() => vi.unstubAllGlobals());

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
