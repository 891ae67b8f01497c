import { appendFileSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { secondsBetween, type Clock, type Instant } from "@argosy/core/time.ts";
import { makeFolder } from "../db/make-folder.ts";
import type { Company } from "../pipeline/room.ts";
import { takesNoFile } from "./data-dir.ts";

const mostBytes = 10_000_000;
const quietS = 60;
const mostKinds = 100;

/**
 * Keeps what went wrong as JSON lines in `<data>/log/argosy.jsonl`, at most two files of ten megabytes.
 * Rule  Entries carry ids, codes and stacks; never a payload, a person or a secret. The screen stays for the owner.
 *       What fails again and again, as everything does while the database is away, is written once a minute with how often
 *       it was left out; what carries a `logId` always, because somebody was told to look for it.
 */
export function openLog(dataDir: string, clock: Clock): { readonly log: Company["log"]; readonly file: string } {
  const file = path.join(dataDir, "log", "argosy.jsonl");
  try {
    makeFolder(path.dirname(file));
  } catch (error) {
    throw takesNoFile(dataDir, error);
  }
  const lately = new Map<string, { readonly at: Instant | null; leftOut: number }>();
  const log: Company["log"] = ({ error, ...more }) => {
    try {
      const at = clock.now();
      const kind = `${more.what} ${error instanceof Error ? error.message : ""}`;
      const last = error === undefined || more.logId !== undefined ? null : (lately.get(kind) ?? { at: null, leftOut: 0 });
      if (last) {
        if (last.at !== null && secondsBetween(last.at, at) < quietS) return void last.leftOut++;
        if (lately.size >= mostKinds) lately.clear();
        lately.set(kind, { at, leftOut: 0 });
      }
      const entry = { at, ...more, leftOut: last?.leftOut || undefined, error: error === undefined ? undefined : describe(error) };
      if (sizeOf(file) > mostBytes) renameSync(file, `${file}.1`);
      appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    } catch {
      // A full disk must not stop the shop; what happened still shows in its result.
    }
  };
  return { log, file };
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, constraint } = error as Error & { code?: string; constraint?: string };
  return { name: error.name, message: error.message, code, constraint, stack: error.stack?.split("\n").slice(1, 12).map((line) => line.trim()) };
}
