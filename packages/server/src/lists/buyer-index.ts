import { termsAsked, termsOfBuyer, type BuyerTerms } from "@argosy/core/buyer-terms.ts";
import { inOrg, type Db, type Tx } from "../db/tx.ts";
import { openBuyer, type Buyer } from "../pipeline/buyer.ts";
import { listByTokens, lockUnfound, type Tokens } from "./buyer-index-sql.ts";

// Buyers are sealed, so no text of theirs can be searched. The index keeps 64 bits of a keyed hash per term: without the key
// of the company nobody can try what they say, and of a trillion searches among ten million orders six meet a stranger.

export type BuyerOf = Pick<Buyer, "email" | "shipTo"> & { readonly orderId: string };

function tokensOf(tx: Tx, { words, email, phone, postcode }: BuyerTerms): Tokens {
  const token = (kind: string, value: string | undefined): string | null => (value ? tx.searchToken(`${kind}/${value}`) : null);
  const [first, second, third] = words;
  return {
    word_1: token("word", first), word_2: token("word", second), word_3: token("word", third),
    email: token("email", email), phone: token("phone", phone), postcode: token("postcode", postcode),
  };
}

/** Makes these orders findable by their buyers, or findable by what is true now. Belongs in the transaction that seals the buyers. */
export const indexBuyers = (tx: Tx, buyers: readonly BuyerOf[]): Promise<void> =>
  tx.insert("buyer_index", buyers.map((buyer) => ({ orderId: buyer.orderId, ...tokensOf(tx, termsOfBuyer(buyer)) })), `
    on conflict (org_id, order_id) do update set word_1 = excluded.word_1, word_2 = excluded.word_2, word_3 = excluded.word_3,
       email = excluded.email, phone = excluded.phone, postcode = excluded.postcode`);

/** Orders whose buyer has this e-mail, phone or postcode, or a name with all these words. */
export const findBuyers = async (tx: Tx, asked: string): Promise<string[]> =>
  (await listByTokens(tx, tokensOf(tx, termsAsked(asked)))).map((row) => row.id);

const piece = 500;
const last = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * A chore of the worker: makes the orders findable that were sealed before there was an index, the newest first.
 * Each turn takes one piece in a transaction of its own; once a company has none left, it is not asked again by this process.
 */
export function indexOldBuyers(): (company: { readonly db: Db; readonly orgId: string }) => Promise<number> {
  const before = new Map<string, string | null>();
  const busy = new Set<string>();
  return async ({ db, orgId }) => {
    const from = before.get(orgId) ?? last;
    if (before.get(orgId) === null || busy.has(orgId)) return 0;
    busy.add(orgId);
    try {
      before.set(orgId, await inOrg(db, orgId, (tx) => indexPiece(tx, from)));
    } finally {
      busy.delete(orgId);
    }
    return 0; // nothing that a page shows has changed, and nobody is kept from resting
  };
}

/** Answers where the next piece begins; null when there is none. */
async function indexPiece(tx: Tx, before: string): Promise<string | null> {
  const rows = await lockUnfound(tx, before, piece);
  await indexBuyers(tx, rows.map(({ id, sealed }) => ({ orderId: id, ...openBuyer(tx, id, sealed) })));
  return rows.at(-1)?.id ?? null;
}
