import { crc32 } from "node:zlib";
import { code128 } from "./code128.ts";
import { rowDeflater } from "./deflate-rows.ts";
import { glyphRows, printable } from "./font.ts";

/** A black-and-white picture of 400 x 600 pixels: four by six inches at 100 dpi. */
const widthPx = 400;
const heightPx = 600;
const rowBytes = widthPx / 8;
const stride = 13; // words of a row

/** Rows of 13 words, the leftmost pixel in the highest bit. 1 is ink. */
export type Canvas = Int32Array<ArrayBuffer>;

const scratch = new Int32Array(stride * heightPx);

/** All white. The same canvas every time: a label is drawn and compressed without a pause in between, and making
 *  30 kB anew took a third of the time. */
export const blank = (): Canvas => scratch.fill(0);

/** Blackens the pixels from `x` on that are set in `bits`, the leftmost in the highest bit. */
function ink(canvas: Canvas, row: number, x: number, bits: number): void {
  const at = row * stride + (x >> 5);
  const shift = x & 31;
  canvas[at]! |= bits >>> shift;
  if (shift > 0) canvas[at + 1]! |= bits << (32 - shift);
}

/** Text with letters of 6 x 7 pixels times `scale` (at most 4). What does not fit on the line is cut. */
export function drawText(canvas: Canvas, x: number, y: number, scale: number, text: string): void {
  const advance = 6 * scale;
  const letters = printable(text);
  const count = Math.min(letters.length, Math.floor((widthPx - x) / advance));
  // By index: an iterator makes an object per letter.
  for (let i = 0, left = x; i < count; i++, left += advance) {
    const rows = glyphRows(letters[i]!, scale);
    for (let row = 0; row < 7; row++) {
      const bits = rows[row]!;
      const top = y + row * scale;
      if (bits !== 0) for (let s = 0; s < scale; s++) ink(canvas, top + s, left, bits);
    }
  }
}

export function drawLine(canvas: Canvas, y: number, thickness: number): void {
  canvas.fill(-1, y * stride, (y + thickness) * stride);
}

/** A centred Code 128 with two pixels per module where it fits, else one. */
export function drawBarcode(canvas: Canvas, y: number, height: number, text: string): void {
  const bars = code128(text);
  const modules = bars.reduce((sum, w) => sum + w, 0);
  const module = (modules + 20) * 2 <= widthPx ? 2 : 1;
  let x = (widthPx - modules * module) >> 1;
  bars.forEach((width, i) => {
    const size = width * module;
    if (i % 2 === 0) ink(canvas, y, x, -1 << (32 - size));
    x += size;
  });
  const first = y * stride;
  for (let row = 1; row < height; row++) canvas.copyWithin(first + row * stride, first, first + stride);
}

/** Made of the texts of any label, for what is frequent in one. */
function sample(): Canvas {
  const canvas = blank();
  drawText(canvas, 12, 14, 3, "USPS Priority");
  drawLine(canvas, 46, 3);
  const from = ["FROM:", "Argosy Warehouse", "Argosy", "1 Harbor Way", "Long Beach CA 90802", "+15625550100"];
  from.forEach((line, i) => drawText(canvas, 12, 58 + i * 11, 1, line));
  const to = ["SHIP TO:", "Ann Example", "457 Quarry Road", "Unit 18", "Jefferson TX 26309", "US"];
  to.forEach((line, i) => drawText(canvas, 12 + (i & 1) * 12, 154 + i * 24, 2, line));
  drawBarcode(canvas, 356, 120, "9400109205568000000017");
  ["9400109205568000000017", "12-03486-57910"].forEach((line, i) => drawText(canvas, 68, 486 + i * 40, 2, line));
  ["0199c6e7-3f5b-7d28-a04c-8be193f6a52d", "SANDBOX - NOT VALID FOR POSTAGE"].forEach((line, i) => drawText(canvas, 12, 552 + i * 26, 1, line));
  return canvas;
}

const deflateRows = rowDeflater(rowBytes, stride, sample());
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

export function toPng(canvas: Canvas): Uint8Array<ArrayBuffer> {
  const end = deflateRows(canvas, file, dataAt);
  seal(file, header.length, end);
  file.set(ending, end + 4);
  return new Uint8Array(file.subarray(0, end + 4 + ending.length));
}

/** The same rows inside a page of four by six inches: PDF reads PNG's compression as it is. */
export function toPdf(canvas: Canvas): Buffer<ArrayBuffer> {
  const data = file.subarray(dataAt, deflateRows(canvas, file, dataAt));
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
