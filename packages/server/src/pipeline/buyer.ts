import type { Address } from "@argosy/core/address.ts";
import type { Tx } from "../db/tx.ts";

// Who bought, as an order's row keeps it: sealed, and gone once the person is erased.

export type Buyer = { readonly buyerId: string; readonly email: string; readonly shipTo: Address };
/** What is left of one who was erased. */
export const nobody: Buyer = { buyerId: "", email: "", shipTo: { name: "", company: "", line1: "", line2: "", city: "", state: "", postcode: "", country: "", phone: "" } };

const placeOf = (orderId: string): string => `buyer_pii/${orderId}`;

export const sealBuyer = (tx: Tx, orderId: string, buyer: Buyer): Buffer => tx.seal(placeOf(orderId), JSON.stringify(buyer));
export const openBuyer = (tx: Tx, orderId: string, sealed: Buffer): Buyer => JSON.parse(tx.open(placeOf(orderId), sealed)) as Buyer;
