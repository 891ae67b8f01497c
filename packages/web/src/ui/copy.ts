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
/** Whether the command has taken the text. Nothing is selected for it: a field would need the focus, which an open dialog does not give away. */
function copyByCommand(text: string): boolean {
  let taken = false;
  const give = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
    taken = event.clipboardData !== null;
  };
  document.addEventListener("copy", give, { capture: true });
  document.execCommand("copy");
  document.removeEventListener("copy", give, { capture: true });
  return taken;
}
