import { useEffect, useRef } from "react";

// A scanner is a keyboard that types too fast for fingers. What arrives in a burst is a code; what arrives slowly is a
// person at a key. Scanners need 1 to 15 ms per character, fast typists more than 60.

export const burstGapMs = 40;
// Only silence ends what came without Enter. A scanner over a slow radio leaves gaps like a typist's: taken for keys, the
// letters of its code would press the page's verbs.
const quietMs = 90;
const shortestCode = 3;

type Handlers = { readonly onScan: (code: string) => void; readonly onKey: (key: string) => void };
const inField = (target: EventTarget | null): boolean => target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

/** Listens to the whole page without an input field, so that a hand-held shows no keyboard on its screen. */
export function useScanner(handlers: Handlers): void {
  const newest = useRef(handlers);
  newest.current = handlers;
  useEffect(() => {
    let buffer = "";
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (ended: boolean): void => {
      clearTimeout(timer);
      const code = buffer;
      buffer = "";
      if (code.length >= shortestCode) newest.current.onScan(code);
      else {
        for (const key of code) newest.current.onKey(key.toLowerCase());
        if (ended) newest.current.onKey("Enter");
      }
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || inField(event.target)) return;
      if (event.key === "Enter") {
        // Enter on a button presses the button, unless it ends a burst.
        if (buffer.length < shortestCode && event.target instanceof HTMLButtonElement) return;
        event.preventDefault();
        settle(true);
        return;
      }
      if (event.key.length > 1) {
        if (event.key.startsWith("Arrow") || event.key === "Escape" || event.key === "Backspace") { event.preventDefault(); newest.current.onKey(event.key); }
        return;
      }
      event.preventDefault();
      buffer += event.key;
      clearTimeout(timer);
      timer = setTimeout(settle, quietMs, false);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => { document.removeEventListener("keydown", onKeyDown); clearTimeout(timer); };
  }, []);
}
