import { createHash } from "node:crypto";
import { plusS, secondsBetween } from "@argosy/core/time.ts";
import { everywhere, type Db } from "../db/tx.ts";
import { addGuess, deleteOldGuesses, forgetGuesses, lockGuesses, openGuesses, takeGuessBack } from "./sql.ts";

/** How many wrong passwords a name (an account, an address, both) may have seen within 15 minutes. */
export type Limits = ReadonlyMap<string, number>;
/** A try that may be made. Its end is one of the two, or neither: then it has failed. */
export type Try = { readonly waitS: 0; readonly succeeded: (...forgotten: string[]) => Promise<void> };

const windowS = 900;

/**
 * Slows down guessing, for all processes of the installation together.
 *
 * Rule    A try begins as a failure under each of its names, so that tries at the same moment see each other. A name with
 *         its limit of failures within 15 minutes is closed until the oldest is 15 minutes old; a try that meets a closed
 *         name counts nowhere. One that succeeds is taken back, and the names that it clears are forgotten.
 * Answer  `waitS`: the seconds to wait, 0 when the try may be made now.
 */
export async function beginTry(db: Db, limits: Limits): Promise<Try | { readonly waitS: number; readonly succeeded?: never }> {
  const names = [...limits].map(([name, most]) => ({ name: hashOf(name), most })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { at, waitS } = await everywhere(db, async (tx) => {
    const since = plusS(tx.now, -windowS);
    await openGuesses(tx, names.map(({ name }) => name));
    const full = (await lockGuesses(tx, names, since)).flatMap(({ fullSince }) => fullSince ?? []);
    if (full.length === 0) await addGuess(tx, names.map(({ name }) => name), since);
    await deleteOldGuesses(tx, since);
    return { at: tx.now, waitS: Math.max(0, ...full.map((first) => Math.max(1, Math.ceil(windowS - secondsBetween(first, tx.now))))) };
  });
  if (waitS > 0) return { waitS };
  const succeeded = (...forgotten: string[]) =>
    everywhere(db, async (tx) => {
      await takeGuessBack(tx, names.map(({ name }) => name), at);
      await forgetGuesses(tx, forgotten.map(hashOf));
    });
  return { waitS: 0, succeeded };
}

const hashOf = (name: string): string => createHash("sha256").update(name).digest("hex");
