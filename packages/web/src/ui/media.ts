import { useSyncExternalStore } from "react";

/** Follows a media query. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (watcher) => { const list = matchMedia(query); list.addEventListener("change", watcher); return () => list.removeEventListener("change", watcher); },
    () => matchMedia(query).matches,
  );
}
/** A hand-held: the rail waits behind a button, lists keep their two most needed columns. The same number as in base.css. */
export const phoneQuery = "(max-width: 720px)";
