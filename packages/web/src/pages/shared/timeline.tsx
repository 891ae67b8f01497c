import type { z } from "zod";
import type { eventSchema } from "@argosy/core/api/route.ts";
import { fact } from "@argosy/core/facts.ts";
import { rooms, type OrderMove, type OrderStage, type ParcelMove, type ParcelStage, type Room } from "@argosy/core/journey.ts";
import { useState } from "react";
import { useSpeech, type Formats, type Text } from "../../text/index.tsx";
import { Ago, type Tone } from "../../ui/bits.tsx";
import { factText } from "../../ui/facts.ts";
import { holdName, holdWords, toneOf, type Hold } from "../../ui/holds.tsx";
import { carrierText } from "../../ui/vendor.tsx";
import { Explain, type Trace } from "./explain.tsx";

export type Event = z.output<typeof eventSchema>;
export type Entry = { readonly at: string; readonly tone: Tone; readonly title: string; readonly text: string; readonly by: string; readonly of: string; readonly key: string; readonly traces?: readonly Trace[]; readonly data?: unknown; readonly code?: string };

const stageName = (stage: string, t: Text): string => t.parcelStages[stage as ParcelStage] ?? t.orderStages[stage as OrderStage] ?? stage;
/** Who did it: a room by its name, a colleague by theirs. */
export function actorName(actor: string, t: Text): string {
  const [kind = "", name = ""] = actor.split(/:(.*)/s);
  if (kind === "room") return (rooms as readonly string[]).includes(name) ? t.rooms[name as Room].name : t.orders.timeline.by["room"] ?? name;
  if (kind === "member") return name && !/^[0-9a-f-]{36}$/.test(name) ? name : (t.orders.timeline.by["person"] ?? actor);
  return t.orders.timeline.by[actor] ?? actor;
}
// The title of the entry says it already.
const saidByTitle: ReadonlySet<string> = new Set((["parcelled_up", "approved", "set_aside", "taken_up", "label_made", "label_printed", "address_corrected"] as const).map((code) => fact(code)));
type HoldChange = { readonly opened?: readonly Pick<Hold, "code" | "evidence">[]; readonly closed?: readonly string[] };

/** One event as its entries, the newest first: a hold that replaced another opened after that one was cleared. */
export function entriesOf(event: Event, key: string, t: Text, f: Formats, traces: readonly Trace[]): readonly Entry[] {
  const base = { at: event.at, by: actorName(event.actor, t), of: event.of, data: Object.keys(event.data).length > 0 ? event.data : undefined };
  const reason = saidByTitle.has(event.reason) ? "" : factText(event.reason, t, f);
  if (event.kind === "holds") {
    const { opened = [], closed = [] } = event.data as HoldChange;
    return [
      ...opened.map((hold, i) => ({ ...base, key: `${key}o${i}`, tone: toneOf({ code: hold.code, kind: "ask" }), title: t.orders.timeline.opened(holdName(hold.code, t)), text: holdWords(hold, t, f).fact })),
      ...closed.map((code, i) => ({ ...base, key: `${key}c${i}`, tone: "flow" as const, title: t.orders.timeline.closed(holdName(code, t)), text: reason })),
    ];
  }
  if (event.kind === "payment") return [paymentEntry(event, { ...base, key }, t, f)];
  if (event.kind === "message") return [{ ...base, key, tone: event.data["from"] === "buyer" ? "ask" : "wait", title: t.orders.timeline.kinds["message"] ?? "", text: String(event.data["text"] ?? reason), data: undefined }];
  if (event.kind === "notice" || event.kind === "void") return [outsideEntry(event, { ...base, key, data: undefined }, t)];
  if (event.kind === "changed" && Array.isArray(event.data["what"])) return [{ ...base, key, tone: isOnlyShipped(event.data) ? "wait" : "ask", title: t.orders.timeline.kinds["changed"] ?? "", text: changeText(event.data, t, f) }];
  if (event.kind === "order_left" || event.kind === "left_parcel") return [{ ...base, key, tone: "stop", title: t.orders.timeline.kinds[event.kind] ?? "", text: [numbersIn(event.data, f), reason].filter(Boolean).join(" · "), data: undefined }];
  if (event.kind !== "moved") return [{ ...base, key, tone: "wait", title: t.orders.timeline.kinds[event.kind] ?? event.kind, text: reason }];
  const title = event.move ? (t.moves[event.move as OrderMove | ParcelMove] ?? event.move) : event.to && (rooms as readonly string[]).indexOf(event.to) >= 4 ? t.orders.timeline.made : t.orders.timeline.born;
  const to = event.to && event.move !== "cancel" && stageName(event.to, t) !== title ? `→ ${stageName(event.to, t)}` : "";
  const said = event.actor === "carrier" ? carrierText(reason, t, event.to ?? "") : reason;
  return [{ ...base, key, tone: event.move === "cancel" || event.move === "lose" ? "stop" : "flow", title, text: [to, said].filter(Boolean).join(" · "), ...(said === reason ? {} : { code: reason }), ...(event.move === "route" ? { traces } : {}) }];
}

/** The numbers of a merged parcel's orders that left it, or of the parcel they left. */
const numbersIn = ({ orderNos, parcelNo }: { readonly orderNos?: readonly string[]; readonly parcelNo?: string }, f: Formats): string => parcelNo ?? f.list([...(orderNos ?? [])]);

// What these states ask of a reader; the others end by themselves.
const outsideTones: Readonly<Record<string, Tone>> = { confirmed: "flow", rejected: "stop", unsupported: "ask", cancelled: "flow", cancel_failed: "stop" };
/** What was asked of the channel or the carrier, with how it stands. */
function outsideEntry(event: Event, base: Pick<Entry, "at" | "by" | "of" | "key" | "data">, t: Text): Entry {
  const { state = "", trackingNo, orderNo, carrier } = event.data as Readonly<Record<string, string | undefined>>;
  const states = event.kind === "notice" ? t.orders.page.noticeStates : t.orders.page.attemptStates;
  return { ...base, tone: outsideTones[state] ?? "wait", title: t.orders.timeline.kinds[event.kind] ?? event.kind, text: [states[state] ?? state, orderNo ?? carrier, trackingNo].filter(Boolean).join(" · ") };
}

type Change = { readonly what?: readonly string[]; readonly lines?: readonly LineChange[]; readonly open?: readonly LineChange[]; readonly state?: { readonly was: string; readonly is: string } };
type LineChange = { readonly sku: string; readonly was: number; readonly is: number };
const counted = (l: LineChange): string => `${l.sku} ${l.was} → ${l.is}`;
/** As after our own notice: asks nothing of anybody. Where others shipped it, a hold says so. */
export const isOnlyShipped = ({ what = [], state }: Change): boolean => state?.is === "shipped" && what.every((w) => w === "state");
export const changeText = (data: object, t: Text, f: Formats): string => {
  const { what = [], lines = [], open = [], state } = data as Change;
  const states = t.orders.timeline.states;
  const words = what.filter((w) => w !== "open" && (w !== "lines" || lines.length === 0)).map((w) => (w === "state" && state ? `${states[state.was] ?? state.was} → ${states[state.is] ?? state.is}` : t.orders.timeline.what[w] ?? w));
  return f.list([...words, ...lines.map(counted), ...open.map((l) => t.orders.timeline.open(counted(l)))]);
};

type PaymentData = { readonly amount?: { readonly minor: number; readonly currency: string }; readonly kind?: string; readonly state?: string };
/** Money of the provider: counted payments flow; holds, releases and conversions repeat amounts and stay quiet. */
function paymentEntry(event: Event, base: Pick<Entry, "at" | "by" | "of" | "key">, t: Text, f: Formats): Entry {
  const { amount, kind = "payment", state = "" } = event.data as PaymentData;
  const p = t.orders.page;
  const tone: Tone = kind === "reversal" || state === "reversed" ? "stop" : kind === "payment" && state === "completed" ? "flow" : kind === "payment" || kind === "refund" ? "ask" : "wait";
  return { ...base, tone, title: `${p.paymentKinds[kind] ?? kind}${amount ? ` ${f.money(amount.minor, amount.currency)}` : ""}`, text: p.paymentStates[state] ?? state };
}
function EntryRow({ entry, many }: { readonly entry: Entry; readonly many: boolean }) {
  const { t } = useSpeech();
  const [open, setOpen] = useState(false);
  const unfolds = (entry.traces?.length ?? 0) > 0 || entry.data !== undefined;
  return (
    <li className={`event ${entry.tone}`}>
      <div className="event-head"><b>{entry.title}</b><span className="event-at"><Ago at={entry.at} /></span></div>
      <div className="event-text" title={entry.code}>{entry.text}</div>
      <div className="event-by muted">
        <span>{entry.by}{many && ` · ${entry.of}`}</span>
        {unfolds && <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? t.orders.timeline.fewer : entry.traces?.length ? t.orders.timeline.explain : t.orders.timeline.details}</button>}
      </div>
      {open && (entry.traces?.length ? entry.traces.map((trace) => <Explain key={trace.decision} trace={trace} />) : <pre className="json small">{JSON.stringify(entry.data, null, 2)}</pre>)}
    </li>
  );
}
/** Newest first; of one instant in the order of the server, which has the newest first. */
export const inTime = (entries: readonly Entry[]): readonly Entry[] => entries.toSorted((a, b) => b.at.localeCompare(a.at));
const firstShown = 40;
/** One line of time from the raw payload to delivery, newest first: what changed, why, who, when. */
export function Timeline({ events, extra = [], traces = [] }: { readonly events: readonly Event[]; readonly extra?: readonly Entry[]; readonly traces?: readonly Trace[] }) {
  const { t, f } = useSpeech();
  const [all, setAll] = useState(false);
  const entries = inTime([...extra, ...events.flatMap((event, i) => entriesOf(event, `${event.of}/${event.seq}/${events.length - i}`, t, f, traces))]);
  const many = new Set(events.map((event) => event.of)).size > 1;
  const shown = all ? entries : entries.slice(0, firstShown);
  return (
    <section className="timeline">
      <h2>{t.orders.page.timeline}</h2>
      {entries.length === 0 && <p className="muted">{t.orders.timeline.empty}</p>}
      <ol>{shown.map((entry) => <EntryRow key={entry.key} entry={entry} many={many} />)}</ol>
      {entries.length > shown.length && <button type="button" className="link-button" onClick={() => setAll(true)}>{t.orders.timeline.showAll(entries.length)}</button>}
    </section>
  );
}
