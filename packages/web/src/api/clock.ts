import { useSyncExternalStore } from "react";

// Countdowns follow the server's clock: a desk computer that is ten minutes off must not show a parcel as late.
let offsetMs = 0;
export const setServerNow = (now: string): void => void (offsetMs = Date.parse(now) - Date.now());
export const nowMs = (): number => Date.now() + offsetMs;

const everyMs = 20_000;
const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ??= setInterval(() => watchers.forEach((w) => w()), everyMs);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
/** The present, in steps of twenty seconds, shared by all ages and countdowns on the page. */
export const useNow = (): number => useSyncExternalStore(watch, () => Math.floor(nowMs() / everyMs) * everyMs);
