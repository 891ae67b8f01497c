// PDF reads PNG's compression as it is, so a plain picture is passed on unopened: the carrier's dots stay the carrier's.

const colorsOf = new Map([[0, 1], [2, 3]]); // grey, red-green-blue; palettes and transparency need more than PDF's predictor
const smallest = 45; // its beginning, one header and its end

/**
 * A PNG file as pdfkit takes opened pictures, with its packed rows untouched.
 *
 * Null for palettes, transparency and interlacing: pdfkit opens those itself. It could open all, but reads every file
 * byte by byte into a list of numbers, which was a tenth of the memory a day of labels asked for.
 */
export function packedPng(bytes: Buffer) {
  if (bytes.length < smallest) return null;
  const [width, height, bits, kind, interlaced] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[24]!, bytes[25]!, bytes[28]!];
  const colors = colorsOf.get(kind);
  if (colors === undefined || interlaced !== 0 || width === 0 || height === 0) return null;
  const rows: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString("latin1", at + 4, at + 8);
    if (name === "tRNS" || at + 12 + length > bytes.length) return null;
    if (name === "IDAT") rows.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const picture = {
    width, height,
    label: "Label", // its name among the page's resources: a page has one
    obj: null as PDFKit.PDFKitReference | null,
    /** Called by pdfkit when the picture is first used. */
    embed(doc: PDFKit.PDFDocument): void {
      picture.obj = doc.ref({
        Type: "XObject", Subtype: "Image", Width: width, Height: height, BitsPerComponent: bits, ColorSpace: colors === 1 ? "DeviceGray" : "DeviceRGB",
        Filter: "FlateDecode", DecodeParms: { Predictor: 15, Colors: colors, BitsPerComponent: bits, Columns: width },
      });
      picture.obj.end(Buffer.concat(rows));
    },
  };
  return picture;
}
