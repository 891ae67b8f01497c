import { setTimeout as sleep } from "node:timers/promises";
import type { Say } from "./say.ts";

/** What has been started, in order; it is ended the other way round. */
export type Ends = (() => Promise<void> | void)[];

const patienceMs = 12_000;

/**
 * Ends everything when the process is told to: the last started first, so the database goes last.
 * Rule  Twelve seconds in all. What has not ended by then is left to the next start, which recovers it.
 */
export function onStop(ends: Ends, say: Say): { readonly stop: (code: number) => Promise<void>; readonly isStopping: () => boolean } {
  let stopping: Promise<void> | null = null;
  const stop = (code: number): Promise<void> => (stopping ??= endAll(ends, code));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      if (stopping === null) say("stopping …");
      void stop(0);
    });
  process.on("disconnect", () => void stop(0)); // whoever started us is gone
  return { stop, isStopping: () => stopping !== null };
}

async function endAll(ends: Ends, code: number): Promise<void> {
  process.exitCode = code;
  await Promise.race([inTurn(ends), sleep(patienceMs, undefined, { ref: false })]);
  process.exit(code);
}

async function inTurn(ends: Ends): Promise<void> {
  for (let end = ends.pop(); end; end = ends.pop())
    try {
      await end();
    } catch {
      // One part that can't end in order must not keep the others from it.
    }
}
