import { chmodSync, existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeFolder } from "../db/make-folder.ts";
import { CannotStart, wordsOf } from "./say.ts";

// Small secrets beside the database: written in one step, readable by nobody else.

/**
 * Reads the file, or makes it with `make()` when it is not there. Of two starting processes both read the same words.
 * Throws  A sentence when the directory takes no file.
 */
export function keepFile(dataDir: string, name: string, make: () => string): { text: string; made: boolean } {
  const file = path.join(dataDir, name);
  if (existsSync(file)) return { text: readFileSync(file, "utf8"), made: false };
  const draft = `${file}.${process.pid}.new`;
  try {
    makeFolder(path.dirname(file));
    writeFileSync(draft, make(), { mode: 0o600 });
    chmodSync(draft, 0o600); // the mode above bows to the umask only downwards, but a file may have been left there
    const made = linkOnce(draft, file);
    return { text: readFileSync(file, "utf8"), made };
  } catch (error) {
    throw takesNoFile(dataDir, error);
  } finally {
    removeQuietly(draft);
  }
}

export const takesNoFile = (dataDir: string, error: unknown): CannotStart =>
  new CannotStart(`The data directory ${dataDir} takes no file: ${wordsOf(error)}. Choose another with --data.`);

/** False when another process was faster: its words are the ones that count. */
function linkOnce(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  }
}

/** Where nothing could be written there may be nothing to remove either. */
function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The reason was said above.
  }
}

/** Null when the file is not there. */
export function readKept(dataDir: string, name: string): string | null {
  const file = path.join(dataDir, name);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

export function replaceKept(dataDir: string, name: string, text: string): void {
  rmSync(path.join(dataDir, name), { force: true });
  keepFile(dataDir, name, () => text);
}
