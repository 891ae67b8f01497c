import { useEffect, useState } from "react";
import { useSpeech } from "../text/index.tsx";
import { Failed, Skeleton } from "./page-states.tsx";
import { sayError, sayWhy } from "./toast.tsx";

/**
 * The real PDF in a frame. It is fetched first, so that a refusal reads as a sentence and not as a broken viewer.
 * @param paper  Its first page: the frame ends with it, where the viewer would fill what is left with its own dark ground.
 */
export function PdfFrame({ load, version, title, paper }: { readonly load: () => Promise<Blob>; readonly version: string; readonly title: string; readonly paper?: { readonly w: number; readonly h: number } }) {
  const [url, setUrl] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [again, setAgain] = useState(0);
  useEffect(() => {
    let current = true;
    let made: string | null = null;
    load().then(
      (blob) => {
        if (!current) return;
        made = URL.createObjectURL(blob);
        setError(null);
        setUrl(made);
      },
      (why: unknown) => current && setError(why),
    );
    return () => {
      current = false;
      if (made) setTimeout(URL.revokeObjectURL, 2000, made); // the frame still shows it until the next one is there
    };
  }, [version, again]); // `load` is new on every render; `version` says when its answer would differ
  if (error) return <Failed error={error} retry={() => setAgain(again + 1)} />;
  return url ? <iframe className="pdf-frame" style={paper && { height: "auto", maxHeight: "100%", aspectRatio: `${paper.w} / ${paper.h}` }} src={`${url}#view=FitH&toolbar=0`} title={title} /> : <Skeleton lines={4} />;
}
/** Opens a file of ours in a new tab. The tab opens at once, because a browser blocks what opens after a wait. */
export function useOpenPdf(): (load: () => Promise<Blob>) => void {
  const { t } = useSpeech();
  return (load) => {
    const tab = window.open("", "_blank");
    if (tab) tab.document.title = t.shell.list.loading;
    load().then(
      (blob) => {
        const url = URL.createObjectURL(blob);
        if (tab) tab.location.href = url;
        else window.location.assign(url);
        setTimeout(URL.revokeObjectURL, 60_000, url);
      },
      (error: unknown) => { tab?.close(); sayError(error); },
    );
  };
}
/** Prints a file of ours: the browser's print dialog opens over the page. Where a browser prints no PDF that lies in a page, it says what to do. */
export function usePrintPdf(): (load: () => Promise<Blob>) => Promise<void> {
  const { t } = useSpeech();
  return async (load) => {
    const url = await load().then((blob) => URL.createObjectURL(blob), sayError);
    if (!url) return;
    const frame = Object.assign(document.createElement("iframe"), { className: "print-frame", src: url, tabIndex: -1 });
    frame.setAttribute("aria-hidden", "true");
    frame.addEventListener("load", () => {
      try {
        frame.contentWindow!.print();
      } catch {
        sayWhy(t.floor.labels.printElsewhere);
      }
    });
    for (const before of document.querySelectorAll<HTMLIFrameElement>(".print-frame")) {
      URL.revokeObjectURL(before.src);
      before.remove(); // not sooner: the dialog may still read from it, and no browser says when it is done
    }
    document.body.append(frame);
  };
}
