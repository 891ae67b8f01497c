import PDFDocument from "pdfkit";
import { expect, test } from "vitest";
import { isLatin, latinOperand, latinWidth, type Font } from "./letters.ts";

const doc = new PDFDocument();
const fontNamed = (name: string): Font => (doc.font(name).fontSize(1) as unknown as { readonly _font: Font })._font;

test.each(["Helvetica", "Helvetica-Bold"])("letters of %s reach as far as pdfkit says, alone and in pairs", (name) => {
  const font = fontNamed(name);
  for (const text of ["AVATAR Yo. To", "P100234", "SKU-0007 ×3 [A-12-3]", "Ünï ÿ£ý.", "A", ".", "V (W) \\"]) expect(latinWidth(font, text)).toBeCloseTo(doc.widthOfString(text), 9);
  expect(latinWidth(font, "")).toBe(0);
});

test("a line is written in pieces where letters are set closer, with PDF's own signs escaped", () => {
  const font = fontNamed("Helvetica");
  expect(latinOperand(font, "SKU 7")).toBe("[(SKU 7)]");
  expect(latinOperand(font, "AV")).toBe("[(A)70(V)]");
  expect(latinOperand(font, "(1)\\2")).toBe("[(\\(1\\)\\\\2)]");
  expect(latinOperand(font, "")).toBe("[()]");
});

test("what would print otherwise than it is written goes another way", () => {
  expect(["Bin 7", "é ×2", "a\nb"].every(isLatin)).toBe(true);
  expect(["e\u0301", "so\u00adft", "€", "王", "a\tb", "\u202e"].some(isLatin)).toBe(false);
});
