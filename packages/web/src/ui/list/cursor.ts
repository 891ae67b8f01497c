import { useEffect, useRef, useState } from "react";
import type { Pages } from "../../api/queries.ts";
import { useUrlState } from "../url-state.ts";

const mostLookedThrough = 1000;
const leavesWithinMs = 5000; // a row that is still there then has stayed

const lastIn = new Map<string, string>(); // list -> where the cursor stood when its page was left

/** Where the walk goes on once these rows have gone: below the cursor, else above it. */
export function neighbour(ids: readonly string[], at: number, leaving: readonly string[]): string | undefined {
  const stays = (id: string): boolean => !leaving.includes(id);
  return ids.slice(at + 1).find(stays) ?? ids.slice(0, Math.max(0, at)).findLast(stays);
}
/** The row that the keys mean. While a drawer is open the two walk together; the drawer's row has an address. */
export function useCursor<R>(list: string, ids: readonly string[], pages: Pages<R>, openId: string | undefined) {
  const [, set] = useUrlState();
  const [id, setId] = useState<string | null>(openId ?? lastIn.get(list) ?? null);
  const put = (to: string): void => { lastIn.set(list, to); setId(to); };
  const leaving = useRef<{ readonly id: string; readonly next: string | undefined } | null>(null);
  const at = id === null ? -1 : ids.indexOf(id);
  const goTo = (to: string | undefined): void => {
    if (!to) return;
    put(to);
    if (openId) set({ open: to });
  };
  const step = (by: 1 | -1): void => {
    goTo(at < 0 ? ids[by > 0 ? 0 : ids.length - 1] : ids[Math.max(0, Math.min(ids.length - 1, at + by))]);
    if (by > 0 && at >= ids.length - 3 && pages.hasMore && !pages.loadingMore) pages.more();
  };
  // A verb took the row away: the walk goes on at its neighbour. What others move leaves the cursor alone, or a key would hit a row nobody looked at.
  useEffect(() => {
    if (!leaving.current || ids.includes(leaving.current.id)) return;
    if (leaving.current.id === id) goTo(leaving.current.next); // who has walked on meanwhile stays where he is
    leaving.current = null;
  }, [ids]);
  // A pasted link may name a row that is further down than the first page.
  useEffect(() => {
    if (openId && !ids.includes(openId) && pages.hasMore && !pages.loadingMore && ids.length < mostLookedThrough) pages.more();
  }, [openId, ids]);
  return {
    id, put, step,
    /** Said before a verb runs on these rows; answers what to do once it has. */
    mayLeave: (chosen: readonly string[]) => {
      const next = neighbour(ids, at, chosen);
      return (): void => {
        const mine = id !== null && chosen.includes(id) ? { id, next } : null;
        leaving.current = mine;
        setTimeout(() => { if (leaving.current === mine) leaving.current = null; }, leavesWithinMs);
      };
    },
  };
}
