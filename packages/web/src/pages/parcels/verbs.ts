import { canMoveParcel, isAboutMoney, type HoldCode, type ParcelRoom } from "@argosy/core/journey.ts";
import { call, type Sent } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";
import { areSnoozed, isSetAside, openHolds, unreleasable, type Hold } from "../../ui/holds.tsx";
import type { RowResult } from "../../ui/jobs.tsx";
import type { Targets, Verb, VerbInput } from "../../ui/list/types.ts";
import { hasLeft, whyGone, whyNotQueued, whyNotUnderWay, type ParcelRow } from "./rows.tsx";

type Act = Sent<"actOnParcels">["body"]["act"];
export type ParcelFilter = Extract<Sent<"actOnParcels">["body"]["targets"], { readonly matching: unknown }>["matching"];

export async function actOnParcels(act: Act, targets: Targets<Pick<ParcelRow, "id" | "holds">>, filter: ParcelFilter, input: VerbInput, extra: { readonly code?: string } = {}): Promise<readonly RowResult[]> {
  const seen = "rows" in targets && targets.rows.length > 0 ? { seen: Object.fromEntries(targets.rows.map((row) => [row.id, openHolds(row.holds).map((h) => h.evidenceHash)])) } : {};
  const answer = await call("actOnParcels", {
    body: { act, reason: input.reason, ...(input.until ? { until: input.until } : {}), ...(input.warehouseId ? { warehouseId: input.warehouseId } : {}), ...(input.methodId ? { methodId: input.methodId } : {}), targets: "ids" in targets ? { ids: [...targets.ids] } : { matching: filter }, ...seen, ...extra },
  });
  return answer.results;
}
/** True of a hold about money that the reader's role may not let go. */
export function useMoneyGuard(): (hold: Pick<Hold, "code">) => boolean {
  const may = useMay();
  return ({ code }) => isAboutMoney(code as HoldCode) && !may("approve", "Order");
}
/** What the channel has cancelled whole is for everybody to take off the floor. */
const isUnwanted = (row: Pick<ParcelRow, "holds" | "orderNos">): boolean => row.orderNos.length === 1 && openHolds(row.holds).some((h) => h.code === "cancelled_at_channel");
/** Of parcels whose carrier tells nothing a person says how they ended; of the others the channel may want to be told again. */
export const isByHand = (rows: readonly Pick<ParcelRow, "followed">[]): boolean => rows.length > 0 && rows.every((row) => !row.followed);
const isFollowed = (rows: readonly Pick<ParcelRow, "followed">[]): boolean => !isByHand(rows);
/** The verbs of parcels, in the order in which a room wants them. */
export function useParcelVerbs(room: ParcelRoom | null, filter: ParcelFilter): readonly Verb<ParcelRow>[] {
  const { t } = useSpeech();
  const may = useMay();
  const why = t.orders.why;
  const disabled = may("edit", "Parcel") ? null : t.shell.meta.noAccess(t.shell.nav.parcels);
  const verb = (act: Act, more: Partial<Verb<ParcelRow>> & { readonly undoBy?: Act; readonly undoLabel?: string } = {}): Verb<ParcelRow> => {
    const { undoBy, undoLabel, ...rest } = more;
    return {
      id: act, label: t.orders.acts[act] ?? act, hint: t.orders.actHints[more.id ?? act], done: t.orders.done[more.id ?? act], disabled, onMatching: true, run: (targets, input) => actOnParcels(act, targets, filter, input), ...rest,
      ...(undoBy ? { undo: { label: undoLabel ?? t.orders.acts[undoBy] ?? undoBy, run: (ids: readonly string[]) => actOnParcels(undoBy, { ids, rows: [] }, filter, { reason: "" }) } } : {}),
    };
  };
  const moneyIsNotTheirs = useMoneyGuard();
  const notLeft = (row: ParcelRow): string | null => whyGone(row, t);
  const underWay = (row: ParcelRow): string | null => whyNotUnderWay(row, t);
  const queued = (row: ParcelRow): string | null => whyNotQueued(row, t);
  const broken = (row: ParcelRow): boolean => openHolds(row.holds).some((h) => h.code === "broken");
  const all = {
    retry: verb("retry", { keyName: "t", primary: room === "booking" || room === "routing", refuses: (row) => (broken(row) ? notLeft(row) : queued(row)) }),
    reroute: verb("reroute", { keyName: "r", needs: "reason", refuses: (row) => (canMoveParcel(row.stage, "reroute") ? null : row.stage === "routing" ? why.notRouted : (notLeft(row) ?? why.tooLate)) }),
    setRoute: verb("set_route", { keyName: "m", needs: "route", refuses: (row) => (row.stage === "routing" || canMoveParcel(row.stage, "reroute") ? null : (notLeft(row) ?? why.tooLate)) }),
    anyWarehouse: verb("any_warehouse", { keyName: "w", refuses: (row) => (canMoveParcel(row.stage, "reroute") || row.stage === "routing" ? null : (notLeft(row) ?? why.tooLate)) }),
    pin: verb("pin", { keyName: "p", primary: room === "allocation", undoBy: "unpin", refuses: (row) => (row.pinned ? why.alreadyPinned : queued(row)) }),
    unpin: verb("unpin", { refuses: (row) => (row.pinned ? null : why.notPinned) }),
    free: verb("free_stock", { keyName: "Shift+f", needs: "reason", refuses: (row) => (row.reserved && !hasLeft(row) ? null : why.reserved) }),
    notice: verb("retry_notice", { keyName: "t", primary: isFollowed, refuses: underWay }),
    deliver: verb("deliver", { primary: isByHand, needs: "reason", refuses: underWay }),
    bringBack: verb("bring_back", { needs: "reason", refuses: underWay }),
    lose: verb("lose", { needs: "reason", danger: true, refuses: underWay }),
    snooze: verb("hold", { id: "snooze", label: t.orders.snooze, keyName: "s", needs: "until", dueOf: (row) => row.shipByAt, undoBy: "unhold", undoLabel: t.orders.unsnooze, refuses: notLeft }),
    hold: verb("hold", { keyName: "h", needs: "reason", undoBy: "unhold", refuses: notLeft }),
    unhold: verb("unhold", { keyName: "u", words: (rows) => (areSnoozed(rows) ? { label: t.orders.unsnooze, done: t.orders.done["unsnooze"] } : {}), refuses: (row) => (isSetAside(row) ? null : why.notParked) }),
    release: verb("release", { keyName: "l", needs: "reason", refuses: (row) => unreleasable(row, t) ?? (openHolds(row.holds).some(moneyIsNotTheirs) ? t.shell.meta.noAccess(t.orders.releaseOne) : null) }),
    unlabel: verb("unlabel", { needs: "reason", refuses: (row) => (canMoveParcel(row.stage, "unlabel") ? null : why.notInShipping) }),
    cancel: verb("cancel", { label: t.orders.cancelParcel, hint: t.orders.actHints["cancelParcel"], about: t.orders.actHints["cancelParcel"]!, keyName: "Shift+c", needs: "reason", danger: true, refuses: (row) => notLeft(row) ?? (may("approve", "Order") || isUnwanted(row) ? null : t.shell.meta.noAccess(t.orders.cancelParcel)) }),
  };
  const rest = [all.snooze, all.hold, all.unhold, all.release, all.cancel];
  if (room === "routing") return [all.retry, all.setRoute, all.reroute, ...rest];
  if (room === "booking") return [all.retry, all.setRoute, all.reroute, ...rest, all.free];
  if (room === "allocation") return [all.pin, all.anyWarehouse, all.setRoute, all.reroute, ...rest, all.unpin, all.free];
  if (room === "picking") return [all.hold, all.setRoute, all.reroute, all.anyWarehouse, all.free, all.snooze, all.unhold, all.release, all.cancel, all.retry];
  if (room === "labels") return [...rest, all.retry];
  if (room === "shipping") return [all.unlabel, ...rest, all.retry];
  if (room === "tracking") return [all.notice, all.release, all.deliver, all.bringBack, all.lose];
  return [all.retry, all.reroute, all.setRoute, all.anyWarehouse, all.pin, all.unpin, all.free, all.unlabel, ...rest];
}
