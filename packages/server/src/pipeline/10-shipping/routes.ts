import type { Refusal } from "@argosy/core/errors.ts";
import { named } from "@argosy/core/locale.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { inOrg } from "../../db/tx.ts";
import type { Caller, SomeHandlers } from "../../http/route.ts";
import { openScan, scanPiece, shipScanned, undoScan, type Station } from "./scan.ts";
import { lookAndShip } from "./ship.ts";
import { countWaiting, listRecent } from "./sql.ts";

/** The goods by their names in the packer's writing. */
const shown = (answer: Result<Station, Refusal>, { locale }: Caller) =>
  answer.ok ? ok({ ...answer.value, lines: answer.value.lines.map((line) => named(locale, line)) }) : answer;

export const routes = {
  scanOpen: async ({ company, caller }, { body }) => shown(await inOrg(company.db, company.orgId, (tx) => openScan(tx, body.code)), caller),
  scanItem: async ({ company, caller }, { body }) => shown(await inOrg(company.db, company.orgId, (tx) => scanPiece(tx, { ...body, actor: caller.actor })), caller),
  scanUndo: async ({ company, caller }, { body }) => shown(await inOrg(company.db, company.orgId, (tx) => undoScan(tx, body)), caller),
  scanShip: async ({ company, caller }, { body }) =>
    shown(await shipScanned(company, { parcelId: body.parcelId, scanId: body.scanId, weightG: body.weightG ?? null, actor: caller.actor }), caller),
  shipParcels: async ({ company, caller }, { body }) => {
    if (body.reason === "") return fail({ code: "reason_missing", field: "reason" });
    return ok({ results: await lookAndShip(company, { parcelIds: body.parcelIds, actor: caller.actor, how: { reason: body.reason } }) });
  },
  scanRecent: ({ company, caller }) =>
    inOrg(company.db, company.orgId, async (tx) => ok({ rows: await listRecent(tx, caller.actor), waiting: (await countWaiting(tx)).n })),
} satisfies SomeHandlers;
