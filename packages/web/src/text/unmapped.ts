import type { Evidence } from "@argosy/core/evidence.ts";

type Sku = Evidence["sku_unmapped"]["skus"][number];
/** Why a line is no good of ours: nobody has said what its listing is, the listing has no SKU to say it of, or it would be too many pieces. */
export function unmapped(skus: readonly Sku[]) {
  const tooMany = skus.flatMap((s) => (s.perListing === undefined ? [] : [{ ...s, perListing: s.perListing }]));
  const others = skus.filter((s) => s.perListing === undefined);
  return { unknown: others.filter((s) => s.channelSku.trim() !== ""), nameless: others.filter((s) => s.channelSku.trim() === ""), tooMany };
}
