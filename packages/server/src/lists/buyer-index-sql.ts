import { joinSql, sql, type Sql } from "../db/sql.ts";
import type { Tx } from "../db/tx.ts";

/** The columns of `buyer_index`: a token, or null where there is nothing to be found by. */
export type Tokens = {
  readonly word_1: string | null; readonly word_2: string | null; readonly word_3: string | null;
  readonly email: string | null; readonly phone: string | null; readonly postcode: string | null;
};

const mostFound = 5_000; // of a common name; what the list's other filters leave of them is shown

/** Orders with this e-mail, phone or postcode, or with all these words in any order. */
export async function listByTokens(tx: Tx, { word_1, word_2, word_3, email, phone, postcode }: Tokens): Promise<{ id: string }[]> {
  const words = [word_1, word_2, word_3].filter((word) => word !== null);
  const ways: Sql[] = [
    ...(words.length > 0 ? [joinSql(words.map((word) => sql`(word_1 = ${word} or word_2 = ${word} or word_3 = ${word})`), " and ")] : []),
    ...(email ? [sql`email = ${email}`] : []),
    ...(phone ? [sql`phone = ${phone}`] : []),
    ...(postcode ? [sql`postcode = ${postcode}`] : []),
  ];
  if (ways.length === 0) return [];
  return tx.many`${joinSql(ways.map((way) => sql`(select order_id as id from buyer_index where org_id = ${tx.orgId} and ${way} limit ${mostFound})`), " union ")}`;
}

/** Sealed buyers that no search finds yet, the newest before `before` first. Locked, so that none is erased meanwhile and found afterwards. */
export const lockUnfound = (tx: Tx, before: string, limit: number): Promise<{ id: string; sealed: Buffer }[]> =>
  tx.many<{ id: string; sealed: Buffer }>`
    select b.order_id as id, b.ciphertext as sealed from buyer_pii b
     where b.org_id = ${tx.orgId} and b.order_id < ${before} and b.ciphertext is not null
       and not exists (select 1 from buyer_index i where i.org_id = b.org_id and i.order_id = b.order_id)
     order by b.order_id desc limit ${limit}
       for no key update of b skip locked`;
