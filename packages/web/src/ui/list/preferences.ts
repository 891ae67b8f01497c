import { useState } from "react";

type Preferences = { readonly hidden: readonly string[]; readonly roomy: boolean };
const keptAt = (name: string): string => `argosy.list.${name}`;
function kept(name: string): Preferences {
  try {
    const read = JSON.parse(localStorage.getItem(keptAt(name)) ?? "{}") as Partial<Preferences>;
    return { hidden: read.hidden ?? [], roomy: read.roomy ?? false };
  } catch {
    return { hidden: [], roomy: false };
  }
}
/** Which columns this person hides in this list, and how high its rows are. Kept in this browser. */
export function usePreferences(name: string) {
  const [preferences, setPreferences] = useState(() => kept(name));
  const keep = (next: Preferences): void => {
    localStorage.setItem(keptAt(name), JSON.stringify(next));
    setPreferences(next);
  };
  return {
    ...preferences,
    toggle: (key: string) => keep({ ...preferences, hidden: preferences.hidden.includes(key) ? preferences.hidden.filter((k) => k !== key) : [...preferences.hidden, key] }),
    setRoomy: (roomy: boolean) => keep({ ...preferences, roomy }),
  };
}
