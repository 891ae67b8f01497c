import { addressOf } from "./client.ts";
import { queryClient } from "./queries.ts";

const atMostEveryMs = 1000;
type LiveState = "connecting" | "live" | "lost";
const watchers = new Set<(state: LiveState) => void>();
let state: LiveState = "connecting";
const become = (next: LiveState): void => {
  if (state === next) return;
  state = next;
  for (const watcher of watchers) watcher(next);
};
export const liveState = (): LiveState => state;
export function watchLive(watcher: (state: LiveState) => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/**
 * Follows the server's `changed` events and makes what is on screen fresh, at most once per second: a busy company
 * changes hundreds of rows per second, and nobody reads faster than that. A hidden page waits until it is seen.
 */
export function followLive(): () => void {
  const source = new EventSource(addressOf("live"), { withCredentials: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  const refresh = (): void => {
    timer = undefined;
    last = Date.now();
    if (document.hidden) return;
    void queryClient.invalidateQueries({ predicate: (query) => query.meta?.["still"] !== true });
  };
  const changed = (): void => {
    timer ??= setTimeout(refresh, Math.max(0, last + atMostEveryMs - Date.now()));
  };
  source.addEventListener("changed", changed);
  source.addEventListener("message", changed);
  source.addEventListener("open", () => become("live"));
  source.addEventListener("error", () => become("lost")); // the browser connects again by itself
  document.addEventListener("visibilitychange", changed);
  return () => {
    source.close();
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", changed);
  };
}
