import { placeOf } from "../accounts/open.ts";
import { listAccountRows, readOpening } from "../accounts/sql.ts";
import { inOrg, type Db } from "../db/tx.ts";
import { CannotStart } from "./say.ts";

/**
 * Opens one sealed row, so that a key of another installation is noticed now and not at the first booking.
 * Throws  With the cure, when the key does not fit this database.
 */
export async function checkKey(db: Db, orgId: string): Promise<void> {
  await inOrg(db, orgId, async (tx) => {
    const [account] = await listAccountRows(tx);
    const row = account && (await readOpening(tx, account.id));
    if (!row) return;
    try {
      tx.open(placeOf(account.id), row.credentials);
    } catch {
      throw new CannotStart("The master key does not fit this database. Restore the file master.key that was made with it, or ARGOSY_MASTER_KEY.");
    }
  });
}
