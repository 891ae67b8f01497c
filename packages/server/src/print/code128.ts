import bwip from "bwip-js"; // its named export `raw` is something else: a symbology of that name

const carried = /^[\x20-\x7e]{1,80}$/;
const known = new Map<string, readonly number[]>();
const maxKnown = 2000; // a preview or a reprint draws the same numbers again; a bound keeps memory flat

/** Widths of bars and gaps in modules, a bar first. Null when the text is not plain ASCII of 1 to 80 letters. */
export function code128Bars(text: string): readonly number[] | null {
  const before = known.get(text);
  if (before) return before;
  if (!carried.test(text)) return null;
  // bwip reads ^NNN only when asked to (parse), so the text is data here as well.
  const [symbol] = bwip.raw({ bcid: "code128", text });
  if (!symbol || !("sbs" in symbol)) return null;
  if (known.size >= maxKnown) known.clear();
  known.set(text, symbol.sbs);
  return symbol.sbs;
}
