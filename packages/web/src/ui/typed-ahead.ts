// Who presses `/` types on at once, before the search has come and holds the focus, and who opens the scan station scans
// at once. Those keys are kept: none is lost, and none is taken for a command of the page below.

let text = "";
let tell: ((text: string) => void) | null = null;
let lines = false; // whether Enter is kept too
let timer: ReturnType<typeof setTimeout> | undefined;
const patienceMs = 10_000; // should the search never come, the keyboard goes back to the page

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") return endTypedAhead();
  const key = lines && event.key === "Enter" ? "\n" : event.key;
  if (lines && event.target instanceof HTMLInputElement) return; // another page came instead and asks for something
  if (key !== "Backspace" && key.length !== 1) return;
  text = key === "Backspace" ? text.slice(0, -1) : text + key;
  event.preventDefault();
  event.stopImmediatePropagation();
  tell?.(text);
}
export function beginTypedAhead(keep: "text" | "lines" = "text"): void {
  const before = lines && keep === "lines" ? text : "";
  endTypedAhead();
  [text, lines] = [before, keep === "lines"];
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
  [text, tell, lines] = ["", null, false];
}
