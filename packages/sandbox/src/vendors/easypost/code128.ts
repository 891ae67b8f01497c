/** Code 128 (ISO/IEC 15417): widths of bars and spaces for values 0-102, START A-C (103-105) and STOP (106). */
// prettier-ignore
const table = [
  "212222","222122","222221","121223","121322","131222","122213","122312","132212","221213","221312","231212",
  "112232","122132","122231","113222","123122","123221","223211","221132","221231","213212","223112","312131",
  "311222","321122","321221","312212","322112","322211","212123","212321","232121","111323","131123","131321",
  "112313","132113","132311","211313","231113","231311","112133","112331","132131","113123","113321","133121",
  "313121","211331","231131","213113","213311","213131","311123","311321","331121","312113","312311","332111",
  "314111","221411","431111","111224","111422","121124","121421","141122","141221","112214","112412","122114",
  "122411","142112","142211","241211","221114","413111","241112","134111","111242","121142","121241","114212",
  "124112","124211","411212","421112","421211","212141","214121","412121","111143","111341","131141","114113",
  "114311","411113","411311","113141","114131","311141","411131","211412","211214","211232","2331112",
] as const;
const widths = table.map((digits) => [...digits].map(Number));

const startB = 104, startC = 105, codeC = 99, codeB = 100, stop = 106;

/** Values of the symbols: digits in pairs (set C) where at least four stand together at an end, else set B. */
function symbols(text: string): number[] {
  const values: number[] = [];
  let set: "B" | "C" | null = null;
  const enter = (next: "B" | "C") => {
    if (set === next) return;
    values.push(set === null ? (next === "C" ? startC : startB) : next === "C" ? codeC : codeB);
    set = next;
  };
  for (let at = 0; at < text.length; ) {
    const digits = /^\d+/.exec(text.slice(at))?.[0].length ?? 0;
    const pairs = digits % 2 === 0 ? digits : digits - 1;
    if (digits >= 4 && (digits % 2 === 0 || set === "C" || at + digits === text.length || at === 0)) {
      enter("C");
      for (let i = 0; i < pairs; i += 2) values.push(Number(text.slice(at + i, at + i + 2)));
      at += pairs;
    } else {
      enter("B");
      values.push(text.charCodeAt(at) - 32);
      at++;
    }
  }
  return values;
}

/**
 * The bars of a text as widths in modules, bar first, bar and space in turn.
 * Throws on characters outside 32..126, which set B does not have.
 */
export function code128(text: string): number[] {
  if (!/^[ -~]+$/.test(text)) throw new Error(`Code 128 set B cannot write ${JSON.stringify(text)}`);
  const values = symbols(text);
  const check = values.reduce((sum, value, i) => sum + value * Math.max(1, i), 0) % 103;
  return [...values, check, stop].flatMap((value) => widths[value]!);
}
