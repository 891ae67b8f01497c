import { canMoveOrder, holdKind, type HoldCode } from "@argosy/core/journey.ts";
import type { OrderMove, OrderRoom } from "@argosy/core/journey.ts";
import { call, type Sent } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";
import { areSnoozed, isSetAside, openHolds, unreleasable } from "../../ui/holds.tsx";
import type { RowResult } from "../../ui/jobs.tsx";
import type { Targets, Verb, VerbInput } from "../../ui/list/types.ts";
import { isClosedOrder, isDone, type OrderRow } from "./rows.tsx";

type Act = Sent<"actOnOrders">["body"]["act"];
type Filter = Extract<Sent<"actOnOrders">["body"]["targets"], { readonly matching: unknown }>["matching"];
export const seenOf = (rows: readonly Pick<OrderRow, "id" | "holds">[]): Record<string, string[]> =>
  Object.fromEntries(rows.map((row) => [row.id, openHolds(row.holds).map((hold) => hold.evidenceHash)]));
const isFault = (code: string): boolean => holdKind(code as HoldCode) === "fault";

/** Approves, parks, cancels ... as one call for all targets. What was seen goes along, so that nothing newer is approved. */
export async function actOnOrders(act: Act, targets: Targets<Pick<OrderRow, "id" | "holds">>, filter: Filter, input: VerbInput, code?: string): Promise<readonly RowResult[]> {
  const answer = await call("actOnOrders", {
    body: {
      act, reason: input.reason, ...(input.until ? { until: input.until } : {}), ...(code ? { code } : {}),
      targets: "ids" in targets ? { ids: [...targets.ids] } : { matching: filter },
      ...("rows" in targets && targets.rows.length > 0 ? { seen: seenOf(targets.rows) } : {}),
    },
  });
  return answer.results;
}
/** The verbs of orders, in the order in which a room wants them. */
export function useOrderVerbs(room: OrderRoom | null, filter: Filter): readonly Verb<OrderRow>[] {
  const { t } = useSpeech();
  const may = useMay();
  const why = t.orders.why;
  const disabled = may("approve", "Order") ? null : t.shell.meta.noAccess(t.orders.acts["approve"] ?? "");
  const verb = (id: string, act: Act, more: Partial<Verb<OrderRow>> & { readonly undoBy?: Act; readonly undoLabel?: string }): Verb<OrderRow> => {
    const { undoBy, undoLabel, ...rest } = more;
    return {
      id, label: t.orders.acts[act] ?? act, hint: t.orders.actHints[id], done: t.orders.done[id] ?? t.orders.done[act], disabled, onMatching: true, run: (targets, input) => actOnOrders(act, targets, filter, input), ...rest,
      ...(undoBy ? { undo: { label: undoLabel ?? t.orders.acts[undoBy] ?? undoBy, run: (ids: readonly string[]) => actOnOrders(undoBy, { ids, rows: [] }, filter, { reason: "" }) } } : {}),
    };
  };
  const canMove = (move: OrderMove, otherwise: string) => (row: OrderRow): string | null => (canMoveOrder(row.stage, move) ? null : isClosedOrder(row) ? why.closed : otherwise);
  const approvable = (row: OrderRow): string | null => canMove("approve", why.notInReview)(row) ?? (openHolds(row.holds).some((hold) => isFault(hold.code)) ? why.faultOpen : null);
  const parkable = (row: OrderRow): string | null => (isClosedOrder(row) ? why.closed : isDone(row) ? why.shipped : null);
  const all = {
    approve: verb("approve", "approve", { keyName: "a", primary: true, askMany: t.orders.approveMany, refuses: approvable }),
    accept: verb("accept", "accept_payment", { keyName: "a", primary: true, needs: "reason", refuses: (row) => (row.stage === "payment" ? null : why.notInPayment) }),
    alone: verb("alone", "go_alone", { keyName: "a", refuses: canMove("parcel_up", why.notInMerge) }),
    recheck: verb("recheck", "recheck", { keyName: "r", refuses: (row) => (row.stage === "payment" || canMoveOrder(row.stage, "recheck") ? null : why.tooLate) }),
    snooze: verb("snooze", "hold", { label: t.orders.snooze, keyName: "s", needs: "until", dueOf: (row) => row.shipByAt, undoBy: "unhold", undoLabel: t.orders.unsnooze, refuses: parkable }),
    hold: verb("hold", "hold", { keyName: "h", needs: "reason", undoBy: "unhold", refuses: parkable }),
    unhold: verb("unhold", "unhold", { keyName: "u", words: (rows) => (areSnoozed(rows) ? { label: t.orders.unsnooze, done: t.orders.done["unsnooze"] } : {}), refuses: (row) => (isSetAside(row) ? null : why.notParked) }),
    release: verb("release", "release", { keyName: "l", needs: "reason", refuses: (row) => (openHolds(row.holds).length === 0 && openHolds(row.parcelHolds).length > 0 ? why.heldInParcels : unreleasable(row, t)) }),
    cancel: verb("cancel", "cancel", { label: t.orders.cancelOrder, hint: t.orders.actHints["cancelOrder"], about: t.orders.actHints["cancelOrder"]!, keyName: "Shift+c", needs: "reason", danger: true, refuses: canMove("cancel", why.closed) }),
  };
  const rest = [all.snooze, all.hold, all.unhold, all.release, all.cancel];
  if (room === "payment") return [all.accept, all.recheck, ...rest];
  if (room === "review") return [all.approve, all.snooze, all.hold, all.recheck, all.unhold, all.release, all.cancel];
  if (room === "merge") return [all.alone, ...rest, all.recheck];
  return [all.approve, all.recheck, ...rest];
}
