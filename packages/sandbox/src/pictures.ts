import { WholeResponse } from "@argosy/core/http.ts";
import { lookOf } from "./seed-products.ts";
import type { Http } from "./wire.ts";

export type Shape =
  | "loop" | "block" | "slab" | "disc" | "stand" | "grid" | "drop" | "lamp" | "cup" | "bottle"
  | "box" | "blade" | "shirt" | "roll" | "bag" | "dome"
  | "curtain" | "buds" | "sock" | "glove" | "weights" | "rope";

/** Each shape as SVG on a field of 120 x 120; `c` is the colour, `d` a darker one, `l` a lighter one. */
// oxfmt-ignore
// prettier-ignore
const shapes: Record<Shape, (c: string, d: string, l: string) => string> = {
  loop: (c, d) => `<path d="M38 88c-22-26 4-62 30-52s18 46-8 44-18-30 4-30" fill="none" stroke="${c}" stroke-width="9" stroke-linecap="round"/><rect x="30" y="84" width="20" height="12" rx="3" fill="${d}"/>`,
  block: (c, d) => `<rect x="34" y="40" width="52" height="52" rx="10" fill="${c}"/><path d="M48 40V24M72 40V24" stroke="${d}" stroke-width="6" stroke-linecap="round"/><rect x="52" y="64" width="16" height="6" rx="3" fill="${d}"/>`,
  slab: (c, d, l) => `<rect x="38" y="18" width="44" height="84" rx="8" fill="${c}"/><rect x="44" y="26" width="32" height="8" rx="4" fill="${l}"/><circle cx="60" cy="88" r="5" fill="${d}"/>`,
  disc: (c, d, l) => `<circle cx="60" cy="60" r="38" fill="${c}"/><circle cx="60" cy="60" r="24" fill="${d}"/><circle cx="50" cy="50" r="7" fill="${l}"/>`,
  stand: (c, d) => `<path d="M60 28v52" stroke="${c}" stroke-width="10" stroke-linecap="round"/><path d="M30 96h60L60 72z" fill="${c}"/><path d="M36 44h48" stroke="${d}" stroke-width="10" stroke-linecap="round"/>`,
  grid: (c, d, l) => `<rect x="20" y="36" width="80" height="50" rx="7" fill="${c}"/>${[0, 1, 2, 3].flatMap((x) => [0, 1].map((y) => `<rect x="${27 + x * 18}" y="${44 + y * 18}" width="13" height="13" rx="3" fill="${(x + y) % 2 ? l : d}"/>`)).join("")}`,
  drop: (c, d) => `<path d="M60 22c22 0 28 24 28 44s-12 32-28 32-28-12-28-32 6-44 28-44z" fill="${c}"/><path d="M60 22v30" stroke="${d}" stroke-width="4"/><rect x="56" y="38" width="8" height="14" rx="4" fill="${d}"/>`,
  lamp: (c, d, l) => `<path d="M44 98h40" stroke="${d}" stroke-width="8" stroke-linecap="round"/><path d="M64 96V62L46 44" fill="none" stroke="${d}" stroke-width="6"/><path d="M28 48l26-26 14 22-18 16z" fill="${c}"/><circle cx="40" cy="62" r="7" fill="${l}"/>`,
  cup: (c, d, l) => `<path d="M32 36h48l-6 56H38z" fill="${c}"/><path d="M78 48c16-4 18 24-2 24" fill="none" stroke="${c}" stroke-width="7"/><path d="M30 36h52" stroke="${d}" stroke-width="7" stroke-linecap="round"/><path d="M42 50l3 30" stroke="${l}" stroke-width="4"/>`,
  bottle: (c, d, l) => `<path d="M50 20h20v18c12 6 14 14 14 26v30c0 5-3 8-8 8H44c-5 0-8-3-8-8V64c0-12 2-20 14-26z" fill="${c}"/><rect x="48" y="14" width="24" height="12" rx="3" fill="${d}"/><path d="M46 62v30" stroke="${l}" stroke-width="5" stroke-linecap="round"/>`,
  box: (c, d, l) => `<path d="M60 22l38 18v40L60 98 22 80V40z" fill="${c}"/><path d="M60 58l38-18v40L60 98z" fill="${d}"/><path d="M60 22l38 18-38 18-38-18z" fill="${l}"/>`,
  blade: (c, d, l) => `<path d="M22 92l44-48 26-20c4 18-8 34-22 44L34 98z" fill="${l}"/><path d="M18 98l24-26 12 10-24 22z" fill="${c}"/><circle cx="32" cy="92" r="3" fill="${d}"/>`,
  shirt: (c, d) => `<path d="M42 22h36l24 16-10 18-12-6v50H40V50l-12 6-10-18z" fill="${c}"/><path d="M48 22c2 14 22 14 24 0" fill="none" stroke="${d}" stroke-width="5"/>`,
  roll: (c, d, l) => `<rect x="30" y="34" width="66" height="54" rx="6" fill="${c}"/><ellipse cx="32" cy="61" rx="14" ry="27" fill="${d}"/><ellipse cx="32" cy="61" rx="7" ry="14" fill="${l}"/>`,
  bag: (c, d, l) => `<path d="M28 46h64l6 50H22z" fill="${c}"/><path d="M44 50V36c0-20 32-20 32 0v14" fill="none" stroke="${d}" stroke-width="6"/><rect x="40" y="64" width="40" height="20" rx="5" fill="${l}"/>`,
  dome: (c, d, l) => `<path d="M22 74c0-52 76-52 76 0z" fill="${c}"/><path d="M14 78h92" stroke="${d}" stroke-width="9" stroke-linecap="round"/><path d="M60 36c-14 8-18 22-18 34" fill="none" stroke="${l}" stroke-width="4"/>`,
  curtain: (c, d, l) => `<path d="M18 24h84" stroke="${d}" stroke-width="7" stroke-linecap="round"/>${[0, 1, 2, 3, 4].map((x) => `<path d="M${26 + x * 14} 28h14v70q-7 6-14 0z" fill="${x % 2 ? l : c}"/>`).join("")}`,
  buds: (c, d, l) => `<rect x="28" y="62" width="64" height="40" rx="18" fill="${c}"/><path d="M28 76h64" stroke="${d}" stroke-width="3"/><circle cx="60" cy="88" r="3" fill="${l}"/>${[40, 80].map((x) => `<circle cx="${x}" cy="30" r="12" fill="${c}"/><path d="M${x} 34v20" stroke="${c}" stroke-width="9" stroke-linecap="round"/><circle cx="${x}" cy="28" r="4" fill="${d}"/>`).join("")}`,
  sock: (c, d, l) => `<path d="M46 20h28v46l-2 10c-3 16-16 22-32 24-12 1-16-14-4-20 8-4 10-8 10-16z" fill="${c}"/><path d="M46 30h28" stroke="${l}" stroke-width="6"/><path d="M30 84c8 0 12 6 10 14" fill="none" stroke="${d}" stroke-width="4"/>`,
  glove: (c, d) => `<path d="M46 98V70L32 56c-5-6 3-13 9-8l9 8V28c0-8 10-8 10 0v-6c0-8 10-8 10 0v8c0-8 10-8 10 0v10c0-7 9-7 9 0v28c0 10-5 14-7 20v10z" fill="${c}"/><path d="M46 90h36" stroke="${d}" stroke-width="6"/>`,
  weights: (c, d) => `<path d="M40 60h40" stroke="${d}" stroke-width="12"/><rect x="20" y="36" width="24" height="48" rx="8" fill="${c}"/><rect x="76" y="36" width="24" height="48" rx="8" fill="${c}"/>`,
  rope: (c, d) => `<path d="M34 76V56c0-44 52-44 52 0v20" fill="none" stroke="${c}" stroke-width="5"/><path d="M34 72v26M86 72v26" stroke="${d}" stroke-width="11" stroke-linecap="round"/>`,
};

/** A colour made darker (towards 0) or lighter (towards 255) by a share. */
function shade(hex: string, towards: 0 | 255, share: number): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return `#${parts.map((p) => Math.round(p + (towards - p) * share).toString(16).padStart(2, "0")).join("")}`;
}

/** The picture of one of the demo company's SKUs, always the same; null for any other SKU. */
export function productSvg(sku: string): string | null {
  const look = lookOf(sku);
  if (!look) return null;
  const { hex } = look;
  const drawn = shapes[look.shape](hex, shade(hex, 0, 0.35), shade(hex, 255, 0.55));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" role="img" aria-label="${look.name.replace(/&/g, "&amp;")}">` +
    `<rect width="120" height="120" rx="14" fill="${shade(hex, 255, 0.86)}"/>${drawn}</svg>`;
}

/** Serves `/images/{sku}.svg`; mount it at "/images". */
export function picturesSandbox(): { readonly http: Http } {
  const http: Http = async (request) => {
    const match = /\/([A-Z0-9-]+)\.svg$/.exec(new URL(request.url).pathname);
    const svg = match ? productSvg(match[1]!) : null;
    return svg === null ? new WholeResponse("no such picture", { status: 404 })
      : new WholeResponse(svg, { headers: { "content-type": "image/svg+xml", "cache-control": "max-age=86400" } });
  };
  return { http };
}
