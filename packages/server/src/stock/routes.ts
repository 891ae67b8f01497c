import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { named } from "@argosy/core/locale.ts";
import { ok, type Result } from "@argosy/core/result.ts";
import { inOrg } from "../db/tx.ts";
import { decodeCursor, encodeCursor, pageOf } from "../lists/page.ts";
import { actorNames } from "../lists/shown.ts";
import type { SomeHandlers } from "../http/route.ts";
import { orTaken } from "../http/taken.ts";
import { adjustStock, receiveGoods } from "./receive.ts";
import { countBalances, countMoves, countProof, listBalances, listDifferences, listMoves, listPurchasePlan, type MoveRow } from "./sql.ts";

export const routes = {
  listStock: async ({ company, caller }, { query }) => {
    const after = decodeCursor(query.after, ["text", "text"]);
    if (!after.ok) return after;
    const filter = { q: query.q, warehouseId: query.warehouseId, only: query.only };
    return inOrg(company.db, company.orgId, async (tx) => {
      const rows = await listBalances(tx, filter, after.value as [string, string] | null, query.limit + 1);
      const page = pageOf(rows, query.limit, (last) => encodeCursor([last.sku, last.warehouseCode]), await countBalances(tx, filter));
      return ok({ ...page, rows: page.rows.map(({ warehouseCode: _, ...row }) => named(caller.locale, row)) });
    });
  },

  listStockMoves: async ({ company }, { query }) => {
    const after = decodeCursor(query.after, ["instant", "uuid", "text", "int", "uuid"]);
    if (!after.ok) return after;
    const filter = { skuId: query.skuId, warehouseId: query.warehouseId };
    return inOrg(company.db, company.orgId, async (tx) => {
      const rows = await listMoves(tx, filter, after.value as [string, string, string, number, string] | null, query.limit + 1);
      const page = pageOf(rows, query.limit, (m) => encodeCursor([m.at, m.causeId, m.kind, m.visit, m.skuId]), await countMoves(tx, filter));
      const name = await actorNames(tx, page.rows.map((m) => m.actor));
      return ok({ ...page, rows: page.rows.map((m) => ({ ...shownMove(m), actor: name(m.actor) })) });
    });
  },

  receiveStock: ({ company, caller }, { body }) => once(() => inOrg(company.db, company.orgId, (tx) => receiveGoods(tx, body, caller.actor))),
  adjustStock: ({ company, caller }, { body }) => once(() => inOrg(company.db, company.orgId, (tx) => adjustStock(tx, body, caller.actor))),

  stockProof: async ({ company }) =>
    inOrg(company.db, company.orgId, async (tx) => ok({ ...(await countProof(tx)), differences: await listDifferences(tx) })),

  purchasePlan: ({ company, caller }) =>
    inOrg(company.db, company.orgId, async (tx) => ok({ rows: (await listPurchasePlan(tx, 50)).map((row) => named(caller.locale, row)) })),
} satisfies SomeHandlers;

/**
 * The id names one receipt or count of one warehouse for ever. Two askers with the same id and other goods meet at the
 * ledger's key: the second is told, instead of counting half of it.
 */
const once = <T>(work: () => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> =>
  orTaken({ stock_move_one_cause: { code: "changed_meanwhile", detail: fact("being_written") } }, work);

function shownMove({ causeId, kind, visit, skuId, note, ...move }: MoveRow) {
  return { ...move, kind, id: causeId, cause: note === "" ? kind : note };
}
