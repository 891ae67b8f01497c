import { setImmediate as breathe } from "node:timers/promises";
import { PDFDocument, type PDFPage } from "@cantoo/pdf-lib";
import type { Template } from "@argosy/core/api/parcels.ts";
import { stripMm } from "@argosy/core/label-template.ts";
import { addPage, closePaper, inMillimetres, openPaper, points, putBar, putPicture, putText, type Paper } from "../../print/paper.ts";
import { drawTemplate, type Values } from "./template.ts";

// Labels on paper. The carrier's label is never scaled, covered or drawn anew: pictures are embedded as they are
// compressed, PDF pages are copied. The pick strip hangs below the label on a longer page, so it hides nothing.
//
// Measured with Node 24, labels per second of processor time, 500 with strip each: PNG 11,000 beside another build,
// 31,000 alone; own labels 650 by the clock without a strip, carriers' PDFs 359.

export type Label =
  | { readonly kind: "png"; readonly bytes: Buffer }
  | { readonly kind: "pdf"; readonly pdf: PDFDocument }
  | { readonly kind: "own"; readonly values: Values };
export type Strip = { readonly parcelNo: string; readonly slot: string; readonly goods: readonly { readonly sku: string; readonly qty: number; readonly bin: string }[] };
export type PageWish = { readonly parcelId: string; readonly label: Label; readonly strip: Strip | null };
export type Rendered = {
  readonly bytes: Buffer;
  /** The parcel of each page, first to last: a carrier's label may have two. */
  readonly pageOf: readonly string[];
  /** Parcels with letters that none of our fonts has; they show as boxes. */
  readonly unprintable: ReadonlySet<string>;
  /** The sizes of its pages, each once: the paper that it needs. */
  readonly papers: readonly PaperSize[];
};
export type PaperSize = { readonly widthMm: number; readonly heightMm: number };

const labelMm = { w: 100, h: 150 };
const pagesAtOnce = 25; // some 30 ms: between such pieces the scan station is answered

/** Reads a stored label file. Null when it is not what its type says: an error page, a cut file. */
export async function readLabel(mime: string, bytes: Buffer): Promise<Label | null> {
  if (mime === "image/png") return isWholePng(bytes) ? { kind: "png", bytes } : null;
  if (mime !== "application/pdf" || !bytes.subarray(0, 1024).includes("%PDF-") || !bytes.subarray(-1024).includes("%%EOF")) return null;
  try {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    return pdf.getPageCount() > 0 ? { kind: "pdf", pdf } : null;
  } catch {
    return null; // the reason does not matter to the packer: the file is not a label
  }
}

const pngStart = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
const isWholePng = (bytes: Buffer): boolean =>
  bytes.subarray(0, 8).equals(pngStart) && bytes.subarray(12, 16).equals(Buffer.from("IHDR")) && bytes.subarray(-8, -4).equals(Buffer.from("IEND"));

/** Draws the pages in the order given. Takes long, so never inside a transaction. */
export async function renderLabels(title: string, pages: readonly PageWish[], template: Template): Promise<Rendered> {
  const paper = openPaper(title);
  const unprintable = new Set<string>();
  for (const [i, page] of pages.entries()) {
    if (i % pagesAtOnce === pagesAtOnce - 1) await breathe();
    paper.unprintable = false;
    drawPage(paper, page, template);
    if (paper.unprintable) unprintable.add(page.parcelId);
  }
  if (!pages.some((p) => p.label.kind === "pdf")) return { bytes: closePaper(paper), pageOf: pages.map((p) => p.parcelId), unprintable, papers: eachOnce(pages.map((p) => sizeOf(p, template))) };
  const drawn = pages.some((p) => p.label.kind !== "pdf" || p.strip) ? await PDFDocument.load(closePaper(paper), { updateMetadata: false }) : null;
  return { ...(await copyCarrierPages(title, pages, drawn)), unprintable };
}

const eachOnce = (sizes: readonly PaperSize[]): PaperSize[] => [...new Map(sizes.map((s) => [`${s.widthMm}/${s.heightMm}`, s])).values()];
/** A page that we draw: the label, and the strip below it. */
function sizeOf({ label, strip }: PageWish, template: Template): PaperSize {
  const { widthMm, heightMm } = label.kind === "own" ? template : { widthMm: labelMm.w, heightMm: labelMm.h };
  return { widthMm, heightMm: heightMm + (strip ? stripMm : 0) };
}

/** What we draw of a page: all of it, or only the strip when the carrier gave a PDF. */
function drawPage(paper: Paper, page: PageWish, template: Template): void {
  const { label, strip } = page;
  if (label.kind === "pdf") {
    if (!strip) return;
    addPage(paper, labelMm.w, stripMm);
    return drawStrip(paper, strip, 0, labelMm.w);
  }
  const { widthMm: w, heightMm } = sizeOf(page, template);
  const h = heightMm - (strip ? stripMm : 0);
  addPage(paper, w, heightMm);
  if (label.kind === "own") drawTemplate(paper, template, label.values);
  else putPicture(paper, label.bytes, w, h);
  if (strip) drawStrip(paper, strip, h, w);
}

/** Which goods, how many, from which bin: what the packer compares with the goods on the table. */
function drawStrip(paper: Paper, strip: Strip, top: number, width: number): void {
  const pieces = strip.goods.reduce((sum, g) => sum + g.qty, 0);
  putBar(paper, { x: 3, y: top, w: width - 6, h: 0.2 });
  putText(paper, strip.slot === "" ? strip.parcelNo : strip.slot, { x: 4, y: top + 1.5, w: 28, h: 7 }, { size: 13, bold: true });
  putText(paper, `${strip.slot === "" ? "" : `${strip.parcelNo}\n`}×${pieces}`, { x: 4, y: top + 8, w: 28, h: 8.5 }, { size: 9, bold: false });
  const goods = strip.goods.map((g) => `${g.sku} ×${g.qty}${g.bin === "" ? "" : ` [${g.bin}]`}`);
  putText(paper, goods.join("   "), { x: 34, y: top + 1.5, w: width - 38, h: 15 }, { size: 9, bold: false });
}

/** Puts the carriers' pages between ours. One copy call for all of ours, so that their fonts are stored once. */
async function copyCarrierPages(title: string, pages: readonly PageWish[], drawn: PDFDocument | null): Promise<Omit<Rendered, "unprintable">> {
  const out = await PDFDocument.create();
  out.setTitle(title);
  const ours = drawn ? await out.copyPages(drawn, drawn.getPageIndices()) : [];
  const strips = drawn && pages.some((p) => p.label.kind === "pdf" && p.strip) ? await out.embedPages(drawn.getPages()) : [];
  const pageOf: string[] = [];
  let at = 0; // the next of our own pages
  for (const [i, { parcelId, label, strip }] of pages.entries()) {
    if (i % pagesAtOnce === pagesAtOnce - 1) await breathe();
    if (label.kind !== "pdf") {
      const page = ours[at++];
      if (page) out.addPage(page);
      pageOf.push(parcelId);
      continue;
    }
    const ownStrip = strip ? strips[at++] : undefined;
    for (const [n, page] of label.pdf.getPages().entries()) {
      const longer = n === 0 && ownStrip && page.getRotation().angle === 0 ? await embed(out, page) : null;
      if (longer && ownStrip) {
        const height = points(stripMm);
        const sheet = out.addPage([Math.max(longer.width, ownStrip.width), longer.height + height]);
        sheet.drawPage(longer, { x: 0, y: height });
        sheet.drawPage(ownStrip, { x: 0, y: 0 });
      } else {
        // A turned page keeps its own form, and goes without a strip.
        const [copy] = await out.copyPages(label.pdf, [n]);
        if (copy) out.addPage(copy);
      }
      pageOf.push(parcelId);
    }
  }
  const papers = eachOnce(out.getPages().map((page) => ({ widthMm: inMm(page.getWidth()), heightMm: inMm(page.getHeight()) })));
  return { bytes: Buffer.from(await out.save({ useObjectStreams: false })), pageOf, papers }; // packed objects: a tenth smaller, slower
}

const inMm = (pts: number): number => Math.round(inMillimetres(pts));
async function embed(out: PDFDocument, page: PDFPage) {
  const { x, y, width, height } = page.getMediaBox();
  if (!page.node.Contents()) return null; // an empty page can't be embedded
  const [embedded] = await out.embedPages([page], [{ left: x, bottom: y, right: x + width, top: y + height }]);
  return embedded ?? null;
}
