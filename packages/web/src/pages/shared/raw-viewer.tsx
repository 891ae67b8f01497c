import { Button, Input } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useSpeech } from "../../text/index.tsx";
import { useCopy } from "../../ui/copy.ts";

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
function JsonLine({ line, wanted, marked }: { readonly line: string; readonly wanted: string; readonly marked: boolean }) {
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
  return <div className={`json-line ${hit ? "hit" : ""} ${marked ? "marked" : ""}`}>{parts}</div>;
}
/** The line of laid out JSON on which what a path names begins; where that is missing, its nearest parent's. */
export function lineOfPath(lines: readonly string[], path: string): number {
  let at = 0;
  for (const [depth, part] of path.split(".").entries()) {
    const indent = "  ".repeat(depth + 1);
    const after = lines.slice(at + 1);
    const end = after.findIndex((line) => !line.startsWith(indent));
    const children = after.slice(0, end).flatMap((line, i) => (/^[^\s\]}]/.test(line.slice(indent.length)) ? [{ line, at: at + 1 + i }] : []));
    const child = lines[at]?.endsWith("[") ? children[Number(part)] : children.find(({ line }) => line.startsWith(`${indent}${JSON.stringify(part)}:`));
    if (!child) break;
    at = child.at;
  }
  return at;
}
/** A payload as it came, with search and copy; what `path` names is marked and in view. */
export function RawViewer({ raw, path = "" }: { readonly raw: string; readonly path?: string }) {
  const { t, f } = useSpeech();
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const box = useRef<HTMLPreElement>(null);
  const { text, json } = useMemo(() => pretty(raw), [raw]);
  const lines = useMemo(() => text.split("\n"), [text]);
  const needle = wanted.trim().toLowerCase();
  const hits = needle === "" ? [] : lines.filter((line) => line.toLowerCase().includes(needle));
  const onlyHits = needle !== "" && lines.length > shownLines;
  const shown = onlyHits ? hits.slice(0, shownLines) : lines.slice(0, shownLines);
  const marked = useMemo(() => (json && path ? lineOfPath(lines, path) : -1), [json, lines, path]);
  useEffect(() => { // the box alone: why it was not read stays in view above it
    const [outer, line] = [box.current, box.current?.querySelector(".marked")];
    if (outer && line) outer.scrollTop += line.getBoundingClientRect().top - outer.getBoundingClientRect().top - outer.clientHeight / 3;
  }, [marked]);
  useEffect(() => { box.current?.querySelectorAll(".hit")[at]?.scrollIntoView({ block: "nearest" }); }, [needle, at]);
  const copy = useCopy();
  return (
    <div className="raw">
      <div className="raw-bar">
        <Input size="small" allowClear placeholder={t.orders.raw.search} aria-label={t.orders.raw.search} value={wanted} onChange={(e) => { setWanted(e.target.value); setAt(0); }} onPressEnter={() => setAt(hits.length > 0 ? (at + 1) % hits.length : 0)} />
        {needle !== "" && <span className="muted nowrap num">{hits.length > 1 && `${at + 1} / `}{t.orders.raw.hits(hits.length)}</span>}
        <span className="spring" />
        {!json && <span className="muted">{t.orders.raw.notJson}</span>}
        {lines.length > shownLines && <span className="muted">{t.orders.raw.tooLong(f.count(shownLines), f.count(lines.length))}</span>}
        <Button size="small" onClick={() => copy(raw, "")}>{t.orders.raw.copy}</Button>
      </div>
      <pre ref={box} className="json" tabIndex={0}>{shown.map((line, i) => <JsonLine key={i} line={line} wanted={needle} marked={!onlyHits && i === marked} />)}</pre>
    </div>
  );
}
