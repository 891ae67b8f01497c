import { fail, ok } from "@argosy/core/result.ts";
import { inOrg } from "../../db/tx.ts";
import type { SomeHandlers } from "../../http/route.ts";
import { openScan, scanPiece, shipScanned } from "./scan.ts";
import { lookAndShip } from "./ship.ts";
import { countWaiting, listRecent } from "./sql.ts";

export const routes = {
  scanOpen: ({ company }, { body }) => inOrg(company.db, company.orgId, (tx) => openScan(tx, body.code)),
  scanItem: ({ company, caller }, { body }) => inOrg(company.db, company.orgId, (tx) => scanPiece(tx, { ...body, actor: caller.actor })),
  scanShip: async ({ company, caller, wakeRooms }, { body }) => {
    const shipped = await shipScanned(company, { parcelId: body.parcelId, scanId: body.scanId, weightG: body.weightG ?? null, actor: caller.actor });
    if (shipped.ok) wakeRooms(); // the ship notice is due
    return shipped;
  },
  shipParcels: async ({ company, caller, wakeRooms }, { body }) => {
    if (body.reason === "") return fail({ code: "reason_missing", field: "reason" });
    const results = await lookAndShip(company, { parcelIds: body.parcelIds, actor: caller.actor, how: { reason: body.reason } });
    if (results.some((r) => r.ok)) wakeRooms();
    return ok({ results });
  },
  scanRecent: ({ company, caller }) =>
    inOrg(company.db, company.orgId, async (tx) => ok({ rows: await listRecent(tx, caller.actor), waiting: (await countWaiting(tx)).n })),
} satisfies SomeHandlers;
