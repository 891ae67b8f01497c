import { fact } from "@argosy/core/facts.ts";
import { inOrg } from "../db/tx.ts";
import { claimExpiredWaits } from "./acts-sql.ts";
import { changeHolds } from "./hold.ts";
import { wake } from "./move.ts";
import type { Company } from "./room.ts";

/** Ends what people set aside "until": the traveller looks again at its hour, without anybody thinking of it. */
export async function endWaits(company: Company): Promise<number> {
  return inOrg(company.db, company.orgId, async (tx) => {
    let ended = 0;
    for (const traveller of ["order", "parcel"] as const) {
      const over = await claimExpiredWaits(tx, traveller, 200);
      await changeHolds(tx, traveller, over.map((h) => ({ id: h.travellerId, open: [], close: [h] })), { actor: "system", source: "system", reason: fact("time_has_come") });
      await wake(tx, traveller, over.map((h) => h.travellerId));
      ended += over.length;
    }
    return ended;
  });
}
