import { assert, present } from "@argosy/core/assert.ts";
import type { AccountKind, RawItem } from "@argosy/core/connector.ts";
import { earlier, epochMs, instant, plusS, secondsBetween, type Instant } from "@argosy/core/time.ts";
import { inOrg, type Tx } from "../db/tx.ts";
import { noteSuccess, readPages, renewLease, type Feed, type Pull } from "./feed.ts";
import { addPart, insertRun, oldestPending, openRun, readSyncedTo, type Run } from "./recount-sql.ts";
import type { Company } from "./room.ts";

// Recounts (对账). A list may leave something out for longer than the overlap of a feed's windows: it would never arrive.
// So every night, and when a person asks, the last days are listed once more and compared by id and version with what is
// here; what is missing or newer is stored like anything that was fetched.

type Span = {
  readonly nightlyDays: number;
  readonly byHandDays: number;
  readonly settledS: number; // what is younger a list may not show yet, and nobody calls it missing
  readonly partS: number; // compared in one go: a crash repeats one part
};
const day = 86_400;
const spans: Readonly<Record<AccountKind, Span>> = {
  shop: { nightlyDays: 7, byHandDays: 30, settledS: 900, partS: 2 * day },
  payment: { nightlyDays: 7, byHandDays: 30, settledS: 4 * 3600, partS: 2 * day },
  // Trackers live for sixty days, and between the nights only young ones are polled; they are listed in one go.
  carrier: { nightlyDays: 60, byHandDays: 60, settledS: 0, partS: 61 * day },
};

export type Compared = { readonly compared: number; readonly missing: number; readonly outdated: number };
export type Recount<T> = {
  readonly list: Pull<T>["list"];
  readonly store: (tx: Tx, accountId: string, items: readonly T[]) => Promise<Compared>;
  readonly unwritten?: Pull<T>["unwritten"];
};

const longestWaitDays = 60; // no eCheck takes longer; without a limit one dead record would make every night longer than the last
/**
 * Begins a recount, or answers the one under way. It ends where the regular feed claims to be complete, and begins with
 * the oldest payment that still waits, where that is earlier than the usual days.
 */
export async function beginRecount(tx: Tx, accountId: string, kind: AccountKind, days: "nightlyDays" | "byHandDays"): Promise<Run> {
  const toAt = plusS((await readSyncedTo(tx, accountId)).syncedTo, -spans[kind].settledS);
  const usual = plusS(toAt, -spans[kind][days] * day);
  const waits = kind === "payment" ? await oldestPending(tx, accountId, plusS(toAt, -longestWaitDays * day)) : null;
  await insertRun(tx, accountId, earlier(usual, waits ?? usual), toAt);
  return present(await openRun(tx, accountId), "the recount under way");
}

/** What of a page is not here, and what is here in an older version. Without an id nothing can be compared. */
export function compareItems(items: readonly RawItem[], held: ReadonlyMap<string, Instant>): { readonly missing: RawItem[]; readonly outdated: RawItem[]; readonly nameless: RawItem[] } {
  const version = (item: RawItem) => held.get(item.externalId ?? "");
  return {
    missing: items.filter((item) => item.externalId !== null && version(item) === undefined),
    outdated: items.filter((item) => item.version !== null && (version(item) ?? item.version) < item.version),
    nameless: items.filter((item) => item.externalId === null),
  };
}

const pauseS = 1; // between two parts, so that the rooms and other accounts have their turn

/**
 * Compares the next part of an account's recount; begins one when none is under way. Answers how many were compared.
 * Crash   `done_to` moves in the transaction of the part's last page, and what was found is counted in the one that
 *         stores it: a part that is repeated counts nothing twice.
 */
export async function recountPart<T>(company: Company, feed: Feed, recount: Recount<T>): Promise<number> {
  const run = await inOrg(company.db, company.orgId, (tx) => beginRecount(tx, feed.accountId, feed.kind, "nightlyDays"));
  const window = { from: run.doneTo, to: earlier(plusS(run.doneTo, spans[feed.kind].partS), run.toAt) };
  const isEnd = window.to === run.toAt;
  let total: Compared | null = null;
  const count = await readPages(company, feed, recount, window, async (tx, { items }, isLast, before) => {
    const found = await recount.store(tx, feed.accountId, items); // what was stored alone is compared here, and is no news any more
    const waitS = isEnd ? secondsBetween(tx.now, nextNight(tx.now, run.nightHour, feed.accountId)) : pauseS;
    const mine = isLast ? await noteSuccess(tx, feed, window.to, waitS) : await renewLease(tx, feed);
    if (!mine) return null;
    const sum = await addPart(tx, run, { ...found, compared: isLast ? before + found.compared : 0 }, isLast ? window.to : null, isLast && isEnd);
    if (isLast && isEnd) total = sum;
    return found.compared;
  });
  if (total !== null) report(company, feed, run, total);
  return count;
}

/** For people who operate the server; the account's page shows the same. News of old trackers are no surprise. */
function report(company: Company, feed: Feed, run: Run, { compared, missing, outdated }: Compared): void {
  if (feed.kind === "carrier" || missing + outdated === 0) return;
  company.log({ what: "a recount found what the lists had left out", accountId: feed.accountId, from: run.fromAt, to: run.toAt, compared, missing, outdated });
}

/** The next time it is about three in the morning there. Within that hour each account has its own second, by its id. */
export function nextNight(now: Instant, hour: number, accountId: string): Instant {
  assert(hour >= 0 && hour < 24, "an hour of the day");
  const midnight = Math.floor(epochMs(now) / (day * 1000)) * day * 1000;
  const at = plusS(instant(midnight), hour * 3600 + Math.floor((Number.parseInt(accountId.slice(-4), 16) / 0x10000) * 3600));
  return at > now ? at : plusS(at, day);
}
