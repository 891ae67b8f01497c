import { fail, ok } from "@argosy/core/result.ts";
import { inOrg } from "../db/tx.ts";
import type { SomeHandlers } from "../http/route.ts";
import { findsBuyers } from "../people/abilities.ts";
import { writeHistory } from "../pipeline/move.ts";
import { rawPlace } from "../pipeline/quarantine-sql.ts";
import { readBoard } from "./board.ts";
import { buyerFile } from "./buyer-file.ts";
import { isOrder, listRawOf } from "./detail-sql.ts";
import { readPlaces, type Place } from "./match-sql.ts";
import { readerOf } from "./mask.ts";
import { showOrder, showOrders } from "./orders.ts";
import { decodeCursor, encodeCursor, idCursor, mostCounted, pageOf } from "./page.ts";
import { showParcel, showParcels } from "./parcels.ts";
import { actorNames } from "./shown.ts";
import { createThroughput } from "./throughput.ts";
import { countUnmasked, listUnmasked, noteUnmasked } from "./unmasked-sql.ts";

const cursorOf = (place: Place): string => encodeCursor([place.turn, place.dueAt, place.id]);
const throughput = createThroughput();

export const routes = {
  board: ({ company }) => inOrg(company.db, company.orgId, async (tx) => ok(await readBoard(tx, await throughput(tx)))),

  listOrders: ({ company, caller }, { query }) => {
    const after = decodeCursor(query.after, ["int", "instant", "uuid"]);
    if (!after.ok) return Promise.resolve(after);
    return inOrg(company.db, company.orgId, async (tx) => {
      const { places, count } = await readPlaces(tx, "orders", { ...query, findsBuyers: findsBuyers(caller.role) }, after.value as [number, string, string] | null, query.limit);
      const page = pageOf(places, query.limit, cursorOf, count);
      return ok({ ...page, rows: await showOrders(tx, page.rows.map((p) => p.id), readerOf(caller)) });
    });
  },

  getOrder: ({ company, caller }, { params }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const order = await showOrder(tx, params.id, readerOf(caller));
      return order ? ok(order) : fail({ code: "order_not_found" });
    }),

  unmask: ({ company, caller }, { params }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      if (!(await isOrder(tx, params.id))) return fail({ code: "order_not_found" });
      await noteUnmasked(tx, params.id, caller.actor);
      const order = await showOrder(tx, params.id, { locale: caller.locale, masked: false });
      return order ? ok(order) : fail({ code: "order_not_found" });
    }),

  exportBuyer: ({ company, caller }, { params }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const file = await buyerFile(tx, params.id, { locale: caller.locale, masked: false });
      if (!file) return fail({ code: "order_not_found" });
      await writeHistory(tx, "order", "buyer_exported", [{ id: params.id, reason: "" }], caller.actor);
      return ok({ mime: "application/json", name: `buyer-${params.id}.json`, bytes: Buffer.from(JSON.stringify(file, null, 2)) });
    }),

  listUnmasked: ({ company }, { query }) => {
    const after = idCursor(query.after);
    if (!after.ok) return Promise.resolve(after);
    return inOrg(company.db, company.orgId, async (tx) => {
      const page = pageOf(await listUnmasked(tx, after.value, query.limit + 1), query.limit, (row) => row.id, await countUnmasked(tx, mostCounted + 1));
      const name = await actorNames(tx, page.rows.map((row) => row.actor));
      return ok({ ...page, rows: page.rows.map(({ orderId, orderNo, actor, ...row }) => ({ ...row, actor: name(actor), order: { id: orderId, orderNo } })) });
    });
  },

  getOrderRaw: ({ company }, { params }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      if (!(await isOrder(tx, params.id))) return fail({ code: "order_not_found" });
      const rows = await listRawOf(tx, params.id);
      return ok({ rows: rows.map((row) => ({ ...row, raw: tx.open(rawPlace(row.id), row.raw) })) });
    }),

  listParcels: ({ company, caller }, { query }) => {
    const after = decodeCursor(query.after, ["int", "instant", "uuid"]);
    if (!after.ok) return Promise.resolve(after);
    return inOrg(company.db, company.orgId, async (tx) => {
      const { places, count } = await readPlaces(tx, "parcel", { ...query, findsBuyers: findsBuyers(caller.role) }, after.value as [number, string, string] | null, query.limit);
      const page = pageOf(places, query.limit, cursorOf, count);
      return ok({ ...page, rows: await showParcels(tx, page.rows.map((p) => p.id), readerOf(caller)) });
    });
  },

  getParcel: ({ company, caller }, { params }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const parcel = await showParcel(tx, params.id, readerOf(caller));
      return parcel ? ok(parcel) : fail({ code: "parcel_not_found" });
    }),
} satisfies SomeHandlers;
