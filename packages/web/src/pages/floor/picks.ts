import { useCallback, useEffect, useRef, useState } from "react";
import { call, Refusal, type Answer } from "../../api/client.ts";
import { isOutage } from "../../api/outage.ts";

// What a picker took, kept in the hand-held until the server has it: a reload or a dead corner of the hall loses nothing.
// Each entry is the whole count of one SKU, so sending it twice changes nothing.

type Kept = { readonly unsent: Readonly<Record<string, number>>; readonly short: readonly string[] };
const keptAt = (waveId: string): string => `argosy.pick.${waveId}`;
function read(waveId: string): Kept {
  try {
    const kept = JSON.parse(localStorage.getItem(keptAt(waveId)) ?? "{}") as Partial<Kept>;
    return { unsent: kept.unsent ?? {}, short: kept.short ?? [] };
  } catch {
    return { unsent: {}, short: [] };
  }
}
const retryMs = 2000;
/**
 * What a failed call means for the count it carried: sent again by itself while nothing answers; kept for a picker who has to
 * sign in first; and dropped where the server has judged it, for it would say so again.
 */
export const fateOf = (error: unknown): "again" | "kept" | "dropped" =>
  !(error instanceof Refusal) ? "dropped" : isOutage(error.code) ? "again" : error.code === "signed_out" ? "kept" : "dropped";

export type Step = Answer<"getWave">["steps"][number];
type Counted = Readonly<Record<string, number>>;
/** How many pieces are taken. The server's own figure is of the last reading: what it has been told since goes before it, or the next piece would be counted onto too few. */
export const takenOf = (step: Pick<Step, "skuId" | "pickedQty">, unsent: Counted, told: Counted): number => unsent[step.skuId] ?? told[step.skuId] ?? step.pickedQty;
/** What the server was told and the wave on screen does not say yet; the very same when that is all. Counts only rise: a higher one is news of another picker. */
export function notYetSaid(told: Counted, steps: readonly Pick<Step, "skuId" | "pickedQty">[]): Counted {
  const left = Object.entries(told).filter(([skuId, qty]) => steps.some((step) => step.skuId === skuId && step.pickedQty < qty));
  return left.length === Object.keys(told).length ? told : Object.fromEntries(left);
}

export function usePicks(waveId: string, steps: readonly Step[], refresh: () => void, refused: (error: unknown) => void) {
  const [kept, setKept] = useState(() => read(waveId));
  const [told, setTold] = useState<Counted>({});
  const [offline, setOffline] = useState(false);
  const newest = useRef(kept);
  const sending = useRef(false);
  const keep = useCallback((next: Kept): void => {
    newest.current = next;
    if (Object.keys(next.unsent).length === 0 && next.short.length === 0) localStorage.removeItem(keptAt(waveId));
    else localStorage.setItem(keptAt(waveId), JSON.stringify(next));
    setKept(next);
  }, [waveId]);
  const send = useCallback(async (): Promise<void> => {
    if (sending.current) return;
    sending.current = true;
    try {
      for (let entry = Object.entries(newest.current.unsent)[0]; entry; entry = Object.entries(newest.current.unsent)[0]) {
        const [skuId, qty] = entry;
        const drop = (): void => {
          const { [skuId]: now, ...rest } = newest.current.unsent;
          if (now === qty) keep({ ...newest.current, unsent: rest }); // otherwise more was taken meanwhile
        };
        try {
          await call("pickStep", { params: { id: waveId }, body: { skuId, qty } });
          setOffline(false);
          setTold((before) => ({ ...before, [skuId]: qty }));
          drop();
        } catch (error) {
          const fate = fateOf(error);
          if (fate === "again") { setOffline(true); setTimeout(() => void send(), retryMs); return; }
          if (fate === "dropped") drop();
          refused(error);
          if (fate === "kept") return;
        }
      }
      refresh();
    } finally {
      sending.current = false;
    }
  }, [waveId, keep, refresh, refused]);
  useEffect(() => { if (Object.keys(newest.current.unsent).length > 0) void send(); }, []);
  useEffect(() => setTold((before) => notYetSaid(before, steps)), [steps, told]);

  const taken = (step: Step): number => takenOf(step, kept.unsent, told);
  const isShort = (step: Step): boolean => kept.short.includes(step.skuId) && taken(step) < step.qty;
  return {
    offline, unsent: Object.keys(kept.unsent).length, taken, isShort,
    walked: (step: Step): boolean => taken(step) >= step.qty || isShort(step),
    take: (step: Step, qty: number): void => {
      keep({ unsent: { ...newest.current.unsent, [step.skuId]: qty }, short: newest.current.short.filter((id) => id !== step.skuId) });
      void send();
    },
    goShort: (step: Step): void => {
      const qty = takenOf(step, newest.current.unsent, told);
      keep({ unsent: { ...newest.current.unsent, [step.skuId]: qty }, short: [...newest.current.short, step.skuId] });
      void send();
    },
    forget: (): void => keep({ unsent: {}, short: [] }),
  };
}
