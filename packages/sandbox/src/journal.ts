import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** One changed object per line: `["order", "12-00001-00007", {...}]`. The last line of an object is its truth. */
export type JournalEntry = readonly [kind: string, id: string, value: unknown];

export type Journal = {
  readonly append: (entry: JournalEntry) => void;
  /** What is appended meanwhile reaches the disk in one write: an order and its payment live or die together. */
  readonly together: (work: () => void) => void;
  readonly replayed: readonly JournalEntry[];
};

function parse(line: string, isLast: boolean): JournalEntry | null {
  try {
    return JSON.parse(line) as JournalEntry;
  } catch (error) {
    // Only the line that was being written when the process died may be torn.
    if (isLast) return null;
    throw new Error(`sandbox journal: unreadable line ${line.slice(0, 80)}`, { cause: error });
  }
}

/**
 * Opens the journal, replays it and writes it anew with one line per object, so that it does not grow for ever.
 *
 * Crash   Each change is one `write` of whole lines; kill -9 between two calls loses nothing, and a torn last line
 *         is dropped. Rewriting goes to a second file that replaces the first in one step.
 */
export function openJournal(path: string): Journal {
  const latest = new Map<string, JournalEntry>();
  if (existsSync(path)) {
    const lines = readFileSync(path, "utf8").split("\n").filter((line) => line !== "");
    lines.forEach((line, i) => {
      const entry = parse(line, i === lines.length - 1);
      if (entry) latest.set(`${entry[0]} ${entry[1]}`, entry);
    });
  }
  const replayed = [...latest.values()];
  const beside = `${path}.new`;
  writeFileSync(beside, replayed.map((entry) => JSON.stringify(entry) + "\n").join(""), { mode: 0o600 });
  renameSync(beside, path);
  let waiting: string[] | null = null;
  const append = (entry: JournalEntry) => {
    const line = JSON.stringify(entry) + "\n";
    if (waiting) waiting.push(line);
    else appendFileSync(path, line);
  };
  const together = (work: () => void) => {
    if (waiting) return work();
    waiting = [];
    try {
      work();
    } finally {
      const lines = waiting;
      waiting = null;
      appendFileSync(path, lines.join(""));
    }
  };
  return { append, together, replayed };
}
