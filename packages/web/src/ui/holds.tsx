import type { Evidence } from "@argosy/core/evidence.ts";
import { readFact } from "@argosy/core/facts.ts";
import { holdCodes, holdKind, isReleasable, type HoldCode } from "@argosy/core/journey.ts";
import { useSearch } from "@tanstack/react-router";
import type { z } from "zod";
import type { holdSchema } from "@argosy/core/api/route.ts";
import type { ReactNode } from "react";
import { useSpeech, type Formats, type Text } from "../text/index.tsx";
import { Ago, Badge, toneOfKind } from "./bits.tsx";
import { wordFacts } from "./facts.ts";
import { CureLink } from "./hold-actions.tsx";
import { faultText, paymentCodeText, vendorSaid } from "./vendor.tsx";

export type Hold = z.output<typeof holdSchema>;
const isHoldCode = (code: string): code is HoldCode => holdCodes.includes(code as HoldCode);

export type HoldWords = { readonly name: string; readonly fact: string; readonly todo: string };
/** PayPal's own code in the evidence of a hold; empty where there is none. */
const vendorCode = ({ code, evidence }: Pick<Hold, "code" | "evidence">): string =>
  String((code === "payment_pending" ? evidence["reason"] : code === "payment_reversed" ? evidence["code"] : "") ?? "");
/** Why a carrier or a channel refused, and at which of our fields, unless we have words for that. */
function wordRefusal(evidence: Hold["evidence"], t: Text, f: Formats): Hold["evidence"] {
  const [code, said] = [String(evidence["code"] ?? ""), String(evidence["detail"] ?? "")];
  return { ...evidence, words: vendorSaid(code, said, t, f), field: faultText(code, t) ?? faultText(said, t) ? null : evidence["field"] };
}
const wordCode = (hold: Pick<Hold, "code" | "evidence">, t: Text, f: Formats): Hold["evidence"] =>
  hold.code === "carrier_refused" || hold.code === "carrier_signed_out" || hold.code === "notice_refused" ? wordRefusal(hold.evidence, t, f) :
  vendorCode(hold) === "" ? hold.evidence : { ...hold.evidence, [hold.code === "payment_pending" ? "reason" : "code"]: paymentCodeText(vendorCode(hold), t) };

/** A hold in words. Evidence of an older or newer server may lack a part: then its name still stands. `letGo` is what the button says that ends it. */
export function holdWords(hold: Pick<Hold, "code" | "evidence">, t: Text, f: Formats, letGo: string = t.orders.acts.approve): HoldWords {
  const inside = hold.code === "order_held" ? insideOf(hold.evidence, t, f) : [];
  if (inside.length === 0) return ownWords(hold, t, f, letGo);
  const own = ownWords({ ...hold, evidence: { ...hold.evidence, words: f.list(inside.map((h) => t.shell.meta.ofField(h.orderNo, h.fact))) } }, t, f, letGo);
  return { ...own, todo: [...new Set(inside.map((h) => h.todo)), own.todo].join(" ") };
}
/** What holds the orders of a parcel, in the words that stand on the orders themselves. */
const insideOf = ({ orders }: Hold["evidence"], t: Text, f: Formats): readonly (HoldWords & { readonly orderNo: string })[] =>
  (Array.isArray(orders) ? (orders as Evidence["order_held"]["orders"]) : []).flatMap(({ orderNo, holds }) =>
    holds.map((hold) => ({ orderNo, ...ownWords({ code: hold.code, evidence: hold.evidence as Hold["evidence"] }, t, f, t.orders.releaseOne) })));
function ownWords(hold: Pick<Hold, "code" | "evidence">, t: Text, f: Formats, letGo: string): HoldWords {
  if (!isHoldCode(hold.code)) return { name: hold.code, fact: hold.code, todo: "" };
  const text = t.holds[hold.code];
  const todo = typeof text.todo === "string" ? text.todo : text.todo(letGo.toLowerCase());
  try {
    return { name: text.name, fact: (text.fact as (e: unknown, f: Formats) => string)(wordFacts(wordCode(hold, t, f), t, f), f), todo };
  } catch {
    return { name: text.name, fact: text.name, todo };
  }
}
export const holdName = (code: string, t: Text): string => (isHoldCode(code) ? t.holds[code].name : code);
export const toneOf = (hold: Pick<Hold, "code" | "kind">) => toneOfKind[isHoldCode(hold.code) ? holdKind(hold.code) : hold.kind];
/** Whether all that is held in a room goes on by itself and in time: nobody has to come, so its figure calls nobody. */
export const waitsByItself = ({ holds, overdue }: { readonly holds: readonly { readonly code: string }[]; readonly overdue: number }): boolean =>
  overdue === 0 && holds.length > 0 && holds.every(({ code }) => toneOfCode(code) === "wait");
export const toneOfCode = (code: string) => toneOf({ code, kind: "ask" });

const rank = { fault: 0, ask: 1, wait: 2 } as const;
// Said by the ship-by column of the same row: another reason of its kind tells more.
const repeats = (hold: Hold): number => Number(hold.code === "ship_by_passed");
/** The gravest first: what stops comes before what asks, and that before what waits. A reason that was asked for leads. */
export const openHolds = (holds: readonly Hold[], asked?: string): readonly Hold[] =>
  holds.filter((hold) => !hold.releasedAt).toSorted((a, b) => Number(b.code === asked) - Number(a.code === asked) || rank[a.kind] - rank[b.kind] || repeats(a) - repeats(b) || a.since.localeCompare(b.since));
/** What the buyer wrote, at the checkout and with the payment, as the hold asks about it: the order's own note is only a part of it. */
export const heldNote = (holds: readonly Hold[]): string | null => {
  const note = holds.find((hold) => !hold.releasedAt && hold.code === "buyer_note")?.evidence["note"];
  return typeof note === "string" ? note : null;
};
/** What a person has set aside, with a note or until a time. */
const asideOf = (row: { readonly holds: readonly Hold[] }): readonly Hold[] => openHolds(row.holds).filter((hold) => hold.code === "held_by_person" || hold.code === "held_until");
export const isSetAside = (row: { readonly holds: readonly Hold[] }): boolean => asideOf(row).length > 0;
/** True where a time alone keeps these rows aside: then it is the snooze that ends, and nothing is unparked. */
export const areSnoozed = (rows: readonly { readonly holds: readonly Hold[] }[]): boolean => rows.some(isSetAside) && rows.every((row) => asideOf(row).every((hold) => hold.code === "held_until"));
/** Why the holds of a row can't be let go: there is none, or one stands that only its cure ends. */
export const unreleasable = (row: { readonly holds: readonly Hold[] }, t: Text): string | null => {
  const open = openHolds(row.holds);
  const firm = open.find((hold) => isHoldCode(hold.code) && !isReleasable(hold.code));
  return open.length === 0 ? t.orders.why.notHeld : firm ? t.orders.why.firm(holdName(firm.code, t)) : null;
};
/** The reason a list is filtered by: whoever asked for it wants to read it first. */
const useAskedHold = (): string | undefined => useSearch({ strict: false, select: (search: Record<string, unknown>) => search["hold"] as string | undefined });

/** The reason column: fact with evidence, what to do on hover, how many more. */
export function ReasonLine({ holds, action, stands }: { readonly holds: readonly Hold[]; readonly action?: ReactNode; /** Where the row stands: a hand-held has no other column that says so. */ readonly stands?: ReactNode }) {
  const { t, f } = useSpeech();
  const open = openHolds(holds, useAskedHold());
  const first = open[0];
  if (!first) return <span className="faint"><span className={stands ? "desk-only" : ""}>–</span>{stands && <span className="phone-only">{stands}</span>}</span>;
  const words = holdWords(first, t, f);
  const all = open.map((hold) => { const w = holdWords(hold, t, f); return `${t.shell.meta.ofField(w.name, w.fact)}\n→ ${w.todo}`; }).join("\n\n");
  return (
    <span className="reason" title={all}>
      <Badge tone={toneOf(first)} plain>{words.fact}</Badge>
      {open.length > 1 && <span className="reason-more">{t.shell.meta.more(open.length - 1)}</span>}
      <CureLink hold={first} />{action}
    </span>
  );
}
const codeTitle = (hold: Hold): string | undefined => (vendorCode(hold) === "" || readFact(vendorCode(hold)) ? undefined : vendorCode(hold));
/** All open holds in full: fact, since when, what to do. */
export function HoldList({ holds, actions, letGo }: { readonly holds: readonly Hold[]; readonly actions?: (hold: Hold) => ReactNode; /** The word of the button that ends them, where that is not to release. */ readonly letGo?: string | undefined }) {
  const { t, f } = useSpeech();
  const asked = useAskedHold();
  return (
    <ul className="hold-list">
      {openHolds(holds, asked).map((hold) => {
        const words = holdWords(hold, t, f, letGo ?? (actions ? t.orders.releaseOne : undefined));
        return (
          <li key={hold.id} className={`hold ${toneOf(hold)}`}>
            <Badge tone={toneOf(hold)} plain>{words.name}</Badge>
            <span className="hold-since"><Ago at={hold.since} /></span>
            <p className="hold-fact" title={codeTitle(hold)}>{words.fact}</p>
            <p className="hold-todo">{words.todo}</p>
            <div className="hold-actions"><CureLink hold={hold} />{actions?.(hold)}</div>
          </li>
        );
      })}
    </ul>
  );
}
