import { holdCodes, isReleasable, type HoldCode } from "@argosy/core/journey.ts";
import { Button } from "antd";
import { useSpeech } from "../../text/index.tsx";
import { Why } from "../../ui/bits.tsx";
import type { Hold } from "../../ui/holds.tsx";
import type { PageVerb } from "./page-head.tsx";

/** The verbs that cure a hold, by the hold's code; one that can't be done now is not offered. Where a page holds the cure, `CureLink` leads there. */
// prettier-ignore
export const cures: Readonly<Partial<Record<HoldCode, readonly string[]>>> = {
  payment_amount_differs: ["accept"], payment_currency_differs: ["accept"], payment_doubled: ["accept"], payment_wrong_receiver: ["accept"], payment_address_differs: ["accept", "cancel"], payment_unprotected: ["accept", "cancel"], payment_part_refunded: ["accept", "cancel"], payment_missing: ["accept"], payment_pending: ["accept"],
  payment_reversed: ["cancel"], ship_by_passed: ["cancel"], merge_offered: ["merge", "alone"],
  no_warehouse: ["set_route", "retry"], no_method: ["set_route", "retry"], carrier_refused: ["retry", "set_route"], carrier_pending: ["retry"], booking_unknown: ["retry"], quote_above_limit: ["retry", "set_route"], number_pool_empty: ["retry"],
  stock_short: ["any_warehouse", "reroute"], notice_late: ["retry_notice"], notice_unsupported: ["retry_notice"], notice_refused: ["retry_notice"], no_first_scan: ["lose"], no_news: ["lose"], delivery_failed: ["bring_back"],
  held_until: ["unhold"], held_by_person: ["unhold"], cancelled_at_channel: ["take_back", "cancel"], cancel_requested: ["cancel"], channel_silent: ["cancel"], shipped_elsewhere: ["take_back", "cancel"], changed_at_channel: ["take_back"], label_missing: ["take_back"], label_outdated: ["take_back"], broken: ["retry"],
};
const isCode = (code: string): code is HoldCode => holdCodes.includes(code as HoldCode);
/** True where a person may say: I have seen it, go on. */
export const letsGo = (hold: Pick<Hold, "code" | "kind">): boolean => hold.kind !== "wait" && hold.code !== "held_by_person" && (!isCode(hold.code) || isReleasable(hold.code));
/** Accepting a payment is what lets its holds go: beside it no second word stands for that. */
export const offered = <V extends { readonly id: string; readonly why: string | null; readonly disabled?: string | null | undefined }>(able: readonly V[], release: V, isReleasable: boolean): readonly V[] =>
  [...able, ...(isReleasable && (release.why === null || release.disabled) && !able.some((verb) => verb.id === "accept") ? [release] : [])];

/** What can be done about one hold, beside it: its cures, and letting it go where that is allowed. */
export function HoldVerbs<R>({ hold, verbs, release }: { readonly hold: Hold; readonly verbs: readonly PageVerb<R>[]; readonly release: PageVerb<R> }) {
  const { t } = useSpeech();
  const wanted = (isCode(hold.code) && cures[hold.code]) || [];
  const able = wanted.flatMap((id) => verbs.find((verb) => verb.id === id && (verb.why === null || verb.disabled)) ?? []);
  const shown = offered(able, release, letsGo(hold));
  return (
    <>
      {shown.map((verb) => <Why key={verb.id} reason={verb.why}><Button size="small" danger={verb.danger ?? false} disabled={verb.why !== null} title={verb.why ? undefined : verb.hint} onClick={verb.run}>{verb.label}</Button></Why>)}
      {shown.length > 1 && <span className="desk-only">{shown.filter((verb) => verb.hint).map((verb) => <small key={verb.id} className="hold-hint">{t.shell.meta.ofField(verb.label, verb.hint ?? "")}</small>)}</span>}
    </>
  );
}
