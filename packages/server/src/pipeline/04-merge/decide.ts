import { fact } from "@argosy/core/facts.ts";
import { earlier, later, plusS, type Instant } from "@argosy/core/time.ts";
import type { Found } from "../hold.ts";

export type Mergeable = {
  readonly id: string; readonly orderNo: string; readonly shopAccountId: string; readonly buyerKey: string; readonly addressHash: string; readonly currency: string;
  readonly requestedService: string; readonly dueAt: Instant; readonly mergeUntil: Instant | null; readonly held: boolean; readonly stage: string;
  readonly busy?: true; // another lane or a person has it at this moment
};
export type MergePolicy = { readonly mergePolicy: "ask" | "auto" | "never"; readonly mergeWaitMinutes: number };
export type MergeVerdict =
  | { readonly is: "alone"; readonly reason: string }
  | { readonly is: "soon" }
  | { readonly is: "together"; readonly orderIds: readonly string[] }
  | { readonly is: "offered"; readonly hold: Found<"merge_offered">; readonly until: Instant };

/** Same box: one account, buyer, address, currency and asked-for service. */
export const mergeKey = (o: Mergeable): string => [o.shopAccountId, o.buyerKey, o.addressHash, o.currency, o.requestedService].join("/");
/** Its waiting time has passed, or a person ended it: who was taken apart is not joined again by a policy. */
const isOver = ({ mergeUntil }: Mergeable, now: Instant): boolean => mergeUntil !== null && mergeUntil <= now;
const keepBeforeDueS = 24 * 3600;
const largestGroup = 20;

/**
 * Decides for one waiting order whether it travels alone, together, or waits for a person's click.
 *
 * Rule    `ask` offers the group for the account's waiting time, but never into the last 24 h before ship-by; then the
 *         order goes alone by itself. `auto` joins what stands in this room, once nobody else has it. `never` and single orders go at once.
 *         Siblings still in payment or review count for the offer: the buyer's second order is often seconds younger.
 *         Not those held there, their money taken back or cancelled: nobody knows whether they come at all.
 */
export function judgeMerge(order: Mergeable, siblings: readonly Mergeable[], policy: MergePolicy, now: Instant): MergeVerdict {
  const partners = siblings.filter((s) => s.stage === "merge" || !s.held);
  if (isOver(order, now)) return { is: "alone", reason: fact("merge_time_over") }; // its others may have left before it
  if (partners.length === 0) return { is: "alone", reason: fact("no_other_order") };
  if (policy.mergePolicy === "never") return { is: "alone", reason: fact("account_never_merges") };
  const here = partners.filter((s) => s.stage === "merge" && !s.held && !isOver(s, now)).slice(0, largestGroup - 1);
  if (policy.mergePolicy === "auto" && here.some((s) => s.busy)) return { is: "soon" };
  if (policy.mergePolicy === "auto" && here.length > 0) return { is: "together", orderIds: [order.id, ...here.map((s) => s.id)] };
  const deadline = later(now, plusS(order.dueAt, -keepBeforeDueS));
  const until = earlier(order.mergeUntil ?? plusS(now, policy.mergeWaitMinutes * 60), deadline);
  if (until <= now) return { is: "alone", reason: fact("merge_time_over") };
  const offered = partners.map((s) => ({ orderId: s.id, orderNo: s.orderNo })).sort((a, b) => (a.orderNo < b.orderNo ? -1 : 1));
  return { is: "offered", hold: { code: "merge_offered", evidence: { with: offered, until } }, until };
}

/** Why these orders can't share one parcel; null when they can. Checked again under their locks. */
export function whyNotTogether(orders: readonly Mergeable[]): { readonly code: "merge_too_few" | "merge_differs" | "wrong_stage" | "on_hold"; readonly detail?: string } | null {
  if (orders.length < 2) return { code: "merge_too_few" };
  const elsewhere = orders.find((o) => o.stage !== "merge");
  if (elsewhere) return { code: "wrong_stage", detail: fact("order_in_stage", elsewhere.orderNo, elsewhere.stage) };
  const held = orders.find((o) => o.held);
  if (held) return { code: "on_hold", detail: fact("order_held", held.orderNo) };
  const [first] = orders;
  const parts = { shopAccountId: "account", buyerKey: "buyer", addressHash: "address", currency: "currency", requestedService: "service" } as const;
  for (const [field, word] of Object.entries(parts) as [keyof typeof parts, string][]) {
    const other = orders.find((o) => o[field] !== first![field]);
    if (other) return { code: "merge_differs", detail: fact("differs_in", other.orderNo, word, first!.orderNo) };
  }
  return null;
}
