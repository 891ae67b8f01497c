import { crc32 } from "node:zlib";
import { code128 } from "./code128.ts";
import { black, rowDeflater, white, type Rows } from "./deflate-rows.ts";
import { letterRows, printable } from "./font.ts";

/** A black-and-white picture of 400 x 600 pixels: four by six inches at 100 dpi. */
const widthPx = 400;
const heightPx = 600;
const rowBytes = widthPx / 8;

/** What a label shows, from above: each row is drawn once and for all, so what comes later lies below. */
export type Picture = {
  /** Text with letters of 6 x 7 pixels times `scale`. What does not fit on the line is cut. */
  readonly text: (left: number, y: number, scale: Scale, text: string) => void; // `left` in bytes of 8 pixels
  readonly line: (y: number, thickness: number) => void;
  /** A centred Code 128 with two pixels per module where it fits, else one. */
  readonly barcode: (y: number, height: number, text: string) => void;
};

type Scale = 1 | 2 | 4;
const glyphs = { 1: letterRows(1), 2: letterRows(2), 4: letterRows(4) };
const row = new Uint8Array(rowBytes);

/** Three bytes of a row show four letters, two or one. */
function drawText(rows: Rows, left: number, scale: Scale, text: string): void {
  const [shown, known, width] = [printable(text), glyphs[scale], 6 * scale];
  const used = left + 3 * Math.min(Math.ceil((shown.length * scale) / 4), Math.floor((rowBytes - left) / 3));
  row.fill(white, 0, left);
  for (let y = 0; y < 7; y++) {
    for (let at = left, i = 0; at < used; at += 3) {
      let ink = 0;
      for (let shift = 24 - width; shift >= 0 && i < shown.length; shift -= width, i++) ink |= known[8 * shown.charCodeAt(i) + y]! << shift;
      row[at] = ~(ink >> 16);
      row[at + 1] = ~(ink >> 8);
      row[at + 2] = ~ink;
    }
    rows.draw(row, used, scale);
  }
}

function drawBarcode(rows: Rows, height: number, text: string): void {
  const bars = code128(text);
  const modules = bars.reduce((sum, w) => sum + w, 0);
  const module = (modules + 20) * 2 <= widthPx ? 2 : 1;
  let x = (widthPx - modules * module) >> 1;
  row.fill(white);
  bars.forEach((width, i) => {
    const end = x + width * module;
    if (i % 2 === 0) for (; x < end; x++) row[x >> 3]! &= ~(0x80 >> (x & 7));
    x = end;
  });
  rows.draw(row, (x + 7) >> 3, height);
}

function pictureOf(rows: Rows): Picture {
  const goTo = (y: number) => rows.fill(white, y - rows.count());
  return {
    text: (left, y, scale, text) => (goTo(y), drawText(rows, left, scale, text)),
    line: (y, thickness) => (goTo(y), rows.fill(black, thickness)),
    barcode: (y, height, text) => (goTo(y), drawBarcode(rows, height, text)),
  };
}

const inRows = (draw: (picture: Picture) => void) => (rows: Rows): void => {
  draw(pictureOf(rows));
  rows.fill(white, heightPx - rows.count());
};

/** Made of the texts of any label, for what is frequent in one. */
function sample(picture: Picture): void {
  picture.text(2, 10, 4, "USPS Priority");
  picture.line(46, 3);
  const from = ["FROM:", "Argosy Warehouse", "Argosy", "1 Harbor Way", "Long Beach CA 90802", "+15625550100"];
  from.forEach((line, i) => picture.text(2, 58 + i * 11, 1, line));
  const to = ["SHIP TO:", "Ann Example", "457 Quarry Road", "Unit 18", "Jefferson TX 26309", "US"];
  to.forEach((line, i) => picture.text(2 + (i & 1), 154 + i * 24, 2, line));
  picture.barcode(356, 120, "9400109205568000000017");
  ["9400109205568000000017", "12-03486-57910"].forEach((line, i) => picture.text(8, 486 + i * 40, 2, line));
  ["0199c6e7-3f5b-7d28-a04c-8be193f6a52d", "SANDBOX - NOT VALID FOR POSTAGE"].forEach((line, i) => picture.text(2, 552 + i * 26, 1, line));
}
const deflateRows = rowDeflater(rowBytes, heightPx, inRows(sample));
const file = Buffer.alloc(40_000); // rows that all differ would take 35 kB

function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(data.length + 12);
  out.write(type, 4, "latin1");
  out.set(data, 8);
  seal(out, 0, 8 + data.length);
  return out;
}

/** A chunk's length before its type and data, and the checksum behind. */
function seal(bytes: Buffer, start: number, end: number): void {
  bytes.writeUInt32BE(end - start - 8, start);
  bytes.writeUInt32BE(crc32(bytes.subarray(start + 4, end)), end);
}

const header = (() => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(widthPx, 0);
  data.writeUInt32BE(heightPx, 4);
  data.set([1, 0, 0, 0, 0], 8); // one bit, greyscale
  const dots = Buffer.alloc(9);
  dots.writeUInt32BE(3937, 0); // 100 dpi in dots per metre
  dots.writeUInt32BE(3937, 4);
  dots[8] = 1;
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", data), chunk("pHYs", dots)]);
})();
const ending = chunk("IEND", new Uint8Array(0));
const dataAt = header.length + 8;
file.set(header);
file.write("IDAT", header.length + 4, "latin1");

export function toPng(draw: (picture: Picture) => void): Uint8Array<ArrayBuffer> {
  const end = deflateRows(inRows(draw), file, dataAt);
  seal(file, header.length, end);
  file.set(ending, end + 4);
  return new Uint8Array(file.subarray(0, end + 4 + ending.length));
}

/** The same rows inside a page of four by six inches: PDF reads PNG's compression as it is. */
export function toPdf(draw: (picture: Picture) => void): Buffer<ArrayBuffer> {
  const data = file.subarray(dataAt, deflateRows(inRows(draw), file, dataAt));
  const content = "q 288 0 0 432 0 0 cm /L Do Q";
  const objects = [
    Buffer.from("<< /Type /Catalog /Pages 2 0 R >>"),
    Buffer.from("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
    Buffer.from("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 288 432] /Contents 4 0 R /Resources << /XObject << /L 5 0 R >> >> >>"),
    Buffer.from(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`),
    Buffer.concat([
      Buffer.from(`<< /Type /XObject /Subtype /Image /Width ${widthPx} /Height ${heightPx} /ColorSpace /DeviceGray ` +
        `/BitsPerComponent 1 /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 1 /BitsPerComponent 1 ` +
        `/Columns ${widthPx} >> /Length ${data.length} >>\nstream\n`),
      data, Buffer.from("\nendstream"),
    ]),
  ];
  const parts: Buffer[] = [Buffer.from("%PDF-1.4\n")];
  const offsets: number[] = [];
  let at = parts[0]!.length;
  objects.forEach((body, i) => {
    const part = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), body, Buffer.from("\nendobj\n")]);
    offsets.push(at);
    at += part.length;
    parts.push(part);
  });
  const table = offsets.map((o) => `${String(o).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(Buffer.from(`xref\n0 6\n0000000000 65535 f \n${table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`));
  return Buffer.concat(parts);
}
