import { useEffect, useRef } from "react";
import { endTypedAhead, hearTypedAhead } from "./typed-ahead.ts";

// A scanner is a keyboard. Most type too fast for fingers, 1 to 15 ms per character, but one over a slow radio leaves gaps
// like a typist's. So speed alone tells nothing: a letter is a key of the page only where it stands alone and is one.

export const burstGapMs = 40;
/** Longer than a slow scanner waits between two characters, and than a page may hang. */
export const silenceMs = 250;
/** So long after the last character, what was begun was given up. */
export const givenUpMs = 1000;
const shortestCode = 3;
const betweenMs = 450; // of scans that came before the page: it shows each, and goes on, as if it came now

type Handlers = {
  /** The letters that are keys here. */
  readonly letters: string;
  readonly onScan: (code: string) => void;
  readonly onKey: (key: string) => void;
};
/** What was heard up to a silence or an Enter: a code, keys pressed one by one, or the beginning of a code, which is kept. */
export function heardAs(heard: string, ended: boolean, letters: string): { readonly code: string } | { readonly keys: string } | "begun" {
  if (heard.length < shortestCode && [...heard.toLowerCase()].every((c) => letters.includes(c))) return { keys: heard.toLowerCase() };
  return ended || heard.length >= shortestCode ? { code: heard } : "begun";
}
const inField = (target: EventTarget | null): boolean => target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

/** Listens to the whole page without an input field, so that a hand-held shows no keyboard on its screen. */
export function useScanner(handlers: Handlers): void {
  const newest = useRef(handlers);
  newest.current = handlers;
  useEffect(() => {
    let heard = "";
    let lastAt = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (ended: boolean): void => {
      clearTimeout(timer);
      const as = heardAs(heard, ended, newest.current.letters);
      if (as === "begun") return;
      heard = "";
      if ("code" in as) return newest.current.onScan(as.code);
      for (const key of as.keys) newest.current.onKey(key);
      if (ended) newest.current.onKey("Enter");
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || inField(event.target)) return;
      if (event.timeStamp - lastAt > givenUpMs) heard = "";
      if (event.key === "Enter") {
        // Enter on a button presses the button, unless it ends a code.
        if (heard === "" && event.target instanceof HTMLButtonElement) return;
        event.preventDefault();
        return settle(true);
      }
      if (event.key.length > 1) {
        if (event.key.startsWith("Arrow") || event.key === "Escape" || event.key === "Backspace") { event.preventDefault(); newest.current.onKey(event.key); }
        return;
      }
      event.preventDefault();
      if (event.repeat) return; // held down; a scanner lets go
      lastAt = event.timeStamp;
      if (event.key === " " && heard === "") return newest.current.onKey(" "); // no code begins with one
      heard += event.key;
      clearTimeout(timer);
      timer = setTimeout(settle, silenceMs, false);
    };
    // Whole codes that came before the page are taken one after the other; single keys were meant for nothing that could be seen.
    const early = hearTypedAhead(() => {}).split("\n").filter((line, i, { length }) => line !== "" && "code" in Object(heardAs(line, i < length - 1, newest.current.letters)));
    endTypedAhead();
    const replays = early.map((code, i) => setTimeout(() => newest.current.onScan(code), i * betweenMs));
    document.addEventListener("keydown", onKeyDown);
    return () => { document.removeEventListener("keydown", onKeyDown); for (const waiting of [timer, ...replays]) clearTimeout(waiting); };
  }, []);
}
