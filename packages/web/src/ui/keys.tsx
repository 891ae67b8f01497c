import { useLayoutEffect, useRef, useSyncExternalStore } from "react";

/** One key of one page. `keys`: "j", "Shift+x", "Ctrl+k", "Enter", "Escape", or a sequence like "g 3". */
export type KeyEntry = {
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
  readonly group?: "here" | "everywhere";
  /** Works while a dialog is open; others wait until it closes. */
  readonly inDialog?: boolean;
  /** Of what lies over the page or beside it: heard before the page, whichever of them came last. */
  readonly over?: boolean;
};
type Layer = { entries: readonly KeyEntry[] };

const layers: Layer[] = [];
const watchers = new Set<() => void>();
let version = 0;
const changed = (): void => {
  version += 1;
  for (const watcher of watchers) watcher();
};
let pending = ""; // the first key of a sequence, e.g. "g"
let pendingTimer: ReturnType<typeof setTimeout> | undefined;

function nameOf(event: KeyboardEvent): string {
  const ctrl = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shift = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key)) ? "Shift+" : "";
  return ctrl + shift + key;
}
const isTyping = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) && !(target instanceof HTMLInputElement && target.type === "checkbox");
const ownsEnter = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("button, a, [role=menuitem], [role=option], input[type=checkbox]") !== null;

/** An open menu or choice takes Esc and plain keys for itself. It is looked for before anybody hears of the key, as it may close at once. */
const openPopup = ["dropdown", "popover", "select-dropdown"].map((name) => `.ant-${name}:not(.ant-${name}-hidden)`).join();
let popupOpen = false;
const lookForPopup = (): void => { popupOpen = document.querySelector(openPopup) !== null; };

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const name = nameOf(event);
  if (name === "Escape" && popupOpen) return;
  if ((popupOpen || isTyping(event.target)) && name !== "Escape" && !name.startsWith("Ctrl+")) return; // what is typed is meant for the popup, focused or not
  if ((name === "Enter" || name === " ") && ownsEnter(event.target)) return;
  const wanted = pending ? `${pending} ${name}` : name;
  const dialogOpen = document.querySelector(".ant-modal-wrap:not([style*='display: none'])") !== null;
  if (name === "Escape" && !dialogOpen && isTyping(event.target)) return event.target.blur(); // the field is left first, then what it stands in
  const all = layers.toReversed().flatMap((layer) => layer.entries).filter((entry) => !dialogOpen || entry.inDialog);
  const hit = all.find((entry) => entry.keys === wanted && entry.over) ?? all.find((entry) => entry.keys === wanted);
  clearTimeout(pendingTimer);
  const starts = !pending && all.some((entry) => entry.keys.startsWith(`${wanted} `));
  pending = "";
  if (hit) {
    event.preventDefault();
    hit.run();
  } else if (starts) {
    pending = wanted;
    pendingTimer = setTimeout(() => (pending = ""), 1200);
  }
}

/** Registers a page's keys while it is mounted. The page opened last wins over the shell below it. */
export function useKeys(entries: readonly KeyEntry[]): void {
  const layer = useRef<Layer>({ entries });
  layer.current.entries = entries; // always the newest closures, without registering again
  useLayoutEffect(() => { // what is seen answers to its keys: an effect may come after the first key
    const own = layer.current;
    if (layers.length === 0) {
      document.addEventListener("keydown", lookForPopup, { capture: true });
      document.addEventListener("keydown", onKey);
    }
    layers.push(own);
    changed();
    return () => {
      layers.splice(layers.indexOf(own), 1);
      if (layers.length === 0) {
        document.removeEventListener("keydown", lookForPopup, { capture: true });
        document.removeEventListener("keydown", onKey);
      }
      changed();
    };
  }, []);
}
/** All keys that work now, for the `?` list. */
export function useAllKeys(): readonly KeyEntry[] {
  useSyncExternalStore((watcher) => { watchers.add(watcher); return () => watchers.delete(watcher); }, () => version);
  return layers.toReversed().flatMap((layer) => layer.entries);
}

export const Key = ({ children }: { readonly children: string }) => (
  <kbd className="key">{children === "Escape" ? "Esc" : children.replace("Shift+", "⇧").replace("Ctrl+", "Ctrl ").toUpperCase()}</kbd>
);
