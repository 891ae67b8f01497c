import { RightOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { orderPath, pagePaths } from "../paths.ts";
import { useSpeech, type Text } from "../text/index.tsx";
import { useMayGo } from "./go.tsx";
import type { Hold } from "./holds.tsx";

type Cure = { readonly label: (t: Text) => string; readonly to: string | ((hold: Pick<Hold, "evidence">) => string); readonly search?: (hold: Pick<Hold, "id" | "evidence">) => Record<string, string> };
const firstOf = (value: unknown, key: string): string => {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  const found: unknown = first !== null && typeof first === "object" ? (first as Record<string, unknown>)[key] : undefined;
  return typeof found === "string" ? found : "";
};
/** Where the cause of a hold is put right, when that is another page. */
export const cureLinks: Readonly<Record<string, Cure>> = {
  sku_unmapped: { label: (t) => t.orders.cures.map, to: pagePaths.catalogue, search: (h) => ({ view: "unmapped", q: firstOf(h.evidence["skus"], "channelSku") }) },
  customs_incomplete: { label: (t) => t.orders.cures.sku, to: pagePaths.catalogue, search: (h) => ({ q: firstOf(h.evidence["skus"], "sku") }) },
  stock_short: { label: (t) => t.orders.cures.buy, to: pagePaths.purchasing, search: (h) => ({ q: firstOf(h.evidence["missing"], "sku") }) },
  no_method: { label: (t) => t.orders.cures.rules, to: pagePaths.rules },
  no_warehouse: { label: (t) => t.orders.cures.rules, to: pagePaths.rules },
  number_pool_empty: { label: (t) => t.orders.cures.numbers, to: pagePaths.methods },
  carrier_signed_out: { label: (t) => t.orders.cures.connect, to: pagePaths.accounts },
  messages_stale: { label: (t) => t.orders.cures.connect, to: pagePaths.accounts },
  merge_offered: { label: (t) => t.orders.cures.merge, to: pagePaths.merge, search: (h) => ({ offer: h.id }) },
  pick_short: { label: (t) => t.orders.cures.stock, to: pagePaths.stock, search: (h) => ({ q: firstOf(h.evidence["missing"], "sku") }) },
  order_held: { label: (t) => t.orders.cures.order, to: (h) => orderPath(firstOf(h.evidence["orders"], "orderId")) },
  label_missing: { label: (t) => t.orders.cures.print, to: pagePaths.labels },
};
/** The one link that leads to the cure; nothing where the verbs of the page itself are the cure. */
export function CureLink({ hold }: { readonly hold: Pick<Hold, "id" | "code" | "evidence"> }) {
  const { t } = useSpeech();
  const cure = cureLinks[hold.code];
  const mayGo = useMayGo();
  if (!cure) return null;
  const to = typeof cure.to === "string" ? cure.to : cure.to(hold);
  if (!mayGo(to)) return null;
  const label = cure.label(t);
  return <Link className="cure" to={to} search={(cure.search?.(hold) ?? {}) as never} title={label} aria-label={label}><span className="cure-word">{label}</span><RightOutlined className="cure-arrow" /></Link>;
}
