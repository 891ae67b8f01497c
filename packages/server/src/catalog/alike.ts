export type Alike = { readonly name: string; readonly qty: number };
// Packs, sites and the like. Never what may be a size or a colour: another one is another SKU.
const tail = /[-_ ./](?:(\d{1,2})(?:PK|PACK|PCS)|USA?|UK|GB|DE|FR|IT|ES|AU|CA|HK|SG|EU|EBAY|NEW|V\d)$/i;
const mostTails = 3;

/**
 * What we may call a listing, the nearest name first: as it is written there, then without one ending after the other that
 * sellers append. A pack says how many of ours one of it is.
 */
export function namesAlike(channelSku: string): readonly Alike[] {
  const names: Alike[] = [];
  let [name, qty] = [channelSku.trim(), 1];
  while (name !== "" && names.length <= mostTails) {
    names.push({ name, qty });
    const ending = tail.exec(name);
    if (!ending) break;
    name = name.slice(0, ending.index);
    qty *= Math.max(1, Number(ending[1] ?? 1));
  }
  return names;
}
