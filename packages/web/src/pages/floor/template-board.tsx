import { useEffect, useRef, useState } from "react";
import { useSpeech } from "../../text/index.tsx";
import { inks } from "../../ui/theme.ts";
import { code128 } from "./code128.ts";
import { elementName } from "./template.tsx";
import { moved, outside, samples, sized, type Draft, type Element } from "./template-state.ts";

type Drag = { readonly at: number; readonly x: number; readonly y: number; readonly from: Element; readonly how: "move" | "size"; readonly begun: boolean };
const clickPx = 3; // a hand that only clicks moves no further
/** The paper to scale. Elements are dragged and sized in place; numbers beside it are exact. */
export function Board({ draft, close, at, setAt, locked }: { readonly draft: Draft; readonly close: ReadonlySet<number>; readonly at: number | null; readonly setAt: (at: number | null) => void; readonly locked: boolean }) {
  const { t } = useSpeech();
  const frame = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 400, height: 560 });
  const [drag, setDrag] = useState<Drag | null>(null);
  useEffect(() => {
    const watcher = new ResizeObserver(([entry]) => entry && setRoom(entry.contentRect));
    if (frame.current) watcher.observe(frame.current);
    return () => watcher.disconnect();
  }, []);
  const template = draft.now;
  const scale = Math.max(1.2, Math.min((room.width - 24) / template.widthMm, (room.height - 24) / template.heightMm)); // pixels per millimetre
  const begin = (event: React.PointerEvent, index: number, how: Drag["how"]): void => {
    const from = template.elements[index];
    if (!from) return;
    event.stopPropagation();
    setAt(index);
    if (locked) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ at: index, x: event.clientX, y: event.clientY, from, how, begun: false });
  };
  const move = (event: React.PointerEvent): void => {
    if (!drag) return;
    const [dx, dy] = [(event.clientX - drag.x) / scale, (event.clientY - drag.y) / scale];
    if (!drag.begun && Math.hypot(dx, dy) * scale < clickPx) return;
    draft.element(drag.at, drag.how === "move" ? moved(drag.from, dx, dy, template) : sized(drag.from, dx, dy), !drag.begun); // all of one drag is one step
    setDrag({ ...drag, begun: true });
  };
  return (
    <div className="board-frame" ref={frame}>
      <div className="board-paper" style={{ width: template.widthMm * scale, height: template.heightMm * scale, background: inks.light.panel, color: inks.light.text }} onPointerDown={() => setAt(null)} onPointerMove={move} onPointerUp={() => setDrag(null)} onPointerCancel={() => setDrag(null)}>
        {template.elements.map((e, i) => (
          <div key={i} role="button" tabIndex={-1} aria-label={elementName(e, t)} title={elementName(e, t)} className={`board-element ${i === at ? "chosen" : ""} ${outside(e, template) || close.has(i) ? "warned" : ""}`}
            style={{ left: e.x * scale, top: e.y * scale, width: e.w * scale, height: Math.max(2, e.h * scale) }} onPointerDown={(event) => begin(event, i, "move")}>
            <Inside element={e} scale={scale} />
            {i === at && !locked && <span className="board-handle" onPointerDown={(event) => begin(event, i, "size")} />}
          </div>
        ))}
      </div>
    </div>
  );
}
const mmPerPoint = 25.4 / 72;
function Inside({ element, scale }: { readonly element: Element; readonly scale: number }) {
  if (element.kind === "line") return <span className="board-bar" />;
  if (element.kind === "barcode") return <Bars text={samples[element.field]} />;
  const text = element.kind === "text" ? element.text : samples[element.field];
  // Bold as print/paper.ts draws it: the letters of one weight, outlined.
  return <span className="board-text" style={{ fontSize: element.size * mmPerPoint * scale, WebkitTextStroke: element.bold ? "0.02em" : undefined }}>{text}</span>;
}
function Bars({ text }: { readonly text: string }) {
  const widths = code128(text);
  let x = 10;
  return (
    <svg width="100%" height="100%" viewBox={`0 0 ${widths.reduce((sum, w) => sum + w, 20)} 10`} preserveAspectRatio="none" aria-hidden="true">
      {widths.map((w, i) => { const left = x; x += w; return i % 2 === 0 ? <rect key={i} x={left} y="0" width={w} height="10" fill="currentColor" /> : null; })}
    </svg>
  );
}
