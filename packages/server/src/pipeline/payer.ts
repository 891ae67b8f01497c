import type { Address } from "@argosy/core/address.ts";
import type { Tx } from "../db/tx.ts";

// Who paid, as a payment's row keeps it: sealed, and gone once the person is erased.

export type Payer = { readonly name: string; readonly email: string; readonly note: string; readonly shipTo: Address | null };
/** Without names of fields, and without what a provider never tells: a day has ten thousand of them. */
type Sealed = { readonly name: string; readonly email: string; readonly note?: string; readonly to?: readonly [name: string, line1: string, line2: string, city: string, state: string, postcode: string, country: string] };

const placeOf = (accountId: string, externalId: string): string => `payment.payer/${accountId}/${externalId}`;

export function sealPayer(tx: Tx, accountId: string, externalId: string, { name, email, note, shipTo: a }: Payer): Buffer {
  const sealed: Sealed = { name, email, note, ...(a ? { to: [a.name, a.line1, a.line2, a.city, a.state, a.postcode, a.country] } : {}) };
  return tx.seal(placeOf(accountId, externalId), JSON.stringify(sealed));
}

export function openPayer(tx: Tx, accountId: string, externalId: string, payer: Buffer): Payer {
  const { name, email, note = "", to } = JSON.parse(tx.open(placeOf(accountId, externalId), payer)) as Sealed;
  if (!to) return { name, email, note, shipTo: null };
  const [recipient, line1, line2, city, state, postcode, country] = to;
  return { name, email, note, shipTo: { name: recipient, company: "", line1, line2, city, state, postcode, country, phone: "" } };
}
