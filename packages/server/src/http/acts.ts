import type { ErrorCode, Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { parseInstant, type Instant } from "@argosy/core/time.ts";
import { inOrg, type Tx } from "../db/tx.ts";
import { matchIds } from "../lists/match-sql.ts";
import { readerOf, type Reader } from "../lists/mask.ts";
import { showOrder, showOrdersTo } from "../lists/orders.ts";
import { averageCosts } from "../lists/saving-sql.ts";
import { moneyOf } from "../lists/shown.ts";
import { findsBuyers, may } from "../people/abilities.ts";
import { importPayload } from "../pipeline/01-intake/import.ts";
import { importPayments } from "../pipeline/02-payment/pull.ts";
import { mergeKey } from "../pipeline/04-merge/decide.ts";
import { joinOrders, takeApart } from "../pipeline/04-merge/join.ts";
import { listOffered, mostOffered, type Offered } from "../pipeline/04-merge/sql.ts";
import { eraseBuyer } from "../pipeline/erase-buyer.ts";
import type { RowResult } from "../pipeline/acts.ts";
import { actOnOrders, editAddress, matchPayment, unmatchPayment, type Asked } from "../pipeline/order-acts.ts";
import { actOnParcels } from "../pipeline/parcel-acts.ts";
import { loginStale } from "./errors.ts";
import { replay } from "./replay.ts";
import type { SomeHandlers } from "./route.ts";

// What people do to travellers: the rooms' own acts, reached from the contract. "All that match" are found by the very
// filter of the list, so that what is acted on is what was shown.

const mostTargets = 2000;

/** Of rows named one by one nothing is let go that was not shown; who names all that match has not read each. */
const seenOf = ({ targets, seen = {} }: { readonly targets: object; readonly seen?: Asked["seen"] }): Asked["seen"] => ("ids" in targets ? seen : undefined);

/** Only the rows tell that money hangs on the answer: then nothing was done, and the whole call asks for the password. */
const unlessStale = (results: readonly RowResult[]): Result<{ results: RowResult[] }, Refusal> => (results.some((r) => r.code === "login_stale") ? fail(loginStale) : ok({ results: [...results] }));

/** Holding until a time that is over would let go at once, and look like a mistake of ours. */
const refusePast = (until: string | undefined, now: Instant): Refusal | null =>
  until !== undefined && (parseInstant(until) ?? now) <= now ? { code: "input_refused", field: "until", detail: fact("time_is_over") } : null;

export const routes = {
  actOnOrders: ({ company, caller }, { body }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const past = refusePast(body.until, tx.now);
      if (past) return fail(past);
      const ids = "ids" in body.targets ? body.targets.ids : await matchIds(tx, "orders", { ...body.targets.matching, findsBuyers: findsBuyers(caller.role) }, mostTargets);
      const asked = { code: body.code ?? null, until: body.until ?? null, seen: seenOf(body) };
      return unlessStale(await actOnOrders(tx, body.act, ids, { actor: caller.actor, reason: body.reason, loginStale: caller.loginStale ?? false }, asked));
    }),

  actOnParcels: ({ company, caller }, { body }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const past = refusePast(body.until, tx.now);
      if (past) return fail(past);
      const ids = "ids" in body.targets ? body.targets.ids : await matchIds(tx, "parcel", { ...body.targets.matching, findsBuyers: findsBuyers(caller.role) }, mostTargets);
      const { code = null, until = null, warehouseId = null, methodId = null } = body;
      const person = { actor: caller.actor, reason: body.reason, noOrders: !may(caller.role, "approve", "Order"), loginStale: caller.loginStale ?? false };
      return unlessStale(await actOnParcels(tx, body.act, ids, person, { code, until, seen: seenOf(body), warehouseId, methodId }));
    }),

  editAddress: ({ company, caller }, { params, body }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const edited = await editAddress(tx, params.id, body.version, body.shipTo, { actor: caller.actor, reason: "" });
      if (!edited.ok) return edited;
      const order = await showOrder(tx, params.id, readerOf(caller));
      if (!order) throw new Error("the order that was just changed");
      return ok(order);
    }),

  eraseBuyer: ({ company, caller }, { params, body }) => inOrg(company.db, company.orgId, (tx) => eraseBuyer(tx, params.id, { actor: caller.actor, reason: body.reason })),

  matchPayment: ({ company, caller }, { params, body }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const matched = await matchPayment(tx, params.id, body, { actor: caller.actor, reason: "" });
      return matched.ok ? ok({ ok: true as const }) : matched;
    }),

  unmatchPayment: ({ company, caller }, { params }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const unmatched = await unmatchPayment(tx, params.id, params.paymentId, { actor: caller.actor, reason: "" });
      return unmatched.ok ? ok({ ok: true as const }) : unmatched;
    }),

  mergeGroups: ({ company, caller }, { query }) => inOrg(company.db, company.orgId, async (tx) => ok(await offers(tx, readerOf(caller), query.orderId ?? null))),

  merge: async ({ company, caller }, { body }) => {
    const results = [];
    for (const group of body.groups) {
      // One transaction each: a group that cannot be joined does not undo the others.
      const joined = await inOrg(company.db, company.orgId, (tx) => joinOrders(tx, group, { actor: caller.actor, reason: fact("merged_by_hand") }));
      results.push(joined.ok
        ? { ok: true, parcelId: joined.value, code: null, detail: null }
        : { ok: false, parcelId: null, code: joined.error.code as ErrorCode, detail: joined.error.detail ?? null });
    }
    return ok({ results });
  },

  unmerge: ({ company, caller }, { params }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const apart = await takeApart(tx, params.id, { actor: caller.actor, reason: fact("taken_apart") });
      return apart.ok ? ok({ ok: true as const }) : apart;
    }),

  replayInbox: async ({ company }, { body }) => ok({ results: await replay(company, body.ids) }),

  importPayload: ({ company }, { body }) => importPayload(company, body.accountId, body.body, importPayments),
} satisfies SomeHandlers;

/** Without the last group where its end may be cut off: joined as shown, it would leave a member behind. A single group is shown as far as it goes. */
function whole(offered: readonly Offered[]): readonly Offered[] {
  if (offered.length <= mostOffered) return offered;
  const last = mergeKey(offered.at(-1)!); // more than none
  const others = offered.filter((o) => mergeKey(o) !== last);
  return others.length > 0 ? others : offered.slice(0, mostOffered);
}

/**
 * Groups that wait for a click, with what one label less would save: the average of the last labels to that country.
 * Last come those who wait for orders that are not here yet: alone in their group, and their hold says for whom.
 */
async function offers(tx: Tx, reader: Reader, orderId: string | null) {
  const offered = whole(await listOffered(tx, orderId));
  const groups = [...Map.groupBy(offered, mergeKey)].filter(([, orders]) => orderId === null || orders.some((o) => o.id === orderId)).sort(([, a], [, b]) => Number(a.length < 2) - Number(b.length < 2));
  const ids = groups.flatMap(([, orders]) => orders.map((o) => o.id));
  const shown = new Map((await showOrdersTo(tx, ids, reader)).map((o) => [o.id, o]));
  const costs = await averageCosts(tx, [...new Set([...shown.values()].map((o) => o.country))]);
  const rows = groups.map(([key, waiting]) => {
    const orders = waiting.flatMap((o) => shown.get(o.id) ?? []);
    const country = orders[0]?.country ?? "";
    const cost = costs.find((c) => c.country === country);
    return {
      key, until: waiting.map((o) => o.until).toSorted()[0] ?? tx.now, buyer: orders[0]?.buyer ?? "", country,
      saving: cost && orders.length > 1 ? moneyOf(cost.minor * (orders.length - 1), cost.currency) : null, orders,
    };
  });
  return { rows, orderCount: offered[0]?.offeredCount ?? 0 };
}
