import { addressOf } from "./client.ts";
import { queryClient } from "./queries.ts";

const atMostEveryMs = 1000;
const listenAgainMs = 5000;
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
 * changes hundreds of rows per second, and nobody reads faster than that.
 *
 * Rule    Only a page that is seen listens. Over HTTP/1.1 a browser keeps six connections to one server for all tabs
 *         together, so six tabs that listened would leave none for their questions.
 *         What changed while nobody could tell is read as soon as somebody listens again.
 */
export function followLive(): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
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
  const listen = (): void => {
    if (source || document.hidden) return;
    source = new EventSource(addressOf("live"), { withCredentials: true });
    source.addEventListener("changed", changed);
    source.addEventListener("message", changed);
    source.addEventListener("open", () => {
      if (state === "lost") changed();
      become("live");
    });
    source.addEventListener("error", () => {
      become("lost");
      if (source?.readyState !== EventSource.CLOSED) return; // the browser connects again by itself
      fallSilent(); // it does not after an answer that is no stream: of a proxy while the server starts anew
      again = setTimeout(listen, listenAgainMs);
    });
  };
  const fallSilent = (): void => {
    clearTimeout(again);
    source?.close();
    source = undefined;
  };
  const seen = (): void => {
    if (document.hidden) return fallSilent();
    listen();
    changed();
  };
  listen();
  document.addEventListener("visibilitychange", seen);
  window.addEventListener("pagehide", fallSilent); // a page the browser keeps for "back" would hold its connection too
  window.addEventListener("pageshow", seen);
  return () => {
    fallSilent();
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
    window.removeEventListener("pagehide", fallSilent);
    window.removeEventListener("pageshow", seen);
  };
}
