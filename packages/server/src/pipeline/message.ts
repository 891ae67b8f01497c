import type { Tx } from "../db/tx.ts";

// What a message says, as its row keeps it: sealed, and gone once its buyer is erased.

export type Said = { readonly subject: string; readonly text: string };
type Kept = { readonly shopAccountId: string; readonly externalId: string; readonly body: Buffer };

const placeOf = (accountId: string, externalId: string): string => `message.body/${accountId}/${externalId}`;

export const sealMessage = (tx: Tx, accountId: string, externalId: string, { subject, text }: Said): Buffer =>
  tx.seal(placeOf(accountId, externalId), JSON.stringify({ subject, text }));
export const openMessage = (tx: Tx, m: Kept): Said => JSON.parse(tx.open(placeOf(m.shopAccountId, m.externalId), m.body)) as Said;
