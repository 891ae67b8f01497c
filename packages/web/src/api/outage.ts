// Whether server and database answer. Known from the calls that are made anyway; while they fail, the shell asks again.

const watchers = new Set<() => void>();
let out = false;
export const isOut = (): boolean => out;
export function watchOutage(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
export const isOutage = (code: string | null): boolean => code === "database_unreachable" || code === "unreachable";
/** How long what failed by an outage waits before it asks again. */
export const askAgainMs = 3000;
/** What the code of an answer says about it: null for an answer without a refusal. */
export function noteAnswer(code: string | null): void {
  const now = isOutage(code);
  if (now === out) return;
  out = now;
  for (const watcher of watchers) watcher();
}
