import { useSpeech } from "../text/index.tsx";
import { say, sayWhy } from "./toast.tsx";

/** Copies a text and says so. A page that came over plain http has no clipboard, and a browser may forbid it: there the older command does it. */
export function useCopy(): (text: string, said?: string) => void {
  const { t } = useSpeech();
  return (text, said = text) => {
    const tell = (done: boolean): void => (done ? void say(said ? t.shell.meta.ofField(t.shell.meta.copied, said) : t.shell.meta.copied) : sayWhy(t.shell.meta.notCopied));
    const byCommand = (): void => tell(copyByCommand(text));
    if (window.isSecureContext) navigator.clipboard.writeText(text).then(() => tell(true), byCommand);
    else byCommand();
  };
}
function copyByCommand(text: string): boolean {
  const before = document.activeElement;
  const field = Object.assign(document.createElement("textarea"), { value: text });
  field.style.position = "fixed"; // else the page scrolls to it
  document.body.append(field);
  field.focus();
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
