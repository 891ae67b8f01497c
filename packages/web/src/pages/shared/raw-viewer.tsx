import { Button, Input } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useSpeech } from "../../text/index.tsx";
import { say } from "../../ui/toast.tsx";

const shownLines = 3000;
const tokens = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

function pretty(raw: string): { readonly text: string; readonly json: boolean } {
  try {
    return { text: JSON.stringify(JSON.parse(raw), null, 2), json: true };
  } catch {
    return { text: raw, json: false };
  }
}
/** One line of JSON in quiet colours. Built as elements, never as HTML: payloads carry strangers' text. */
function JsonLine({ line, wanted }: { readonly line: string; readonly wanted: string }) {
  const parts: React.ReactNode[] = [];
  let from = 0;
  for (const match of line.matchAll(tokens)) {
    parts.push(line.slice(from, match.index));
    const kind = match[2] ? "json-key" : match[1] ? "json-text" : match[3] ? "json-word" : "json-number";
    parts.push(<span key={match.index} className={kind}>{match[1] ?? match[0]}</span>, match[2] ?? "");
    from = match.index + match[0].length;
  }
  parts.push(line.slice(from));
  const hit = wanted !== "" && line.toLowerCase().includes(wanted);
  return <div className={`json-line ${hit ? "hit" : ""}`}>{parts}</div>;
}
/** A payload as it came, with search and copy. */
export function RawViewer({ raw }: { readonly raw: string }) {
  const { t, f } = useSpeech();
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const box = useRef<HTMLPreElement>(null);
  const { text, json } = useMemo(() => pretty(raw), [raw]);
  const lines = useMemo(() => text.split("\n"), [text]);
  const needle = wanted.trim().toLowerCase();
  const hits = needle === "" ? [] : lines.filter((line) => line.toLowerCase().includes(needle));
  const shown = needle !== "" && lines.length > shownLines ? hits.slice(0, shownLines) : lines.slice(0, shownLines);
  useEffect(() => { box.current?.querySelectorAll(".hit")[at]?.scrollIntoView({ block: "nearest" }); }, [needle, at]);
  return (
    <div className="raw">
      <div className="raw-bar">
        <Input size="small" allowClear placeholder={t.orders.raw.search} aria-label={t.orders.raw.search} value={wanted} onChange={(e) => { setWanted(e.target.value); setAt(0); }} onPressEnter={() => setAt(hits.length > 0 ? (at + 1) % hits.length : 0)} />
        {needle !== "" && <span className="muted nowrap num">{hits.length > 1 && `${at + 1} / `}{t.orders.raw.hits(hits.length)}</span>}
        <span className="spring" />
        {!json && <span className="muted">{t.orders.raw.notJson}</span>}
        {lines.length > shownLines && <span className="muted">{t.orders.raw.tooLong(f.count(shownLines), f.count(lines.length))}</span>}
        <Button size="small" onClick={() => void navigator.clipboard?.writeText(raw).then(() => say(t.shell.meta.copied))}>{t.orders.raw.copy}</Button>
      </div>
      <pre ref={box} className="json" tabIndex={0}>{shown.map((line, i) => <JsonLine key={i} line={line} wanted={needle} />)}</pre>
    </div>
  );
}
