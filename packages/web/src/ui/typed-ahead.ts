// Who presses `/` types on at once, before the search has come and holds the focus. Those keys are kept for it: none is
// lost, and none is taken for a command of the page below.

let text = "";
let tell: ((text: string) => void) | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const patienceMs = 10_000; // should the search never come, the keyboard goes back to the page

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") return endTypedAhead();
  if (event.key !== "Backspace" && event.key.length !== 1) return;
  text = event.key === "Backspace" ? text.slice(0, -1) : text + event.key;
  event.preventDefault();
  event.stopImmediatePropagation();
  tell?.(text);
}
export function beginTypedAhead(): void {
  endTypedAhead();
  document.addEventListener("keydown", onKey, { capture: true });
  timer = setTimeout(endTypedAhead, patienceMs);
}
/** What was typed so far; `hear` is told of every key until the field has the focus. */
export function hearTypedAhead(hear: (text: string) => void): string {
  tell = hear;
  return text;
}
export function endTypedAhead(): void {
  document.removeEventListener("keydown", onKey, { capture: true });
  clearTimeout(timer);
  [text, tell] = ["", null];
}
