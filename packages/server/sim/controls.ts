import { ok } from "@argosy/core/result.ts";
import { secondsBetween, type Clock } from "@argosy/core/time.ts";
import type { Carrier, Channel, RawItem } from "@argosy/core/connector.ts";
import type pg from "pg";
import type { Company } from "../src/pipeline/room.ts";
import type { Mode } from "./run.ts";

// Broken builds: each breaks one promise of the code under test, at a seam, from outside. The auditor must notice every one
// of them within a few seeds. A simulation that stays green on these proves nothing.

/** `from`: a seed near which it was noticed; the search begins there. `rule`: the one that must notice it, where others may too. */
export type Control = { readonly name: string; readonly mode: Mode; readonly from?: number; readonly rule?: string; readonly lateWeight?: number; readonly spoil: (company: Company) => Company };

type Wrap<T> = (real: T) => Partial<T>;
const withChannel = (wrap: Wrap<Channel>) => (company: Company): Company => ({
  ...company, outside: { ...company.outside, channel: async (id) => patched(await company.outside.channel(id), wrap) },
});
const withCarrier = (wrap: Wrap<Carrier>) => (company: Company): Company => ({
  ...company, outside: { ...company.outside, carrier: async (id) => patched(await company.outside.carrier(id), wrap) },
});
const patched = <T extends object>(real: T, wrap: Wrap<T>): T => ({ ...real, ...wrap(real) });

/** Changes statements on their way to the server: as if somebody had forgotten a condition. */
const withSql = (...changes: readonly (readonly [from: string, to: string])[]) => withText((text) => changes.reduce((sql, [from, to]) => sql.replaceAll(from, to), text));
const withText = (rewrite: (text: string) => string) => (company: Company): Company => ({ ...company, db: { ...company.db, pool: rewriting(company.db.pool, rewrite) } });

export function rewriting<P extends pg.Pool>(pool: P, rewrite: (text: string) => string): P {
  const client = (real: pg.PoolClient): pg.PoolClient =>
    new Proxy(real, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        if (name !== "query") return value.bind(target);
        return (first: unknown, ...more: unknown[]) => value.call(target, isQuery(first) ? { ...first, name: undefined, text: rewrite(first.text) } : first, ...more);
      },
    });
  return new Proxy(pool, { get: (target, name) => (name === "connect" ? async () => client(await target.connect()) : Reflect.get(target, name)) });
}
const isQuery = (value: unknown): value is { readonly text: string } => typeof value === "object" && value !== null && "text" in value;

const told = new WeakMap<Clock, Map<string, RawItem>>();
/** What a list said first of each order. One for each run, which has a clock of its own: `spoil` is called for every life, and a process that dies must not be what heals the channel. */
function toldFirst(run: Clock): Map<string, RawItem> {
  const first = told.get(run) ?? new Map<string, RawItem>();
  told.set(run, first);
  return first;
}

export const controls: readonly Control[] = [
  {
    name: "a booking whose answer was lost is sent again at once", mode: "safety",
    spoil: withCarrier((real) => ({
      async book(request) {
        const answer = await real.book(request);
        return answer.ok || answer.error.kind !== "outcome_unknown" ? answer : real.book(request);
      },
    })),
  },
  { name: "'not found' is believed before a late request can arrive", mode: "safety", from: 315, lateWeight: 60, spoil: withCarrier((real) => ({ settleS: -600, findBooking: real.findBooking })) },
  {
    name: "who was frozen beyond his lease buys all the same", mode: "safety", from: 339,
    spoil: withCarrier((real) => ({
      book({ notAfter: _, ...request }) {
        return real.book(request);
      },
    })),
  },
  { name: "a label is counted as given back without asking the carrier", mode: "safety", from: 302, spoil: withCarrier(() => ({ voidBooking: async () => ok({ state: "voided" }) })) },
  { name: "a notice is told again without reading back", mode: "safety", from: 336, spoil: withChannel(() => ({ findShipNotices: async () => ok([]) })) },
  { name: "another number is told than stands on the box", mode: "safety", from: 302, spoil: withChannel((real) => ({ sendShipNotice: (notice) => real.sendShipNotice({ ...notice, trackingNo: `9${notice.trackingNo.slice(0, 10)}` }) })) },
  {
    name: "a page of the list is dropped", mode: "liveness", from: 308,
    spoil: withChannel((real) => ({
      async listOrders(window, cursor) {
        const page = await real.listOrders(window, cursor);
        return page.ok ? ok({ ...page.value, next: null }) : page;
      },
    })),
  },
  {
    name: "the night's recount is shown an empty list", mode: "liveness", from: 317,
    spoil: withChannel((real) => ({
      listOrders: async (window, cursor) => (secondsBetween(window.from, window.to) > 100_000 ? ok({ items: [], next: null }) : real.listOrders(window, cursor)),
    })),
  },
  {
    name: "the list and the last look tell what the list said first", mode: "safety",
    spoil(company) {
      const first = toldFirst(company.db.clock);
      return withChannel((real) => ({
        async listOrders(window, cursor) {
          const page = await real.listOrders(window, cursor);
          for (const item of page.ok ? page.value.items : []) if (!first.has(item.externalId ?? "")) first.set(item.externalId ?? "", item);
          return page.ok ? ok({ ...page.value, items: page.value.items.map((item) => first.get(item.externalId ?? "") ?? item) }) : page; // else the list is nearly always quicker than the look
        },
        fetchOrders: async (ids) => ok(ids.flatMap((id) => first.get(id) ?? [])),
      }))(company);
    },
  },
  {
    name: "an order shipped in part counts as all open", mode: "safety", from: 303,
    spoil: withChannel((real) => ({
      mapOrder(raw) {
        const order = real.mapOrder(raw);
        return order.ok && order.value.state === "partly_shipped" ? ok({ ...order.value, lines: order.value.lines.map((l) => ({ ...l, openQty: l.qty })) }) : order;
      },
    })),
  },
  {
    name: "an older version overwrites a newer one", mode: "liveness", from: 313,
    spoil: withSql(["select o.id, o.shop_account_id, o.external_id, o.source_version, o.stage", "select o.id, o.shop_account_id, o.external_id, '2000-01-01'::timestamptz as source_version, o.stage"], [" and o.source_version < x.source_version", ""]),
  },
  { name: "PayPal orders are judged by the channel's word", mode: "safety", spoil: withSql(["a.proven_by, o.payment_declared as declared", "'channel' as proven_by, o.payment_declared as declared"]) },
  { name: "goods are promised without counting the promise", mode: "safety", spoil: withSql(["set reserved_qty = b.reserved_qty + x.q", "set reserved_qty = b.reserved_qty"]) },
  { name: "what is reserved is given twice", mode: "safety", spoil: withSql(["on_hand_qty - reserved_qty as free_qty", "on_hand_qty as free_qty"]) },
  { name: "stock leaves the ledger and not the shelf", mode: "safety", spoil: withSql(["set on_hand_qty = b.on_hand_qty - x.q, reserved_qty", "set reserved_qty"]) },
  { name: "a label is bought for an order that is held", mode: "safety", rule: "held", from: 320, spoil: withText((sql) => (sql.includes("pinned as") ? sql.replaceAll(" and not p.held", "") : sql)) },
  { name: "rooms work on what is held", mode: "safety", from: 303, spoil: withSql([" and not o.held", ""], [" and not p.held", ""], [" and not held", ""]) },
];
