// Latin letters of the standard fonts, which are all that most strips and lists have, measured and written by ourselves:
// pdfkit does it three times a line and makes six objects of every letter.

/** What pdfkit keeps about the font in use; its types do not tell. All measures are in thousandths of the size. */
export type Font = {
  readonly id: string;
  readonly name: string;
  readonly ascender: number;
  readonly ref: () => object;
  readonly encode: (text: string) => readonly [unknown, readonly { readonly xAdvance: number; readonly advanceWidth: number }[]];
  readonly font: { readonly hasGlyphForCodePoint: (codePoint: number) => boolean };
};

/** Text that prints as it is: Latin-1 is the middle of Windows-1252, nothing is composed, \xad is an invisible hyphen. */
export const isLatin = (text: string): boolean => /^[\n\x20-\x7e\xa0-\xac\xae-\xff]*$/.test(text);

const letters = 256;
const unknown = -1;
type Measures = { readonly width: Int16Array; readonly advance: Int16Array };
const measured = new Map<string, Measures>();
function measuresOf({ name }: Font): Measures {
  let known = measured.get(name);
  if (!known) measured.set(name, (known = { width: new Int16Array(letters).fill(unknown), advance: new Int16Array(letters * letters).fill(unknown) }));
  return known;
}

/** How far a letter reaches before another: "A" and "V" stand closer. Asked of pdfkit once a pair. */
function advanceOf(font: Font, { width, advance }: Measures, letter: number, next: number): number {
  const pair = letter * letters + next;
  if (advance[pair] === unknown) {
    const [, [first]] = font.encode(String.fromCharCode(letter, next));
    width[letter] = first!.advanceWidth;
    advance[pair] = first!.xAdvance;
  }
  return advance[pair]!;
}
const comma = 44; // whatever comes after the last letter only serves to ask for its width

/** The width of a word at size 1. */
export function latinWidth(font: Font, word: string): number {
  if (word === "") return 0;
  const measures = measuresOf(font);
  const last = word.charCodeAt(word.length - 1);
  if (measures.width[last] === unknown) advanceOf(font, measures, last, comma);
  let width = measures.width[last]!;
  for (let i = 0; i + 1 < word.length; i++) width += advanceOf(font, measures, word.charCodeAt(i), word.charCodeAt(i + 1));
  return width / 1000;
}

/** A line as PDF writes it: strings of letters, and between them what the next one is moved to the left. */
export function latinOperand(font: Font, line: string): string {
  const measures = measuresOf(font);
  let out = "";
  let from = 0;
  for (let i = 0; i + 1 < line.length; i++) {
    const letter = line.charCodeAt(i);
    const kern = advanceOf(font, measures, letter, line.charCodeAt(i + 1)) - measures.width[letter]!;
    if (kern === 0) continue;
    out += `(${escaped(line.slice(from, i + 1))})${-kern}`;
    from = i + 1;
  }
  return `[${out}(${escaped(line.slice(from))})]`;
}
const escaped = (text: string): string => text.replace(/[()\\]/g, "\\$&");
