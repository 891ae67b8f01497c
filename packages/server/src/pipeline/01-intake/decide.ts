import type { ChannelOrder, ConnectorError } from "@argosy/core/connector.ts";
import type { LineChange } from "@argosy/core/evidence.ts";
import { fact } from "@argosy/core/facts.ts";
import type { Result } from "@argosy/core/result.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { inEnglish } from "@argosy/core/wanted.ts";
import type { InboxItem, Known } from "./sql.ts";

export type Read = { readonly item: InboxItem; readonly mapped: Result<ChannelOrder, ConnectorError> };
export type Applied = { readonly accountId: string; readonly order: ChannelOrder; readonly item: InboxItem };
export type Sorted = {
  readonly fresh: readonly Applied[];
  readonly changed: readonly (Applied & { readonly known: Known })[];
  readonly outcomes: readonly { id: string; state: "projected" | "quarantined" | "ignored"; error: object | null }[];
};

/**
 * Decides what each payload is: a new order, a newer version of one we have, nothing new, or something we can't read.
 *
 * Rule    One order per (account, external id). Only the newest version counts, wherever it lies in the batch; an older
 *         one never comes back over it. What can't be understood is quarantined with its reason, and the rest go on.
         So is a version from the future: taken over, it would be the newest for ever and keep out all that follow.
 */
export function sortPayloads(reads: readonly Read[], known: readonly Known[], now: Instant): Sorted {
  const newest = new Map<string, Applied>();
  const outcomes: { id: string; state: "projected" | "quarantined" | "ignored"; error: object | null }[] = [];
  for (const { item, mapped } of reads) {
    if (!mapped.ok) {
      outcomes.push({ id: item.id, state: "quarantined", error: mapped.error });
      continue;
    }
    const order = mapped.value;
    if (order.version > plusS(now, aheadS)) {
      outcomes.push({ id: item.id, state: "quarantined", error: fromTheFuture(order.version) });
      continue;
    }
    const key = keyOf(item.accountId, order.externalId);
    const before = newest.get(key);
    if (before && before.order.version > order.version) {
      outcomes.push({ id: item.id, state: "ignored", error: null });
      continue;
    }
    if (before) outcomes.push({ id: before.item.id, state: "ignored", error: null });
    newest.set(key, { accountId: item.accountId, order, item });
  }
  const ours = new Map(known.map((k) => [keyOf(k.shopAccountId, k.externalId), k]));
  const fresh: Applied[] = [];
  const changed: (Applied & { known: Known })[] = [];
  for (const [key, applied] of newest) {
    const mine = ours.get(key);
    if (mine && mine.sourceVersion >= applied.order.version) {
      outcomes.push({ id: applied.item.id, state: "ignored", error: null });
      continue;
    }
    outcomes.push({ id: applied.item.id, state: "projected", error: null });
    if (mine) changed.push({ ...applied, known: mine });
    else fresh.push(applied);
  }
  return { fresh, changed, outcomes };
}
function fromTheFuture(version: Instant): ConnectorError {
  const why = fact("want_near_time", version);
  return { kind: "malformed", path: "version", expected: inEnglish(why), why };
}
const aheadS = 86_400; // clocks differ by minutes, zones mistaken for UTC by hours
const keyOf = (accountId: string, externalId: string): string => `${accountId}/${externalId}`;

/** Where a new order starts: what the channel has already closed is recorded, never walked. */
export function startStage(order: ChannelOrder): "payment" | "cancelled" | "shipped_elsewhere" {
  if (order.state === "cancelled") return "cancelled";
  return order.state === "shipped" ? "shipped_elsewhere" : "payment";
}

export type Difference = { readonly what: readonly string[]; readonly lines: readonly LineChange[]; readonly open: readonly LineChange[]; readonly walksAgain: boolean };
/** What a newer version changes. Goods, what is open of them, money, address and note are judged again from the payment on. */
export function compare(known: Known, order: ChannelOrder, addressHash: string, lines: readonly LineChange[], open: readonly LineChange[]): Difference {
  const what: string[] = lines.length > 0 ? ["lines"] : [];
  if (open.length > 0) what.push("open");
  if (known.totalMinor !== order.total.minor) what.push("total");
  if (known.channelAddressHash !== addressHash) what.push("address");
  if (known.buyerNote !== order.buyerNote) what.push("note");
  if (known.paymentDeclared !== order.payment) what.push("payment");
  if (known.channelState !== order.state) what.push("state");
  return { what, lines, open, walksAgain: what.some((w) => w !== "state") };
}
