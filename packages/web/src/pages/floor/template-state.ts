import { useState } from "react";
import type { Sent } from "../../api/client.ts";

export type Template = Sent<"putTemplate">["body"];
export type Element = Template["elements"][number];
export type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
export const papers = [{ w: 100, h: 150 }, { w: 100, h: 100 }, { w: 76, h: 130 }, { w: 210, h: 297 }] as const;
export const fieldNames = [
  "to_name", "to_company", "to_address", "to_city_line", "to_country", "to_phone", "from_address", "parcel_no", "tracking_no", "order_nos", "method", "weight", "goods", "buyer_note", "printed_at",
] as const satisfies readonly Extract<Element, { kind: "field" }>["field"][];
/** What stands on the drawing board for each field; the real PDF beside it shows the longest data. */
// prettier-ignore
export const samples: Readonly<Record<(typeof fieldNames)[number], string>> = {
  to_name: "Emma Schneider", to_company: "Schneider GmbH", to_address: "Lindenstraße 24\n3. OG links", to_city_line: "Hamburg, 20095", to_country: "GERMANY (DE)", to_phone: "+49 40 555 0199", from_address: "Argosy Trading, Shenzhen\nWuhe Avenue 5034, 518129 CN",
  parcel_no: "P100042", tracking_no: "RB123456789CN", order_nos: "O100041, O100042", method: "Registered Air Mail", weight: "0.320 kg", goods: "MUG-BLUE x 2\nCABLE-USB-C x 1", buyer_note: "bitte nicht knicken", printed_at: "2026-11-23 09:30",
};
const mostSteps = 100;
/** The template with its past and future. Moves of one drag are one step. */
export function useDraft(first: Template) {
  const [past, setPast] = useState<readonly Template[]>([]);
  const [now, setNow] = useState(first);
  const [future, setFuture] = useState<readonly Template[]>([]);
  const [saved, setSaved] = useState(first);
  const change = (next: Template, step = true): void => {
    if (step) { setPast([...past.slice(-mostSteps), now]); setFuture([]); }
    setNow(next);
  };
  return {
    now, change, version: saved.version, dirty: JSON.stringify({ ...now, version: 0 }) !== JSON.stringify({ ...saved, version: 0 }), canUndo: past.length > 0, canRedo: future.length > 0,
    undo: (): void => { const last = past.at(-1); if (last) { setPast(past.slice(0, -1)); setFuture([now, ...future]); setNow(last); } },
    redo: (): void => { const next = future[0]; if (next) { setFuture(future.slice(1)); setPast([...past, now]); setNow(next); } },
    /** What was sent is kept, as `version`. What was changed while it was on its way stays. */
    settle: (sent: Template, version: number): void => setSaved({ ...sent, version }),
    element: (at: number, patch: Partial<Box> & Readonly<Record<string, unknown>>, step = true): void =>
      change({ ...now, elements: now.elements.map((e, i) => (i === at ? ({ ...e, ...patch } as Element) : e)) }, step),
  };
}
export type Draft = ReturnType<typeof useDraft>;

const half = (mm: number): number => Math.round(mm * 2) / 2;
/** Moves stay on half millimetres and on the paper. */
export const moved = (e: Box, dx: number, dy: number, t: Template): Pick<Box, "x" | "y"> => ({
  x: Math.max(0, Math.min(half(e.x + dx), Math.max(0, t.widthMm - e.w))), y: Math.max(0, Math.min(half(e.y + dy), Math.max(0, t.heightMm - e.h))),
});
export const sized = (e: Box, dw: number, dh: number): Pick<Box, "w" | "h"> => ({ w: Math.max(1, half(e.w + dw)), h: Math.max(0.5, half(e.h + dh)) });
export const outside = (e: Box, t: Template): boolean => e.x + e.w > t.widthMm || e.y + e.h > t.heightMm;
// prettier-ignore
export function newElement(kind: Element["kind"], t: Template): Element {
  const box = { x: 5, y: 5, w: Math.min(60, t.widthMm - 10), h: 7 };
  if (kind === "field") return { kind, field: "to_name", ...box, size: 11, bold: false };
  if (kind === "text") return { kind, text: "Text", ...box, size: 11, bold: false };
  if (kind === "barcode") return { kind, field: "tracking_no", ...box, h: 18 };
  return { kind, ...box, h: 0.5 };
}
