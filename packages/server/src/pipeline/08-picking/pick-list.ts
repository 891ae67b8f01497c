import { goodsName, type Locale } from "@argosy/core/locale.ts";
import { onPaper, type Instant } from "@argosy/core/time.ts";
import { addPage, closePaper, openPaper, putBar, putBarcode, putText, type Paper } from "../../print/paper.ts";
import type { Walk } from "./routes.ts";

const page = { w: 210, h: 297, margin: 12 };
const rowMm = 13;
const plain = { size: 10, bold: false };
const strong = { size: 12, bold: true };
type Step = Walk["steps"][number];

type Words = { readonly title: string; readonly bin: string; readonly sku: string; readonly qty: string; readonly slots: string; readonly count: (parcels: number, skus: number, pieces: number) => string };
const counted = (n: number, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`;
const words: Readonly<Record<Locale, Words>> = {
  "zh-CN": { title: "拣货单", bin: "货位", sku: "商品", qty: "数量", slots: "分拣格", count: (parcels, skus, pieces) => `${parcels} 个包裹，${skus} 个 SKU，${pieces} 件` },
  "zh-TW": { title: "揀貨單", bin: "貨位", sku: "商品", qty: "數量", slots: "分揀格", count: (parcels, skus, pieces) => `${parcels} 個包裹，${skus} 個 SKU，${pieces} 件` },
  en: { title: "Pick list", bin: "Bin", sku: "SKU", qty: "Qty", slots: "Slots", count: (parcels, skus, pieces) => `${counted(parcels, "parcel")}, ${counted(skus, "SKU")}, ${counted(pieces, "piece")}` },
};

/** The pick list on A4 in the picker's language: one row per bin with a box to tick, and which slots its pieces go to. */
export async function drawPickList(walk: Walk, locale: Locale, zone: string | null): Promise<Buffer> {
  const paper = openPaper(`${words[locale].title} ${walk.waveNo}`);
  const perPage = Math.floor((page.h - 2 * page.margin - 34) / rowMm);
  const pageCount = Math.max(1, Math.ceil(walk.steps.length / perPage));
  for (let n = 0; n < pageCount; n++) {
    addPage(paper, page.w, page.h);
    drawHead(paper, walk, words[locale], onPaper(walk.createdAt as Instant, zone), `${n + 1} / ${pageCount}`);
    walk.steps.slice(n * perPage, (n + 1) * perPage).forEach((step, i) => drawRow(paper, step, goodsName(locale, step), page.margin + 33 + i * rowMm));
  }
  return closePaper(paper);
}

function drawHead(paper: Paper, { waveNo, warehouse, steps, parcels }: Walk, w: Words, made: string, pageNo: string): void {
  const units = steps.reduce((sum, s) => sum + s.qty, 0);
  putText(paper, waveNo, { x: page.margin, y: page.margin, w: 60, h: 10 }, { size: 22, bold: true });
  putText(paper, warehouse.name, { x: page.margin, y: page.margin + 10, w: 90, h: 6 }, strong);
  putText(paper, `${w.count(parcels.filter((p) => p.held === null).length, steps.length, units)}   ${made}   ${pageNo}`, { x: page.margin, y: page.margin + 17, w: 120, h: 6 }, plain);
  putBarcode(paper, waveNo, { x: 140, y: page.margin, w: 58, h: 14 });
  const y = page.margin + 26;
  for (const [text, x, width] of [[w.bin, 12, 28], [w.sku, 42, 50], [w.qty, 94, 14], [w.slots, 112, 74]] as const) putText(paper, text, { x, y, w: width, h: 6 }, { size: 9, bold: true });
  putBar(paper, { x: page.margin, y: y + 6, w: page.w - 2 * page.margin, h: 0.4 });
}

function drawRow(paper: Paper, step: Step, name: string, y: number): void {
  putText(paper, step.bin, { x: 12, y: y + 2.2, w: 28, h: 6 }, strong);
  putText(paper, step.sku, { x: 42, y: y + 2.2, w: 50, h: 5 }, strong);
  putText(paper, name, { x: 42, y: y + 7.6, w: 68, h: 5 }, { size: 8, bold: false });
  putText(paper, String(step.qty), { x: 94, y: y + 2.2, w: 14, h: 7 }, { size: 14, bold: true });
  putText(paper, step.parcels.map((p) => `${p.slot}${p.qty === 1 ? "" : ` (${p.qty})`}`).join("  "), { x: 112, y: y + 2.2, w: 74, h: 9.5 }, plain);
  for (const bar of [{ x: 190, y: y + 2.7, w: 7, h: 0.3 }, { x: 190, y: y + 9.4, w: 7, h: 0.3 }, { x: 190, y: y + 2.7, w: 0.3, h: 7 }, { x: 196.7, y: y + 2.7, w: 0.3, h: 7 }]) putBar(paper, bar);
  putBar(paper, { x: page.margin, y: y + rowMm - 0.4, w: page.w - 2 * page.margin, h: 0.2 });
}
