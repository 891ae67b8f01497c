import { readFact } from "@argosy/core/facts.ts";
import { weightFits } from "@argosy/core/scale.ts";
import { systemClock } from "@argosy/core/time.ts";
import { useCallback, useEffect, useRef, useState } from "react";
import { callWith, Refusal, type Answer } from "../../api/client.ts";
import { isOutage } from "../../api/outage.ts";
import { newId } from "../../ui/new-id.ts";
import { play } from "../../ui/sounds.ts";

// The scan station without its looks: one scan after the other, each with an id made here. A request whose answer was
// lost is sent again with the same id, so the server counts it once, whatever the network does.

export type StationParcel = Answer<"scanOpen">;
export type Stop = { readonly code: string; readonly scanned: string; readonly detail: string | undefined };
export type ScanLog = { readonly id: string; readonly code: string; readonly at: string; readonly tone: "flow" | "ask" | "stop"; readonly by: "scanner" | "keyboard" };
export const commands = { done: "DONE", skip: "SKIP", undo: "UNDO", go: "GO-ON" } as const;
type Wanted = { readonly id: string; readonly code: string; readonly by: ScanLog["by"] };

const ownStops: ReadonlySet<string> = new Set(["wrong_label", "weight_without_unit", "nothing_open", "nothing_to_undo"]);
/** Which sentence the packer reads: a known product that opens no parcel is not an unknown code. */
const stopOf = ({ code, field, detail }: Refusal): string =>
  field !== undefined && ownStops.has(field) ? field : readFact(detail ?? "")?.code === "no_single_piece" ? "no_single_piece" : code;
const retryMs = 1500;
const lostAfterMs = 20_000; // the last scan may ask the channel; longer than this nobody is coming back
const mostWaiting = 20;
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const same = (a: string | null, b: string): boolean => a !== null && a !== "" && a.toUpperCase() === b.toUpperCase();
/** The station's own copy of the parcel's numbers: is this its label? A USPS barcode has `420` and the ZIP code before the number. */
export const isLabelOf = (parcel: StationParcel, code: string): boolean =>
  same(parcel.parcelNo, code) || same(parcel.trackingNo, code) || (parcel.trackingNo !== null && code.startsWith("420") && code.endsWith(parcel.trackingNo)) || same(parcel.waveNo && parcel.slot ? `${parcel.waveNo}-${parcel.slot}` : null, code);
const isGoodsOf = (parcel: StationParcel, code: string): boolean => parcel.lines.some((line) => same(line.barcode, code) || same(line.sku, code));
/** At a full parcel everything unknown is taken for the label of something else, but for a number no label is as short as. */
export const strangerAtFull = (code: string): "weight_without_unit" | "wrong_label" => (/^\d{1,5}$/.test(code) ? "weight_without_unit" : "wrong_label");
const weightIn = (code: string): number | null => { const grams = /^(\d{1,6})\s*g$/i.exec(code)?.[1]; return grams && Number(grams) > 0 ? Number(grams) : null; };

type Live = { parcel: StationParcel | null; counted: string[]; stop: Stop | null; weightG: number | null; queue: Wanted[]; working: boolean; gone: boolean };
type Shown = {
  readonly state: { readonly current: Live };
  readonly setParcel: (parcel: StationParcel | null) => void;
  readonly setWeight: (grams: number | null) => void;
  readonly setLastSku: (skuId: string | null) => void;
  readonly setOffline: (offline: boolean) => void;
};

/** Asks until there is an answer, be it a refusal. Only a lost connection is asked again, and with the very same words. */
export const makeAsk = ({ state, setOffline }: { readonly state: { readonly current: Pick<Live, "gone"> }; readonly setOffline: Shown["setOffline"] }) => async <T,>(send: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      const answer = await send(AbortSignal.timeout(lostAfterMs));
      setOffline(false);
      return answer;
    } catch (error) {
      const lost = error instanceof Refusal ? isOutage(error.code) : error instanceof DOMException;
      if (!lost) setOffline(false);
      if (!lost || state.current.gone) throw error;
      setOffline(true);
      await wait(retryMs);
    }
  }
};
/** What a scan does: opens a parcel, counts a piece, notes a weight, ships. Tells whether all is as it should be; throws the server's refusal. */
function makeAct({ state, setParcel, setWeight, setLastSku, setOffline }: Shown): (scan: Wanted) => Promise<"flow" | "ask"> {
  const open = (next: StationParcel | null): void => { state.current.parcel = next; state.current.counted = []; state.current.weightG = null; setParcel(next); setWeight(null); setLastSku(null); };
  const ask = makeAsk({ state, setOffline });
  const count = async (scan: Wanted, inside: StationParcel): Promise<void> => {
    const next = await ask((signal) => callWith(signal, "scanItem", { body: { parcelId: inside.id, code: scan.code, scanId: scan.id } }));
    setLastSku(inside.lines.find((line, i) => (next.lines[i]?.packedQty ?? line.packedQty) > line.packedQty)?.skuId ?? null);
    state.current.counted.push(scan.id);
    state.current.parcel = next;
    setParcel(next);
    play(next.complete ? "next" : "good");
  };
  /** Takes the piece counted last back out of the parcel on the table. */
  const undo = async (inside: StationParcel | null): Promise<void> => {
    const scanId = state.current.counted.at(-1);
    if (!inside || !scanId) throw new Refusal("barcode_unknown", "nothing_to_undo");
    const next = await ask((signal) => callWith(signal, "scanUndo", { body: { parcelId: inside.id, scanId } }));
    state.current.counted.pop();
    state.current.parcel = next;
    setParcel(next);
    setLastSku(null);
    play("good");
  };
  const ship = async (scan: Wanted, inside: StationParcel): Promise<void> => {
    const grams = state.current.weightG;
    const gone = await ask((signal) => callWith(signal, "scanShip", { body: { parcelId: inside.id, scanId: scan.id, ...(grams ? { weightG: grams } : {}) } }));
    state.current.parcel = gone;
    setParcel(gone);
    play("next");
  };
  const act = async (scan: Wanted): Promise<"flow" | "ask"> => {
    const inside = state.current.parcel && !state.current.parcel.shippedAt ? state.current.parcel : null;
    const command = scan.code.toUpperCase();
    const grams = weightIn(scan.code);
    if (command === commands.skip) { open(null); play("good"); return "flow"; }
    if (command === commands.undo) { await undo(inside); return "flow"; }
    if (command === commands.done && !inside) throw new Refusal("parcel_incomplete", "nothing_open");
    if (inside && grams) {
      state.current.weightG = grams;
      setWeight(grams);
      const fits = weightFits(inside.expectedWeightG, grams);
      play(fits ? "good" : "stop");
      return fits ? "flow" : "ask";
    }
    if (inside && (command === commands.done || isLabelOf(inside, scan.code))) { await ship(scan, inside); return "flow"; }
    if (inside) {
      try {
        await count(scan, inside);
      } catch (error) {
        if (error instanceof Refusal && error.code === "barcode_unknown" && inside.complete) throw new Refusal("not_on_parcel", strangerAtFull(scan.code), error.detail);
        throw error;
      }
      return "flow";
    }
    const opened = await ask((signal) => callWith(signal, "scanOpen", { body: { code: scan.code } }));
    open(opened);
    // A product opens the parcel that wants it; the same piece then counts as scanned.
    if (!isLabelOf(opened, scan.code) && isGoodsOf(opened, scan.code)) await count(scan, opened);
    else play("next");
    return "flow";
  };
  return act;
}

export function useStation() {
  const [parcel, setParcel] = useState<StationParcel | null>(null);
  const [stop, setStop] = useState<Stop | null>(null);
  const [weightG, setWeight] = useState<number | null>(null);
  const [log, setLog] = useState<readonly ScanLog[]>([]);
  const [offline, setOffline] = useState(false);
  const [waiting, setWaiting] = useState(0);
  const [lastSku, setLastSku] = useState<string | null>(null);
  const [ignored, setIgnored] = useState(0);
  const state = useRef({ parcel, counted: [] as string[], stop, weightG, queue: [] as Wanted[], working: false, gone: false } as Live);
  state.current.parcel = parcel;
  state.current.stop = stop;
  state.current.weightG = weightG;
  useEffect(() => { state.current.gone = false; return () => { state.current.gone = true; }; }, []);

  const halt = (next: Stop): void => { state.current.stop = next; state.current.queue = []; setStop(next); play("stop"); };
  const act = makeAct({ state, setParcel, setWeight, setLastSku, setOffline });
  const note = ({ id, code, by }: Wanted, tone: ScanLog["tone"]): void => setLog((before) => [{ id, code, by, tone, at: systemClock.now() }, ...before].slice(0, 10));
  const work = async (): Promise<void> => {
    if (state.current.working) return;
    state.current.working = true;
    for (let scan = state.current.queue.shift(); scan; scan = state.current.queue.shift()) {
      setWaiting(state.current.queue.length + 1);
      try {
        note(scan, await act(scan));
      } catch (error) {
        note(scan, "stop");
        const refusal = error instanceof Refusal ? error : new Refusal("internal", undefined, String(error));
        halt({ code: stopOf(refusal), scanned: scan.code, detail: refusal.detail });
      }
    }
    setWaiting(0);
    state.current.working = false;
  };
  const goOn = useCallback((): void => { state.current.stop = null; setStop(null); play("good"); }, []);
  const scan = (code: string, by: ScanLog["by"]): void => {
    const clean = code.trim();
    if (clean === "") return;
    if (state.current.stop) {
      if (clean.toUpperCase() === commands.go) goOn();
      else { setIgnored((n) => n + 1); play("stop"); }
      return;
    }
    if (clean.toUpperCase() === commands.go) return;
    const wanted = { id: newId(), code: clean, by };
    if (state.current.queue.length >= mostWaiting) { // said, or the piece would be taken for counted
      note(wanted, "stop");
      play("stop");
      return;
    }
    state.current.queue.push(wanted);
    setWaiting(state.current.queue.length);
    void work();
  };
  return { parcel, stop, weightG, log, offline, waiting, lastSku, ignored, scan, goOn };
}
