/** Our own 5x7 letters, one number of five bits per row, top to bottom. Enough for a label: capitals, digits, signs. */
// prettier-ignore
const glyphs: Readonly<Record<string, readonly number[]>> = {
  A: [14,17,17,31,17,17,17], B: [30,17,17,30,17,17,30], C: [14,17,16,16,16,17,14], D: [30,17,17,17,17,17,30],
  E: [31,16,16,30,16,16,31], F: [31,16,16,30,16,16,16], G: [14,17,16,23,17,17,15], H: [17,17,17,31,17,17,17],
  I: [14,4,4,4,4,4,14],      J: [7,2,2,2,2,18,12],      K: [17,18,20,24,20,18,17], L: [16,16,16,16,16,16,31],
  M: [17,27,21,21,17,17,17], N: [17,25,25,21,19,19,17], O: [14,17,17,17,17,17,14], P: [30,17,17,30,16,16,16],
  Q: [14,17,17,17,21,18,13], R: [30,17,17,30,20,18,17], S: [15,16,16,14,1,1,30],   T: [31,4,4,4,4,4,4],
  U: [17,17,17,17,17,17,14], V: [17,17,17,17,17,10,4],  W: [17,17,17,21,21,27,17], X: [17,17,10,4,10,17,17],
  Y: [17,17,10,4,4,4,4],     Z: [31,1,2,4,8,16,31],
  "0": [14,17,19,21,25,17,14], "1": [4,12,4,4,4,4,14],  "2": [14,17,1,2,4,8,31],   "3": [31,2,4,2,1,17,14],
  "4": [2,6,10,18,31,2,2],   "5": [31,16,30,1,1,17,14], "6": [6,8,16,30,17,17,14], "7": [31,1,2,4,8,8,8],
  "8": [14,17,17,14,17,17,14], "9": [14,17,17,15,1,2,12],
  " ": [0,0,0,0,0,0,0],      ".": [0,0,0,0,0,12,12],    ",": [0,0,0,0,12,4,8],     "-": [0,0,0,14,0,0,0],
  "/": [1,1,2,4,8,16,16],    ":": [0,12,12,0,12,12,0],  "#": [10,10,31,10,31,10,10], "'": [4,4,8,0,0,0,0],
  "&": [12,18,20,8,21,18,13], "(": [2,4,8,8,8,4,2],     ")": [8,4,2,2,2,4,8],      "+": [0,4,4,31,4,4,0],
  "@": [14,17,23,21,23,16,14], "_": [0,0,0,0,0,0,31],
};
const unknownGlyph = [31, 17, 17, 17, 17, 17, 31];
const box = "\x7f";

/** The letters a label can show: accents are dropped, what has no letter becomes a box, also where UTF-16 writes it as two. */
export const printable = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text.toUpperCase() : text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toUpperCase().replace(/[^\x20-\x7e]/gu, box);

/** All letters at a scale: rows of six pixels, the last of them white, of which every one is `scale` wide; the letter's row y is at `8 * code + y`. */
export function letterRows(scale: number): Int32Array {
  const rows = new Int32Array(8 * 128);
  for (let code = 0; code < 128; code++)
    (glyphs[String.fromCharCode(code)] ?? unknownGlyph).forEach((bits, y) => {
      for (let i = 4; i >= 0; i--) rows[8 * code + y] = (rows[8 * code + y]! << scale) | (((bits >> i) & 1) * ((1 << scale) - 1));
      rows[8 * code + y]! <<= scale;
    });
  return rows;
}
