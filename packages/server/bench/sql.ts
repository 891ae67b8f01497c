import type { Tx } from "../src/db/tx.ts";

export const listReady = (tx: Tx, stage: string, limit: number): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`select id from parcel where org_id = ${tx.orgId} and stage = ${stage} order by due_at, id limit ${limit}`;
export const sumUp = (tx: Tx): Promise<{ shipped: number; told: number }> =>
  tx.one<{ shipped: number; told: number }>`
    select (select count(*)::int from parcel where org_id = ${tx.orgId} and shipped_at is not null) as shipped,
           (select count(*)::int from channel_attempt where org_id = ${tx.orgId} and state = 'confirmed') as told`;
