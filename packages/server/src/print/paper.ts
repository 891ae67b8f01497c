import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import PDFDocument from "pdfkit";
import { code128Bars } from "./code128.ts";
import { isLatin, latinOperand, latinWidth, type Font } from "./letters.ts";
import { packedPng } from "./png.ts";

// Paper as the rooms see it: boxes in millimetres from the upper left corner. Values are drawn letter by letter; there
// is no expression language here, so `{1+1}` in a buyer's note prints as `{1+1}`.

export type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
export type Look = { readonly size: number; readonly bold: boolean }; // size in points
export type Paper = {
  readonly doc: PDFKit.PDFDocument;
  /** The file as far as it is written. */
  readonly parts: readonly Uint8Array[];
  /** Letters that none of our fonts can draw were met since this was last set to false; they print as boxes. */
  unprintable: boolean;
  /** All letters come from the font in the file, so that text is as wide on every machine as it was measured. */
  embedded: boolean;
};

export const points = (millimetres: number): number => (millimetres * 72) / 25.4;
export const inMillimetres = (pts: number): number => (pts * 25.4) / 72;
const number = (value: number): number => Math.round(value * 1000) / 1000;

export function openPaper(title: string): Paper {
  const doc = new PDFDocument({ autoFirstPage: false, margin: 0, compress: false, info: { Title: title, Producer: "Argosy", Creator: "Argosy" } });
  return { doc, parts: partsOf(doc), unprintable: false, embedded: false };
}

/**
 * What pdfkit writes from now on. It makes an array of each of some fifty lines a page and hands it on as a stream, which
 * took half of a page's time; lines are gathered as text here, and bytes are kept as they are.
 */
function partsOf(doc: PDFKit.PDFDocument): Uint8Array[] {
  const parts: Uint8Array[] = [doc.read() as Buffer]; // the file's first lines are written already
  let text = "";
  const endText = (): void => {
    if (text !== "") parts.push(Buffer.from(text, "latin1"));
    text = "";
  };
  const inner = inside(doc);
  inner._write = (piece) => {
    if (typeof piece === "string") {
      text += `${piece}\n`;
      inner._offset += piece.length + 1;
    } else {
      endText();
      parts.push(piece);
      inner._offset += piece.length;
    }
  };
  doc.push = () => {
    endText(); // called once, at the end
    return false;
  };
  return parts;
}

export function addPage({ doc }: Paper, widthMm: number, heightMm: number): void {
  doc.addPage({ size: [points(widthMm), points(heightMm)], margin: 0 });
}

export function closePaper({ doc, parts }: Paper): Buffer {
  doc.end();
  return Buffer.concat(parts);
}

// The 14 standard fonts need no file and are some ten times faster; they know the letters of Windows-1252 only, and who
// shows the PDF may draw them up to a fifth wider with another font. They are for papers where nothing stands close.
const western = /^[\x20-\x7e\xa0-\xff\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]*$/;
const wideName = "Noto Sans SC";
let wideFont: Buffer | undefined; // 10 MB, read with the first label of our own or the first letter beyond Windows-1252

type Inner = { _write: (piece: string | Uint8Array) => void; _offset: number; readonly _font: Font; readonly _fontSize: number; readonly page: { readonly fonts: Record<string, object> } };
const inside = (doc: PDFKit.PDFDocument): Inner => doc as unknown as Inner;

const drawable = new Map<number, boolean>();

/** Chooses the font and answers the text as it can be drawn. Invisible and direction-changing characters are dropped. */
function prepare(paper: Paper, text: string, { size, bold }: Look): string {
  const { doc } = paper;
  if (!paper.embedded && isLatin(text)) {
    doc.font(bold ? "Helvetica-Bold" : "Helvetica").fontSize(size);
    return text;
  }
  const plain = text.normalize("NFC").replace(/[^\P{C}\n]|[\u2028\u2029]/gu, (c) => (/[\t\r\u2028\u2029]/.test(c) ? " " : ""));
  const isWestern = western.test(plain.replaceAll("\n", " "));
  if (!isWestern || paper.embedded) {
    wideFont ??= readFileSync(createRequire(import.meta.url).resolve("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"));
    doc.registerFont(wideName, wideFont).font(wideName).fontSize(size);
    const out = drawn(doc, plain);
    if (!isWestern && out.missing) paper.unprintable = true;
    if (!isWestern || !out.missing) return out.text;
  }
  doc.font(bold ? "Helvetica-Bold" : "Helvetica").fontSize(size);
  return plain;
}
/** The text in letters of our own font; what it lacks becomes a box. */
function drawn(doc: PDFKit.PDFDocument, plain: string): { readonly text: string; readonly missing: boolean } {
  const { font } = inside(doc)._font;
  let text = "";
  let missing = false;
  for (const letter of plain) {
    const point = letter.codePointAt(0) ?? 0;
    let known = drawable.get(point);
    if (known === undefined) drawable.set(point, (known = letter === "\n" || font.hasGlyphForCodePoint(point)));
    missing ||= !known;
    text += known ? letter : /\p{M}/u.test(letter) ? "" : "□";
  }
  return { text, missing };
}

const piece = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]|[^\S\n]+|\n|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]+/gu;

const widths = new Map<string, number>();
const mostWidths = 20_000; // goods and bins come back on every label; other words pass by
/** A word's width in points. Measured once at size 1: a width grows as its letters do. */
function widthOf(doc: PDFKit.PDFDocument, word: string): number {
  const { _font: font, _fontSize: size } = inside(doc);
  if (isStandard(font) && isLatin(word)) return latinWidth(font, word) * size;
  const key = `${font.name}/${word}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size >= mostWidths) widths.clear();
    widths.set(key, (width = doc.widthOfString(word) / size));
  }
  return width * size;
}
const isStandard = (font: Font): boolean => font.name.startsWith("Helvetica");

/** Breaks at spaces and between Chinese characters; a word longer than the line is cut where the line ends. */
function breakLines(doc: PDFKit.PDFDocument, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  const push = (): void => {
    lines.push(line.trimEnd());
    line = "";
    used = 0;
  };
  const add = (word: string, wide: number): void => {
    if (used + wide > width && line !== "") push();
    if (line === "" && word.trim() === "") return;
    line += word;
    used += wide;
  };
  for (const word of text.match(piece) ?? []) {
    if (word === "\n") push();
    else {
      const wide = widthOf(doc, word);
      if (wide <= width) add(word, wide);
      else for (const letter of word) add(letter, widthOf(doc, letter));
    }
  }
  if (line !== "") push();
  return lines;
}

/** Our own font has one weight: bold letters are drawn with an outline. */
const hasNoBold = (doc: PDFKit.PDFDocument): boolean => inside(doc)._font.name !== "Helvetica-Bold";

const lineHeight = 1.18;
const shrinking = [1, 0.85, 0.7, 0.6];

/**
 * Writes text into a box and never outside it.
 * Rule  Text that is too long is set smaller, down to six tenths; what still does not fit ends with "…", so a long
 *       name can't hide the field below it.
 * Units Answers how many millimetres of the box whole lines left empty: all of it where there is no text.
 */
export function putText(paper: Paper, text: string, box: Box, look: Look): number {
  const { doc } = paper;
  if (text === "") return box.h;
  const drawn = prepare(paper, text, look);
  const width = points(box.w);
  const height = points(box.h) + 0.5;
  let lines: string[] = [];
  let size = look.size;
  for (const factor of shrinking) {
    size = look.size * factor;
    doc.fontSize(size);
    lines = breakLines(doc, drawn, width);
    if (lines.length * size * lineHeight <= height) break;
  }
  const room = Math.max(1, Math.floor(height / (size * lineHeight)));
  if (lines.length > room) lines = [...lines.slice(0, room - 1), ellipsis(doc, lines[room - 1] ?? "", width)];
  writeLines(doc, lines, points(box.x), points(box.y), look.bold);
  return inMillimetres((room - lines.length) * size * lineHeight);
}

function writeLines(doc: PDFKit.PDFDocument, lines: readonly string[], x: number, y: number, bold: boolean): void {
  const { _font: font, _fontSize: size, page } = inside(doc);
  if (!isStandard(font) || !lines.every(isLatin)) {
    lines.forEach((line, i) => {
      if (line !== "") doc.lineWidth(size * 0.02).text(line, x, y + i * size * lineHeight, { lineBreak: false, fill: true, stroke: bold && hasNoBold(doc) });
    });
    return;
  }
  page.fonts[font.id] ??= font.ref();
  const base = y + (font.ascender / 1000) * size;
  // The page is turned over, so that it counts from above; letters are turned back.
  const written = lines.map((line, i) => `1 0 0 -1 ${number(x)} ${number(base + i * size * lineHeight)} Tm ${latinOperand(font, line)} TJ\n`);
  doc.addContent(`BT /${font.id} ${number(size)} Tf\n${written.join("")}ET`);
}

function ellipsis(doc: PDFKit.PDFDocument, line: string, width: number): string {
  let letters = [...line];
  while (letters.length > 0 && doc.widthOfString(`${letters.join("")}…`) > width) letters = letters.slice(0, -1);
  return `${letters.join("")}…`;
}

const dotMm = 25.4 / 203; // thermal printers: a bar that is not a whole number of dots wide prints ragged

/** Draws a Code 128 into a box with its quiet zones. Answers false when the text has letters it can't carry. */
export function putBarcode({ doc }: Paper, text: string, box: Box): boolean {
  const bars = code128Bars(text);
  if (bars === null) return false;
  const modules = bars.reduce((sum, width) => sum + width, 0);
  const fits = box.w / (modules + 20);
  const module = fits >= 2 * dotMm ? Math.floor(fits / dotMm) * dotMm : fits;
  let x = box.x + (box.w - modules * module) / 2;
  let drawn = "";
  bars.forEach((width, i) => {
    if (i % 2 === 0) drawn += rectangle(x, box.y, width * module, box.h);
    x += width * module;
  });
  doc.addContent(`${drawn}f`);
  return true;
}

/** A box filled black, as is all we draw: a page's colour before any is set. Lines of a template are thin boxes. */
export function putBar({ doc }: Paper, box: Box): void {
  doc.addContent(`${rectangle(box.x, box.y, Math.max(box.w, 0.2), Math.max(box.h, 0.2))}f`);
}
const rectangle = (x: number, y: number, w: number, h: number): string => `${number(points(x))} ${number(points(y))} ${number(points(w))} ${number(points(h))} re\n`;

/** A picture as large as fits, in the middle of the upper part of the page. */
export function putPicture({ doc }: Paper, png: Buffer, widthMm: number, heightMm: number): void {
  const picture: unknown = packedPng(png) ?? png;
  doc.image(picture as Buffer, 0, 0, { fit: [points(widthMm), points(heightMm)], align: "center", valign: "center" }); // pdfkit takes opened pictures too; its types do not say so
}
