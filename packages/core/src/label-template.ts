import type { Template } from "./api/parcels.ts";

type Element = Template["elements"][number];
/** What the pick strip adds to the length of a page. */
export const stripMm = 18;
const betweenTextsMm = 2; // less than a wide space in the larger letters: two values would read as one
const isText = ({ kind }: Element): boolean => kind === "field" || kind === "text";

/**
 * The places of elements that overlap another one, or of texts that stand side by side with too little between them.
 * Text never leaves its box, so boxes that keep apart print apart whatever the values are.
 */
export function tooClose({ elements }: Pick<Template, "elements">): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [i, a] of elements.entries())
    for (const [j, b] of elements.entries()) {
      const apart = isText(a) && isText(b) ? betweenTextsMm : 0;
      if (i !== j && a.x < b.x + b.w + apart && b.x < a.x + a.w + apart && a.y < b.y + b.h && b.y < a.y + a.h) found.add(i).add(j);
    }
  return found;
}
