import { appendFileSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import type { Clock } from "@argosy/core/time.ts";
import { makeFolder } from "../db/make-folder.ts";
import type { Company } from "../pipeline/room.ts";
import { takesNoFile } from "./data-dir.ts";

const mostBytes = 10_000_000;

/**
 * Keeps what went wrong as JSON lines in `<data>/log/argosy.jsonl`, at most two files of ten megabytes.
 * Rule  Entries carry ids, codes and stacks; never a payload, a person or a secret. The screen stays for the owner.
 */
export function openLog(dataDir: string, clock: Clock): { readonly log: Company["log"]; readonly file: string } {
  const file = path.join(dataDir, "log", "argosy.jsonl");
  try {
    makeFolder(path.dirname(file));
  } catch (error) {
    throw takesNoFile(dataDir, error);
  }
  const log: Company["log"] = ({ error, ...entry }) => {
    try {
      if (sizeOf(file) > mostBytes) renameSync(file, `${file}.1`);
      appendFileSync(file, `${JSON.stringify({ at: clock.now(), ...entry, ...(error === undefined ? {} : { error: describe(error) }) })}\n`, { mode: 0o600 });
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
