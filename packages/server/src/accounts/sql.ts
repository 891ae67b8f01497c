import type { AccountKind } from "@argosy/core/connector.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import type { Tx } from "../db/tx.ts";
import { isKept } from "../pipeline/queue-sql.ts";

export type WarehousePolicy = "default_warehouse" | "several_warehouses";
export type OutagePolicy = "ship" | "wait";
export type AccountRow = {
  readonly id: string; readonly kind: AccountKind; readonly connector: string; readonly name: string; readonly site: string; readonly colour: string; readonly baseUrl: string;
  readonly status: "connected" | "degraded" | "signed_out" | "paused"; readonly bookingError: string | null; readonly credentialHints: Record<string, string>;
  readonly provenBy: "channel" | "own_records" | null; readonly toleranceMinor: number; readonly mergePolicy: "ask" | "auto" | "never" | null;
  readonly mergeWaitMinutes: number; readonly paymentAccountId: string | null; readonly warehousePolicy: WarehousePolicy; readonly outagePolicy: OutagePolicy;
  readonly asksPayerAddress: boolean; readonly asksUnprotected: boolean; readonly version: number;
};
/** What opens a connector. `credentials` is sealed with the place `account.credentials/<id>`. */
export type Opening = { readonly kind: AccountKind; readonly connector: string; readonly baseUrl: string; readonly credentials: Buffer; readonly version: number };
export type FeedRow = {
  readonly accountId: string; readonly feed: string; readonly lastSuccessAt: Instant | null; readonly lastError: string | null; readonly lastErrorAt: Instant | null;
  readonly nextPollAt: Instant | null; readonly syncedTo: Instant | null; readonly failures: number;
};

export const readOpening = (tx: Tx, id: string): Promise<Opening | null> =>
  tx.maybe<Opening>`select kind, connector, base_url, credentials, version from account where org_id = ${tx.orgId} and id = ${id}`;
export const readAccountVersion = async (tx: Tx, id: string): Promise<number | null> =>
  (await tx.maybe<{ version: number }>`select version from account where org_id = ${tx.orgId} and id = ${id}`)?.version ?? null;

/** An account with the hour, in UTC, of its recounts. */
export type ListedAccount = AccountRow & { readonly nightHour: number };
export const listAccountRows = (tx: Tx): Promise<ListedAccount[]> =>
  tx.many<ListedAccount>`
    select id, kind, connector, name, site, colour, base_url, status, booking_error, credential_hints, proven_by, tolerance_minor, merge_policy,
           merge_wait_minutes, payment_account_id, warehouse_policy, outage_policy, asks_payer_address, asks_unprotected, version, night_hour
      from account where org_id = ${tx.orgId}
     order by array_position(array['shop', 'payment', 'carrier'], kind), name limit 1000`;
/** One account, locked against another change. Its lists first, by name: whoever stores a page has one of them, and may have to write to the account. */
export async function lockAccount(tx: Tx, id: string): Promise<AccountRow | null> {
  await tx.write`select 1 from feed where org_id = ${tx.orgId} and account_id = ${id} order by feed for no key update`;
  return tx.maybe<AccountRow>`
    select id, kind, connector, name, site, colour, base_url, status, booking_error, credential_hints, proven_by, tolerance_minor, merge_policy,
           merge_wait_minutes, payment_account_id, warehouse_policy, outage_policy, asks_payer_address, asks_unprotected, version
      from account where org_id = ${tx.orgId} and id = ${id}
       for no key update`;
}
export const listFeedRows = (tx: Tx): Promise<FeedRow[]> =>
  tx.many<FeedRow>`
    select account_id, feed, last_success_at, last_error, last_error_at, next_poll_at, synced_to, failures
      from feed where org_id = ${tx.orgId} order by account_id, feed limit 5000`;

export const nameTaken = async (tx: Tx, name: string, except: string | null): Promise<boolean> =>
  (await tx.maybe<{ yes: number }>`
    select 1 as yes from account where org_id = ${tx.orgId} and name = ${name} and id is distinct from ${except}::uuid`) !== null;
export const isPaymentAccount = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.maybe<{ yes: number }>`select 1 as yes from account where org_id = ${tx.orgId} and id = ${id} and kind = 'payment'`) !== null;

export type Settings = {
  readonly name: string; readonly colour: string; readonly provenBy: "channel" | "own_records" | null; readonly toleranceMinor: number;
  readonly mergePolicy: "ask" | "auto" | "never" | null; readonly mergeWaitMinutes: number; readonly paymentAccountId: string | null;
  readonly warehousePolicy: WarehousePolicy; readonly outagePolicy: OutagePolicy;
  readonly asksPayerAddress: boolean; readonly asksUnprotected: boolean;
};
export const changeSettings = (tx: Tx, id: string, s: Settings): Promise<void> =>
  tx.write`
    update account set name = ${s.name}, colour = ${s.colour}, proven_by = ${s.provenBy}, tolerance_minor = ${s.toleranceMinor},
           merge_policy = ${s.mergePolicy}, merge_wait_minutes = ${s.mergeWaitMinutes}, payment_account_id = ${s.paymentAccountId}, warehouse_policy = ${s.warehousePolicy}, outage_policy = ${s.outagePolicy},
           asks_payer_address = ${s.asksPayerAddress}, asks_unprotected = ${s.asksUnprotected}, version = version + 1
     where org_id = ${tx.orgId} and id = ${id}`;
/**
 * New credentials of the same account: it may work again, so what was stopped is fetched at once. What is being fetched with the
 * old ones loses its lease: it may not sign the account out again.
 */
export async function replaceCredentials(tx: Tx, id: string, sealed: Buffer, hints: Record<string, string>): Promise<void> {
  await tx.write`
    update account set credentials = ${sealed}, credential_hints = ${JSON.stringify(hints)}::jsonb,
           status = case when status = 'paused' then 'paused' else 'connected' end, booking_error = null, version = version + 1
     where org_id = ${tx.orgId} and id = ${id}`;
  await tx.write`update feed set lease_until = null, lease_no = lease_no + 1 where org_id = ${tx.orgId} and account_id = ${id} and lease_until is not null`;
}
export const setPaused = (tx: Tx, id: string, paused: boolean): Promise<void> =>
  tx.write`
    update account set status = ${paused ? "paused" : "connected"}, booking_error = null, version = version + 1
     where org_id = ${tx.orgId} and id = ${id} and (status = 'paused') <> ${paused}`;
const patienceS = 60;
/**
 * The next turn is now, or after the one under way. That one may belong to a worker that has died: without a further sign of
 * life it loses the list within a minute. (Should it live after all, the list is read twice; the lease number lets only one note it.)
 * A recount keeps its hour. Ship notices that waited for the shop to be signed in again go out, too.
 * Answer  True when a list is being fetched.
 */
export async function pollNow(tx: Tx, id: string): Promise<boolean> {
  const endsAt = plusS(tx.now, patienceS);
  const feeds = await tx.many<{ underWay: boolean }>`
    update feed set next_poll_at = ${tx.now}, lease_until = case when lease_until > ${endsAt} then ${endsAt} else lease_until end
     where org_id = ${tx.orgId} and account_id = ${id} and feed <> 'recount'
    returning coalesce(lease_until > ${tx.now}, false) as under_way`;
  await tx.write`
    update channel_attempt set next_try_at = ${tx.now}
     where org_id = ${tx.orgId} and shop_account_id = ${id} and state = 'pending' and next_try_at > ${tx.now} and error ->> 'kind' = 'signed_out'`;
  return feeds.some((feed) => feed.underWay);
}
export const recountNow = (tx: Tx, id: string): Promise<void> =>
  tx.write`update feed set next_poll_at = ${tx.now} where org_id = ${tx.orgId} and account_id = ${id} and feed = 'recount'`;

export type RecountRow = {
  readonly accountId: string; readonly beganAt: Instant; readonly finishedAt: Instant | null; readonly fromAt: Instant; readonly toAt: Instant; readonly doneTo: Instant;
  readonly compared: number; readonly missing: number; readonly outdated: number;
};
/** The newest recount of each account that is finished, and the one under way. */
export const listRecounts = (tx: Tx): Promise<RecountRow[]> =>
  tx.many<RecountRow>`
    select distinct on (account_id, finished_at is null) account_id, began_at, finished_at, from_at, to_at, done_to,
           compared_qty as compared, missing_qty as missing, outdated_qty as outdated
      from recount where org_id = ${tx.orgId}
     order by account_id, finished_at is null, began_at desc limit 2000`;
export type KeptLabelRow = {
  readonly accountId: string; readonly parcelId: string; readonly parcelNo: string; readonly trackingNo: string | null; readonly at: Instant;
  readonly state: "cancelling" | "cancel_failed"; readonly code: string; readonly said: string;
};
export const listKeptLabels = (tx: Tx): Promise<KeptLabelRow[]> =>
  tx.many<KeptLabelRow>`
    select b.carrier_account_id as account_id, b.parcel_id, p.parcel_no, b.tracking_no, b.updated_at as at, b.state, coalesce(b.error ->> 'code', '') as code, coalesce(b.error ->> 'detail', '') as said
      from booking_attempt b join parcel p on p.org_id = b.org_id and p.id = b.parcel_id
     where b.org_id = ${tx.orgId} and ${isKept(tx)}
     order by b.updated_at desc, b.id limit 200`;
/** A person asks again for an account that was signed out: one more try, which says itself if nothing has changed. */
export const forgiveSignOut = (tx: Tx, id: string): Promise<void> =>
  tx.write`update account set status = 'degraded', booking_error = null, version = version + 1 where org_id = ${tx.orgId} and id = ${id} and status = 'signed_out'`;
