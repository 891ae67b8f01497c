import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import type { Api } from "@argosy/core/api/index.ts";
import { present } from "@argosy/core/assert.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok } from "@argosy/core/result.ts";
import type { Order } from "@argosy/sandbox/books.ts";
import { inventBuyer, type Buyer } from "@argosy/sandbox/buyers.ts";
import type { OrderWish } from "@argosy/sandbox/control.ts";
import { heavyG } from "@argosy/sandbox/seed-company.ts";
import { inOrg, type Tx } from "../db/tx.ts";
import type { SomeHandlers } from "../http/route.ts";
import type { Company } from "../pipeline/room.ts";
import type { Actor } from "../pipeline/traveller.ts";
import { receiveGoods } from "../stock/receive.ts";
import { countUnfollowed, findOrderNo, listPlenty, listOnTheWay, listShort, listTargets, pollEverything, reviveAccounts } from "./sql.ts";
import type { DemoWorld } from "./world.ts";

type Act = z.output<Api["demoAct"]["body"]>["act"];
type Happened = { readonly what: string; readonly externalId: string | null };
type Scene = { readonly company: Company; readonly demo: DemoWorld; readonly actor: Actor; readonly random: () => number };

const orderStages = ["merge", "review", "parcelled", "payment"] as const;

/** Makes things happen in the outside world; what they lead to is found out by fetching, like everything else. */
export const demoRoutes = (worldOf: (orgId: string) => DemoWorld | null, random: () => number) => ({
  demoAct: async ({ company, caller, wakeRooms }, { body }) => {
    const demo = worldOf(company.orgId);
    if (!demo) return fail({ code: "demo_only" });
    const happened = await acts[body.act]({ company, demo, actor: caller.actor, random });
    if (!happened) {
      const n = body.act === "advance_tracking" ? (await inOrg(company.db, company.orgId, countUnfollowed)).n : 0;
      return fail({ code: "nothing_fits", ...(n > 0 ? { detail: fact("no_carrier_tells", n) } : {}) });
    }
    await inOrg(company.db, company.orgId, pollEverything);
    wakeRooms();
    return ok({ movedCount: null, ...happened, orderNo: await orderNoOf(company, happened.externalId) });
  },
}) satisfies SomeHandlers;

const acts: { readonly [A in Act]: (scene: Scene) => Promise<Happened | null> } = {
  order: (scene) => place(scene, "a new order", {}),
  order_with_note: (scene) => place(scene, "an order with a note", { note: "Please no invoice in the box, it is a gift. Thank you!" }),
  unpaid_order: (scene) => place(scene, "an order whose payment never came", { payment: "paypal_missing" }),
  paid_elsewhere: (scene) => place(scene, "an order paid from another address", { payment: "paypal_elsewhere" }),
  carrier_timeout: async (scene) => {
    const happened = await place(scene, "the carrier will charge this order's label and not answer", bookedAbroad(scene));
    scene.demo.world.control.carrierTimeoutAfterChargeOf(happened.externalId);
    return happened;
  },
  double_order: async (scene) => {
    const buyer = someone(scene, "us");
    await place(scene, "two orders of one buyer", buyer);
    return place(scene, "two orders of one buyer", buyer);
  },
  paid_together: async (scene) => {
    const wishes = [await wishFor(scene, {}), await wishFor(scene, {})];
    return { what: "two orders with one payment", externalId: scene.demo.world.control.placeTogether(wishes).orderIds[1] ?? null };
  },
  message: async (scene) => {
    const order = await target(scene, orderStages, false);
    if (!order) return null;
    scene.demo.world.control.buyerWrites({ shopId: order.shopId, buyerId: order.buyer, orderId: order.id, text: "Hello, can you send it to my work address instead?" });
    return { what: "the buyer wrote", externalId: order.id };
  },
  change_note: async (scene) => {
    const order = await target(scene, ["review", "merge", "parcelled"], false);
    if (!order) return null;
    scene.demo.world.control.changeNote(order.id, "Changed my mind: the red one, please, and by Friday.");
    return { what: "the buyer changed the note", externalId: order.id };
  },
  cancel: async (scene) => {
    const order = await target(scene, ["parcelled", "merge", "review"], false);
    if (!order) return null;
    scene.demo.world.control.cancelOrder(order.id);
    return { what: "the buyer cancelled", externalId: order.id };
  },
  ship_part_elsewhere: async (scene) => {
    const order = await target(scene, ["parcelled", "merge", "review"], false, ({ lines }) => lines.reduce((sum, l) => sum + l.qty - l.shippedQty, 0) > 1);
    if (!order) return null;
    scene.demo.world.control.shipElsewhere(order.id, [{ line: order.lines.findIndex((l) => l.shippedQty < l.qty), qty: 1 }]);
    return { what: "another warehouse shipped one piece of it", externalId: order.id };
  },
  reversal: async (scene) => {
    const order = await target(scene, ["parcelled", "merge", "review"], true);
    if (!order) return null;
    scene.demo.world.control.reversePayment(order.id);
    return { what: "PayPal took the payment back", externalId: order.id };
  },
  complete_payment: async (scene) => {
    const orders = [...scene.demo.world.orders.values()].toReversed();
    const pending = orders.find((o) => o.payment === "paypal_pending" && o.paid === "PENDING");
    if (!pending) return null;
    scene.demo.world.control.completePendingPayment(pending.id);
    return { what: "a pending payment completed", externalId: pending.id };
  },
  revoke_token: async ({ demo }) => {
    const shop = present(demo.company.shops[1], "the second shop");
    demo.world.control.revokeToken(shop.key);
    return { what: `${shop.name} lost its token`, externalId: null };
  },
  restore_token: async ({ company, demo }) => {
    for (const shop of demo.company.shops) demo.world.control.restoreToken(shop.key);
    await inOrg(company.db, company.orgId, reviveAccounts);
    return { what: "the tokens are restored", externalId: null };
  },
  advance_tracking: async ({ company, demo }) => {
    const shipped = await inOrg(company.db, company.orgId, listOnTheWay);
    const moved = shipped.reduce((sum, p) => sum + demo.world.control.advanceTracking(p.trackingNo), 0);
    return moved === 0 ? null : { what: `${moved} shipped parcels moved one step on`, externalId: null, movedCount: moved };
  },
  poison_order: async ({ demo, random }) => {
    const shop = present(demo.company.shops[0], "the first shop");
    const kinds = ["currency", "no_lines", "broken_total"] as const;
    const kind = kinds[Math.floor(random() * kinds.length)] ?? "currency";
    return { what: "an unreadable order", externalId: demo.world.control.poisonOrder({ shopId: shop.key, kind }).orderId };
  },
  receive_short: ({ company, actor }) => inOrg(company.db, company.orgId, (tx) => receiveShort(tx, actor)),
};

/** An order of the first shop with goods that are there, paid rightly unless told otherwise. */
async function place(scene: Scene, what: string, wish: Partial<OrderWish>): Promise<Happened & { readonly externalId: string }> {
  return { what, externalId: scene.demo.world.control.placeOrder(await wishFor(scene, wish)).orderId };
}
async function wishFor(scene: Scene, wish: Partial<OrderWish>): Promise<OrderWish> {
  const { demo, random } = scene;
  const shop = present(demo.company.shops[0], "the first shop");
  const plenty = await inOrg(scene.company.db, scene.company.orgId, listPlenty);
  const codes = plenty.length > 0 ? plenty.map((s) => s.code) : demo.company.skus.map((s) => s.sku);
  const code = present(codes[Math.floor(random() * codes.length)], "a SKU");
  const sku = present(demo.company.skus.find((s) => s.sku === code) ?? demo.company.skus[0], "the SKU");
  return {
    shopId: shop.key, payment: "paypal_right", paypalId: "paypal", ...someone(scene, shop.key),
    lines: [lineOf(sku)], shippingMinor: 499, ...wish,
  };
}

function someone({ demo, random }: Scene, shopKey: string, country?: string): Buyer {
  const site = demo.company.shops.find((s) => s.key === shopKey)?.site ?? "EBAY_US";
  return inventBuyer(demo.world.seed, 10_000 + Math.floor(random() * 1_000_000), site, country);
}

/** What the demo's rules give to a carrier that is asked at once: to the US never by a number of our own, and what is not heavy is booked before stock. */
function bookedAbroad(scene: Scene): Partial<OrderWish> {
  const sku = present(scene.demo.company.skus.find((s) => s.weightG < heavyG), "a light SKU");
  return { ...someone(scene, "us", "US"), lines: [lineOf(sku)] };
}
const lineOf = ({ sku, nameEn, priceMinor, imageUrl }: DemoWorld["company"]["skus"][number]) => ({ sku, title: nameEn, qty: 1, priceMinor, imageUrl });

/** An order that stands where this may happen to it, the stages in order of preference. */
async function target({ company, demo }: Scene, stages: readonly string[], own: boolean, fits: (order: Order) => boolean = () => true) {
  const rows = await inOrg(company.db, company.orgId, (tx) => listTargets(tx, stages, own));
  return rows.map((row) => demo.world.orders.get(row.externalId)).find((order) => order !== undefined && order.cancel === "none" && order.refundedMinor === 0 && fits(order)) ?? null;
}

/** What the parcels lack, and five pieces on top, arrives at once. */
async function receiveShort(tx: Tx, actor: Actor): Promise<Happened | null> {
  const short = await listShort(tx, 25);
  if (short.length === 0) return null;
  for (const [warehouseId, goods] of Map.groupBy(short, (g) => g.warehouseId))
    await receiveGoods(tx, { receiptId: tx.newId(), warehouseId, reference: "demo delivery", lines: goods.map((g) => ({ skuId: g.skuId, qty: g.qty + 5 })) }, actor);
  return { what: `${short.length} SKUs came in: ${short.slice(0, 5).map((g) => g.code).join(", ")}`, externalId: null };
}

/** Our number of an order that was just placed: it is fetched within a moment, or the answer goes without. */
async function orderNoOf(company: Company, externalId: string | null): Promise<string | null> {
  if (externalId === null) return null;
  for (let tries = 0; tries < arrivesWithin; tries++) {
    const orderNo = await inOrg(company.db, company.orgId, (tx) => findOrderNo(tx, externalId));
    if (orderNo !== null) return orderNo;
    await sleep(250);
  }
  return null;
}
const arrivesWithin = 8; // quarters of a second
