import { useState } from "react";
import { useMe } from "../../api/session.ts";

/** What one person wants of one list. Columns nobody named keep their own place, width and fate on narrow screens. */
export type Preferences = {
  readonly hidden: readonly string[];
  /** Wanted even where the list is too narrow for them: then the table scrolls sideways. */
  readonly wanted: readonly string[];
  readonly order: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  readonly roomy: boolean;
};
const untouched: Preferences = { hidden: [], wanted: [], order: [], widths: {}, roomy: false };
function kept(at: string): Preferences {
  try {
    return { ...untouched, ...(JSON.parse(localStorage.getItem(at) ?? "{}") as Partial<Preferences>) };
  } catch {
    return untouched;
  }
}
/** Which columns this person sees in this list, in which order and how wide. Kept in this browser, per person. */
export function usePreferences(name: string) {
  const at = `argosy.list.${useMe().member.id}.${name}`;
  const [preferences, setPreferences] = useState(() => kept(at));
  const keep = (patch: Partial<Preferences>): void => {
    const next = { ...preferences, ...patch };
    localStorage.setItem(at, JSON.stringify(next));
    setPreferences(next);
  };
  const without = (keys: readonly string[], key: string): string[] => keys.filter((k) => k !== key);
  return {
    preferences, keep,
    /** While a column's edge is being pulled: shown, not yet kept. */
    tryWidth: (key: string, px: number) => setPreferences({ ...preferences, widths: { ...preferences.widths, [key]: px } }),
    show: (key: string) => keep({ hidden: without(preferences.hidden, key), wanted: [...without(preferences.wanted, key), key] }),
    hide: (key: string) => keep({ hidden: [...without(preferences.hidden, key), key], wanted: without(preferences.wanted, key) }),
    reset: () => keep({ ...untouched, roomy: preferences.roomy }),
    isTouched: [preferences.hidden, preferences.wanted, preferences.order, Object.keys(preferences.widths)].some((list) => list.length > 0),
  };
}
export type KeptPreferences = ReturnType<typeof usePreferences>;
