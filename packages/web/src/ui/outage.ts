import { useEffect, useSyncExternalStore } from "react";
import { probe } from "../api/client.ts";
import { askAgainMs, isOut, watchOutage } from "../api/outage.ts";
import { queryClient } from "../api/queries.ts";
import { useSpeech } from "../text/index.tsx";
import { say } from "./toast.tsx";

/**
 * Whether nothing answers. Meanwhile one small question is asked again: what failed to come stays said and does not flicker.
 * A word and all that is on screen anew when it does. For the frame of the pages, and for each page that fills the screen without it.
 */
export function useOutage(): boolean {
  const { t } = useSpeech();
  const out = useSyncExternalStore(watchOutage, isOut);
  useEffect(() => {
    if (!out) return;
    const timer = setInterval(() => void probe(), askAgainMs);
    return () => {
      clearInterval(timer);
      if (isOut()) return;
      void queryClient.invalidateQueries({ predicate: (query) => query.meta?.["still"] !== true });
      say(t.shell.bar.back);
    };
  }, [out]);
  return out;
}
