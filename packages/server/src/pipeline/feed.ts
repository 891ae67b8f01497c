import type { AccountKind, ConnectorError, Page, Window } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import type { Result } from "@argosy/core/result.ts";
import { earlier, later, plusS, type Instant } from "@argosy/core/time.ts";
import { inEnglish } from "@argosy/core/wanted.ts";
import { isOutage } from "../db/outage.ts";
import { inOrg, type Tx } from "../db/tx.ts";
import { keepUnreadable, type ListName } from "./quarantine-sql.ts";
import { writeOrAlone } from "./calls.ts";
import type { Company } from "./room.ts";

// Fetching a list: polling with an overlapping window is the truth. The cursor moves only in the transaction that
// stores the window's last page; a crash in between fetches the window again, and what is already stored is known.

export type FeedName = ListName | "recount";
/** What a recount of an account lists again. */
const mainFeed = { shop: "orders", payment: "payments", carrier: "tracking" } as const;
export type Feed = { readonly accountId: string; readonly kind: AccountKind; readonly feed: FeedName; readonly syncedTo: Instant; readonly leaseNo: number; readonly failures: number; readonly takenAt: Instant };
/** How one kind of list is fetched and stored. `store` runs once per page, in the page's own transaction. */
export type Pull<T> = {
  readonly everyS: number;
  readonly overlapS: number;
  readonly longestS: number; // the vendor's longest window; a longer absence is fetched in parts
  readonly list: (company: Company, accountId: string) => Promise<(window: Window, cursor: string | null) => Promise<Result<Page<T>, ConnectorError>>>;
  readonly store: (tx: Tx, accountId: string, items: readonly T[]) => Promise<void>;
  /** Tells a person of an item that can't be stored even alone; where there is none, such an item stops its list. */
  readonly unwritten?: ((tx: Tx, accountId: string, item: T, logId: string) => Promise<void>) | undefined;
};

const leaseS = 300; // longer than any page may take; a worker that died is replaced after it
const maxPages = 5_000;
const tooManyPages = fact("want_at_most", maxPages, "pages", maxPages + 1);

/** Takes one feed that is due. The lease number fences off a worker that was thought dead. */
export const takeFeed = (tx: Tx): Promise<Feed | null> =>
  tx.maybe<Feed>`
    with due as materialized ( -- materialized: a limited, locking subquery may otherwise be run once per joined row
      select x.account_id, x.feed, a.kind from feed x join account a on a.org_id = x.org_id and a.id = x.account_id
       where x.org_id = ${tx.orgId} and x.next_poll_at <= ${tx.now} and (x.lease_until is null or x.lease_until < ${tx.now})
         and a.status <> 'paused'
       order by x.next_poll_at, x.feed = 'orders', x.account_id, x.feed limit 1 -- orders last: what they are judged by is here before them
         for no key update of x skip locked)
    update feed f set lease_until = ${plusS(tx.now, leaseS)}, lease_no = f.lease_no + 1
      from due
     where f.org_id = ${tx.orgId} and f.account_id = due.account_id and f.feed = due.feed
    returning f.account_id, due.kind, f.feed, f.synced_to, f.lease_no, f.failures, ${tx.now}::timestamptz as taken_at`;

/**
 * Ends what the workers of an earlier process were fetching, so that a list need not wait for the lease of the dead.
 * Crash  Should one of them live after all, its list may be fetched twice; the lease number still lets only one note it.
 */
export const endLeases = (tx: Tx): Promise<void> =>
  tx.write`update feed set lease_until = null where org_id = ${tx.orgId} and lease_until is not null`;

/** Gives one's own feed back as it is, so that it need not wait for its lease; one that went to another worker stays there. */
export const giveBack = (tx: Tx, feed: Feed): Promise<void> =>
  tx.write`update feed set lease_until = null where org_id = ${tx.orgId} and account_id = ${feed.accountId} and feed = ${feed.feed} and lease_no = ${feed.leaseNo}`;

/** Fetches one window page by page. Answers how many items were stored. */
export async function pullWindow<T>(company: Company, feed: Feed, pull: Pull<T>): Promise<number> {
  const from = plusS(feed.syncedTo, -pull.overlapS);
  const now = later(company.db.clock.now(), feed.syncedTo);
  const window = { from, to: earlier(now, plusS(from, pull.longestS)) };
  const everyS = window.to < now ? 0 : pull.everyS;
  return readPages(company, feed, pull, window, async (tx, { items, completeTo }, isLast) => {
    await pull.store(tx, feed.accountId, items);
    // Never back, whatever the vendor says: what was complete once stays so.
    const syncedTo = later(feed.syncedTo, earlier(window.to, completeTo ?? window.to));
    const mine = isLast ? await noteSuccess(tx, feed, syncedTo, everyS) : await renewLease(tx, feed);
    return mine ? items.length : null;
  });
}

/** Stores one page in its own transaction. Answers how many it counts; null when the lease went to another worker. */
type OnPage<T> = (tx: Tx, page: Page<T>, isLast: boolean, countBefore: number) => Promise<number | null>;
type Source<T> = Pick<Pull<T>, "list" | "unwritten"> & { readonly store: (tx: Tx, accountId: string, items: readonly T[]) => Promise<unknown> };

/**
 * Reads a window page by page; what fails is noted on the feed. Answers the sum of what `onPage` counted.
 * Rule   Where a page can't be stored, its items are stored one by one, and `onPage` has it again with those that could be: they
 *        are known then. Nothing is asked for twice.
 */
export async function readPages<T>(company: Company, feed: Feed, source: Source<T>, window: Window, onPage: OnPage<T>): Promise<number> {
  let cursor: string | null = null;
  let count = 0;
  for (let pageNo = 0; pageNo < maxPages; pageNo++) {
    const answer: Result<Page<T>, ConnectorError> = await (await source.list(company, feed.accountId))(window, cursor);
    if (!answer.ok) {
      await inOrg(company.db, company.orgId, (tx) => noteFailure(tx, feed, answer.error));
      return count;
    }
    const page = answer.value;
    const counted = await wholeOrAlone(company, feed.accountId, source, page.items, (items) => inOrg(company.db, company.orgId, async (tx) => {
      const [list, how] = feed.feed === "recount" ? ([mainFeed[feed.kind], "recount"] as const) : ([feed.feed, "pull"] as const);
      await keepUnreadable(tx, feed.accountId, list, how, page.unreadable ?? []);
      return onPage(tx, { ...page, items }, page.next === null, count);
    }));
    count += counted ?? 0;
    if (counted === null || page.next === null) return count;
    cursor = page.next;
  }
  await inOrg(company.db, company.orgId, (tx) => noteFailure(tx, feed, { kind: "malformed", path: "page", expected: inEnglish(tooManyPages), why: tooManyPages }));
  return count;
}

async function wholeOrAlone<T, R>(company: Company, accountId: string, { store, unwritten }: Source<T>, items: readonly T[], write: (items: readonly T[]) => Promise<R>): Promise<R> {
  try {
    return await write(items);
  } catch (error) {
    if (!unwritten || isOutage(error)) throw error;
    return write(await storedAlone(company, accountId, items, store, unwritten));
  }
}

/** Stores each item in a transaction of its own. Answers those that could be. */
async function storedAlone<T>({ db, orgId, log }: Company, accountId: string, items: readonly T[], store: Source<T>["store"], unwritten: NonNullable<Source<T>["unwritten"]>): Promise<T[]> {
  const failed = new Set<T>();
  for (const item of items)
    await writeOrAlone([item], () => inOrg(db, orgId, (tx) => store(tx, accountId, [item])), (_, error) => {
      const logId = db.newId();
      failed.add(item);
      log({ what: "an item of a list failed alone", logId, accountId, error });
      return inOrg(db, orgId, (tx) => unwritten(tx, accountId, item, logId));
    });
  return items.filter((item) => !failed.has(item));
}

export const renewLease = async (tx: Tx, feed: Feed): Promise<boolean> =>
  (await tx.run`
    update feed set lease_until = ${plusS(tx.now, leaseS)}
     where org_id = ${tx.orgId} and account_id = ${feed.accountId} and feed = ${feed.feed} and lease_no = ${feed.leaseNo}`) === 1;

/**
 * A degraded account is connected again once none of its lists fails, and one that was signed out, too: a service that refuses
 * everybody for a moment has not forgotten us; but one that refuses to book has to book again. Who asked for the list while it was fetched has his turn next.
 * Answer  False when the lease went to another worker.
 */
export async function noteSuccess(tx: Tx, feed: Feed, syncedTo: Instant, everyS: number): Promise<boolean> {
  const mine = await tx.run`
    update feed set synced_to = ${syncedTo}, lease_until = null, next_poll_at = case when next_poll_at > ${feed.takenAt} then next_poll_at else ${plusS(tx.now, everyS)} end,
           last_success_at = ${tx.now}, last_error = null, failures = 0
     where org_id = ${tx.orgId} and account_id = ${feed.accountId} and feed = ${feed.feed} and lease_no = ${feed.leaseNo}`;
  if (mine === 0) return false;
  await tx.write`
    update account a set status = 'connected'
     where a.org_id = ${tx.orgId} and a.id = ${feed.accountId} and a.status in ('degraded', 'signed_out') and a.booking_error is null
       and not exists (select 1 from feed f where f.org_id = a.org_id and f.account_id = a.id and f.feed <> 'recount' and f.failures > 0)`;
  return true;
}

/** What is done about a failed page follows from the kind of the error: stop the account, wait as told, or back off. */
async function noteFailure(tx: Tx, feed: Feed, error: ConnectorError): Promise<void> {
  const waitS = error.kind === "rate_limited" ? error.retryAfterS : error.kind === "signed_out" ? signedOutS : backOffS(feed);
  if (!(await postpone(tx, feed, waitS, describe(error)))) return;
  if (error.kind === "signed_out") {
    await setStatus(tx, feed, "signed_out");
    await restFeeds(tx, feed.accountId);
  }
  else if (error.kind !== "rate_limited" && feed.feed !== "recount") await setStatus(tx, feed, "degraded");
}

/**
 * The lists of an account that was signed out just now rest for an hour; then one of them is asked for, and says whether we are known
 * again. Passes over what another worker is noting at this moment: that one hears the same.
 */
const restFeeds = (tx: Tx, accountId: string): Promise<void> =>
  tx.write`
    update feed f set next_poll_at = greatest(f.next_poll_at, ${plusS(tx.now, signedOutS)})
      from (select account_id, feed from feed where org_id = ${tx.orgId} and account_id = ${accountId} and feed <> 'recount'
               for no key update skip locked) x
     where f.org_id = ${tx.orgId} and f.account_id = x.account_id and f.feed = x.feed`;
const signedOutS = 3600;

/** A fault of ours while a page was read or stored: it stands on the feed with the number that finds it in the log. */
export async function noteFault(tx: Tx, feed: Feed, logId: string): Promise<void> {
  const mine = await postpone(tx, feed, backOffS(feed), fact("log_entry", logId));
  if (mine && feed.feed !== "recount") await setStatus(tx, feed, "degraded");
}
const backOffS = (feed: Feed): number => Math.min(900, 15 * 2 ** Math.min(feed.failures, 6));

/** False when the lease went to another worker: what it finds is what counts. */
const postpone = async (tx: Tx, feed: Feed, waitS: number, why: string): Promise<boolean> =>
  (await tx.run`
    update feed set lease_until = null, next_poll_at = ${plusS(tx.now, waitS)}, last_error = ${why}, last_error_at = ${tx.now}, failures = failures + 1
     where org_id = ${tx.orgId} and account_id = ${feed.accountId} and feed = ${feed.feed} and lease_no = ${feed.leaseNo}`) === 1;
/** No change of `version`: it guards what people edit, and a connector is opened once per version. */
const setStatus = (tx: Tx, feed: Feed, status: "signed_out" | "degraded"): Promise<void> =>
  tx.write`update account set status = ${status} where org_id = ${tx.orgId} and id = ${feed.accountId} and status in ('connected', 'degraded') and status <> ${status}`;

/** A fact for the account's page; never the body of an answer, which may hold people's data. */
export function describe(error: ConnectorError): string {
  switch (error.kind) {
    case "rate_limited":
      return fact("vendor_slow_down", error.retryAfterS);
    case "malformed":
      return fact("vendor_unreadable", error.path, error.why);
    case "outcome_unknown":
      return fact("vendor_unclear", error.detail.slice(0, 400));
    default:
      return fact(`vendor_${error.kind}`, error.detail.slice(0, 400));
  }
}
