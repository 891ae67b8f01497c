import { isOutage } from "../db/outage.ts";
import { inOrg } from "../db/tx.ts";
import { pullOrders } from "./01-intake/pull.ts";
import { recountOrders } from "./01-intake/recount.ts";
import { intake } from "./01-intake/stage.ts";
import { pullPayments } from "./02-payment/pull.ts";
import { recountPayments } from "./02-payment/recount.ts";
import { paymentWork } from "./02-payment/stage.ts";
import { pullMessages } from "./03-review/pull.ts";
import { review } from "./03-review/stage.ts";
import { merge } from "./04-merge/stage.ts";
import { routing } from "./05-routing/stage.ts";
import { booking } from "./06-booking/stage.ts";
import { allocation } from "./07-allocation/stage.ts";
import { expireSilent, pullTracking } from "./11-tracking/pull.ts";
import { recountTracking } from "./11-tracking/recount.ts";
import { tracking } from "./11-tracking/stage.ts";
import { alarmUnheard } from "./alarms.ts";
import { giveBack, noteFault, pullWindow, takeFeed, type Feed } from "./feed.ts";
import { recountPart } from "./recount.ts";
import { decidingRoom, type Company, type Room } from "./room.ts";
import { goStraight } from "./straight.ts";
import { endWaits } from "./waits.ts";

/** The journey, one line each. Rooms 08 to 10 are worked by people: their acts are routes, not a loop. */
const payment = decidingRoom({ ...paymentWork, onward: goStraight });
export const rooms: readonly Room[] = [intake, payment, review, merge, routing, booking, allocation, tracking];

/** What an outage took out of the hands of this process. Nothing of it is under way any more; one that dies forgets it, and its leases end. */
const leftBehind = new WeakMap<Company, Set<Feed>>();

/**
 * Fetches one feed that is due. Answers false when none is. A fault of ours in it is noted on the feed and stops nobody else; what the
 * database went away under is given back as soon as that answers.
 */
export async function pullOneFeed(company: Company): Promise<boolean> {
  for (const feed of leftBehind.get(company) ?? []) {
    await inOrg(company.db, company.orgId, (tx) => giveBack(tx, feed));
    leftBehind.get(company)?.delete(feed);
  }
  const feed = await inOrg(company.db, company.orgId, takeFeed);
  if (!feed) return false;
  try {
    await pullOrNote(company, feed);
  } catch (error) {
    if (isOutage(error)) leftBehind.set(company, (leftBehind.get(company) ?? new Set()).add(feed));
    throw error;
  }
  return true;
}

async function pullOrNote(company: Company, feed: Feed): Promise<void> {
  try {
    await pullFeed(company, feed);
  } catch (error) {
    if (isOutage(error)) throw error;
    const logId = company.db.newId();
    company.log({ what: "a feed failed", logId, accountId: feed.accountId, feed: feed.feed, error });
    await inOrg(company.db, company.orgId, (tx) => noteFault(tx, feed, logId));
  }
}

async function pullFeed(company: Company, feed: Feed): Promise<number> {
  switch (feed.feed) {
    case "orders":
      return pullWindow(company, feed, pullOrders(company, await company.outside.channel(feed.accountId)));
    case "messages":
      return pullWindow(company, feed, pullMessages);
    case "payments":
      return pullWindow(company, feed, pullPayments(await company.outside.paymentSource(feed.accountId)));
    case "tracking":
      return pullWindow(company, feed, pullTracking);
    case "recount":
      return recount(company, feed);
  }
}

/** The nightly round of an account; whoever was silent for too long ends with it, and whom no carrier has seen is named. */
async function recount(company: Company, feed: Feed): Promise<number> {
  await inOrg(company.db, company.orgId, expireSilent);
  await inOrg(company.db, company.orgId, alarmUnheard);
  switch (feed.kind) {
    case "shop":
      return recountPart(company, feed, recountOrders);
    case "payment":
      return recountPart(company, feed, recountPayments(await company.outside.paymentSource(feed.accountId)));
    case "carrier":
      return recountPart(company, feed, recountTracking);
  }
}

/** Lets every room work until nobody is due. Answers how many travellers were touched. */
export async function runRooms(company: Company): Promise<number> {
  let total = 0;
  for (let moved = 1; moved > 0; ) {
    moved = 0;
    moved += await endWaits(company);
    for (const room of rooms) moved += await room.run(company);
    total += moved;
  }
  return total;
}
