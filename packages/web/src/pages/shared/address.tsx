import type { z } from "zod";
import type { addressSchema } from "@argosy/core/api/route.ts";
import { useSpeech } from "../../text/index.tsx";

export type Address = z.output<typeof addressSchema>;
const east = new Set(["CN", "TW", "MO", "JP", "KR"]);
/** Written from the country down to the name, where the country does so and the letters are its own: in ours it is written our way. */
const fromTheTop = (a: Address): boolean => east.has(a.country) && /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(a.state + a.city + a.line1);
const codeFirst = new Set(["DE", "FR", "ES", "IT", "AT", "CH", "NL", "BE", "DK", "SE", "NO", "FI", "PL", "CZ", "PT", "GR", "HU", "RO"]);
/** City, state and postcode in the order in which the country writes them. */
function cityLine(a: Address): string {
  if (codeFirst.has(a.country)) return [a.postcode, a.city, a.state].filter(Boolean).join(" ");
  return [a.city, [a.state, a.postcode].filter(Boolean).join(" ")].filter(Boolean).join(", ");
}
/** The address in one line, without the name and the country. */
export const addressLine = (a: Address): string =>
  (fromTheTop(a) ? [a.postcode, `${a.state}${a.city}`, a.line1, a.line2] : [a.line1, a.line2, cityLine(a)]).filter((part) => part.trim() !== "").join(", ");
/** The address as its country writes it; parts in `missing` are named where they should stand. */
export function AddressLines({ address, missing = [] }: { readonly address: Address; readonly missing?: readonly string[] }) {
  const { t, f } = useSpeech();
  const lines = [address.name, address.company, address.line1, address.line2, cityLine(address)];
  const ordered = fromTheTop(address) ? [f.country(address.country), address.postcode, `${address.state}${address.city}`, address.line1, address.line2, address.company, address.name] : [...lines, address.country ? f.country(address.country) : ""];
  return (
    <address className="address">
      {ordered.filter((line) => line.trim() !== "").map((line, i) => <div key={i}>{line}</div>)}
      {missing.length > 0 && <div className="address-missing">{missing.map((part) => t.shell.meta.ofField(t.orders.page.fields[part] ?? part, t.shell.meta.missing)).join(" · ")}</div>}
      {address.phone && <div className="muted num">{address.phone}</div>}
    </address>
  );
}
