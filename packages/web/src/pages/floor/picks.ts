import { useCallback, useEffect, useRef, useState } from "react";
import { call, Refusal, type Answer } from "../../api/client.ts";

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

export type Step = Answer<"getWave">["steps"][number];
export function usePicks(waveId: string, refresh: () => void, refused: (error: unknown) => void) {
  const [kept, setKept] = useState(() => read(waveId));
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
          drop();
        } catch (error) {
          if (error instanceof Refusal && error.code === "unreachable") { setOffline(true); setTimeout(() => void send(), retryMs); return; }
          drop();
          refused(error);
        }
      }
      refresh();
    } finally {
      sending.current = false;
    }
  }, [waveId, keep, refresh, refused]);
  useEffect(() => { if (Object.keys(newest.current.unsent).length > 0) void send(); }, []);

  const taken = (step: Step): number => kept.unsent[step.skuId] ?? step.pickedQty;
  const isShort = (step: Step): boolean => kept.short.includes(step.skuId) && taken(step) < step.qty;
  return {
    offline, unsent: Object.keys(kept.unsent).length, taken, isShort,
    walked: (step: Step): boolean => taken(step) >= step.qty || isShort(step),
    take: (step: Step, qty: number): void => {
      keep({ unsent: { ...newest.current.unsent, [step.skuId]: qty }, short: newest.current.short.filter((id) => id !== step.skuId) });
      void send();
    },
    goShort: (step: Step): void => {
      const qty = newest.current.unsent[step.skuId] ?? step.pickedQty;
      keep({ unsent: { ...newest.current.unsent, [step.skuId]: qty }, short: [...newest.current.short, step.skuId] });
      void send();
    },
    forget: (): void => keep({ unsent: {}, short: [] }),
  };
}
