import { crc32, deflateSync, inflateSync } from "node:zlib";
import { PDFDocument, PDFName, PDFRawStream } from "@cantoo/pdf-lib";
import { expect, test } from "vitest";
import { addPage, closePaper, openPaper, putPicture } from "./paper.ts";
import { packedPng } from "./png.ts";

const [width, height] = [16, 9];

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A file of noise: rows of filter 0, in two IDAT chunks as long files have them. */
function pngOf(bits: number, kind: number, colors: number, more: { interlaced?: number; extra?: Buffer } = {}) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bits, kind, 0, 0, more.interlaced ?? 0], 8);
  const row = Math.ceil((width * colors * bits) / 8);
  const rows = Buffer.from(Array.from({ length: height * (row + 1) }, (_, i) => (i % (row + 1) === 0 ? 0 : (i * 73) % 256)));
  const packed = deflateSync(rows);
  const parts = [chunk("IHDR", header), more.extra ?? Buffer.alloc(0), chunk("IDAT", packed.subarray(0, 7)), chunk("IDAT", packed.subarray(7)), chunk("IEND", Buffer.alloc(0))];
  return { file: Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]), rows };
}

async function pictureIn(file: Buffer): Promise<PDFRawStream> {
  const paper = openPaper("test");
  addPage(paper, 50, 50);
  expect(packedPng(file)).not.toBeNull();
  putPicture(paper, file, 40, 40);
  const pdf = await PDFDocument.load(closePaper(paper));
  const streams = pdf.context.enumerateIndirectObjects().flatMap(([, object]) => (object instanceof PDFRawStream ? [object] : []));
  return streams.find((s) => s.dict.get(PDFName.of("Subtype")) === PDFName.of("Image"))!;
}

test.each([[1, 0, 1, "DeviceGray"], [8, 0, 1, "DeviceGray"], [8, 2, 3, "DeviceRGB"]])("a picture of %i bits, kind %i, stands in the PDF dot for dot", async (bits, kind, colors, space) => {
  const { file, rows } = pngOf(bits, kind, colors);
  const stream = await pictureIn(file);
  expect(stream.dict.toString().replaceAll(/\s+/g, " ")).toContain(`/BitsPerComponent ${bits} /ColorSpace /${space}`);
  expect(stream.dict.toString()).toContain(`/Columns ${width}`);
  expect(inflateSync(stream.contents)).toEqual(rows);
});

test("palettes, transparency, interlacing and cut files are left to pdfkit", () => {
  expect(packedPng(pngOf(8, 3, 1).file)).toBeNull();
  expect(packedPng(pngOf(8, 6, 4).file)).toBeNull();
  expect(packedPng(pngOf(8, 2, 3, { extra: chunk("tRNS", Buffer.alloc(6)) }).file)).toBeNull();
  expect(packedPng(pngOf(8, 0, 1, { interlaced: 1 }).file)).toBeNull();
  const { file } = pngOf(8, 0, 1);
  expect(packedPng(file.subarray(0, file.length - 20))).toBeNull();
  expect(packedPng(file.subarray(0, 30))).toBeNull();
});
