import type { AccountKind, ConnectorContext, ConnectorError, ConnectorInfo, Http } from "@argosy/core/connector.ts";
import { carriers, channels, payments } from "@argosy/connectors/registry.ts";
import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { plusS } from "@argosy/core/time.ts";
import type { Db, Tx } from "../db/tx.ts";
import { describe } from "../pipeline/feed.ts";
import { nextNight } from "../pipeline/recount.ts";
import { openConnector, placeOf } from "./open.ts";
import type { Settings } from "./sql.ts";

type Registered = { readonly info: ConnectorInfo & { readonly sites?: readonly { readonly id: string; readonly nightHourUtc: number }[] } };
export const registered: Readonly<Record<AccountKind, Readonly<Record<string, Registered>>>> = { shop: channels, payment: payments, carrier: carriers };

export const findInfo = (kind: AccountKind, connector: string): Registered["info"] | null =>
  Object.hasOwn(registered[kind], connector) ? (registered[kind][connector]?.info ?? null) : null;

type Credentials = Readonly<Record<string, string>>;

/** Refuses credentials that are not exactly what the connector asks for; the field is named. */
export function refuseCredentials(info: ConnectorInfo, given: Credentials): Refusal | null {
  const names = info.credentialFields.map((f) => f.name);
  const missing = names.find((name) => (given[name] ?? "").trim() === "");
  if (missing !== undefined) return { code: "input_refused", field: `credentials.${missing}`, detail: fact("needed_by", info.label) };
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) return { code: "input_refused", field: `credentials.${unknown}`, detail: fact("asks_for", info.label, names.join(", ")) };
  return null;
}

/**
 * Where an account may lead: https on the public network, or a host of our own network that the operator listed.
 * The network's door checks every call again, with the address the name resolves to.
 */
export function refuseUrl(baseUrl: string, insideHosts: readonly string[]): Refusal | null {
  const url = URL.parse(baseUrl);
  const refused = (detail: string): Refusal => ({ code: "url_refused", field: "baseUrl", detail });
  if (!url) return refused(fact("url_unreadable"));
  if (url.username !== "" || url.password !== "") return refused(fact("url_with_password"));
  if (url.search !== "" || url.hash !== "") return refused(fact("url_with_query"));
  if (insideHosts.includes(url.host) || insideHosts.includes(url.hostname)) return null;
  return url.protocol === "https:" ? null : refused(fact("url_not_https"));
}

/** What is shown of a secret: that it is there and how it ends, when it is long enough that this tells nothing. */
export function hintsOf(info: ConnectorInfo, given: Credentials): Record<string, string> {
  return Object.fromEntries(info.credentialFields.map(({ name, secret }) => {
    const value = given[name] ?? "";
    return [name, secret ? (value.length >= 12 ? `…${value.slice(-4)}` : "…") : value];
  }));
}

/**
 * Proves credentials by a call that changes nothing: the last minute's list of whatever the account holds.
 * Refuses  `credentials_refused` with the service's words; `account_unreachable` when it can't be said. That nobody
 *          answered or agreed is said by the refusal itself, so the words stand alone.
 */
export async function proveAccount(db: Pick<Db, "clock" | "newId">, http: Http, kind: AccountKind, connector: string, baseUrl: string, credentials: Credentials): Promise<Result<null, Refusal>> {
  const context: ConnectorContext = { http, clock: db.clock, newId: db.newId, baseUrl, credentials };
  const now = db.clock.now();
  const error = await firstError(kind, connector, context, { from: plusS(now, -60), to: now });
  // A list that is not ready yet was answered to somebody it knows.
  if (error === null || (error.kind === "unavailable" && error.notYet)) return ok(null);
  if (error.kind === "signed_out") return fail({ code: "credentials_refused", field: "credentials", detail: fact("vendor_said", error.detail) });
  if (error.kind === "refused") return fail({ code: "credentials_refused", field: error.field ?? "credentials", detail: fact("vendor_said", error.detail) });
  return fail({ code: "account_unreachable", detail: error.kind === "unavailable" ? fact("vendor_said", error.detail) : describe(error) });
}

async function firstError(kind: AccountKind, connector: string, context: ConnectorContext, window: { from: ReturnType<Db["clock"]["now"]>; to: ReturnType<Db["clock"]["now"]> }): Promise<ConnectorError | null> {
  const ask = {
    shop: () => openConnector("shop", connector, context)?.listOrders(window, null),
    payment: () => openConnector("payment", connector, context)?.listPayments(window, null),
    carrier: () => openConnector("carrier", connector, context)?.listTracking(window, null),
  };
  const answer = await ask[kind]();
  if (!answer) return { kind: "unavailable", detail: fact("no_such_connector", connector) };
  return answer.ok ? null : answer.error;
}

export type NewAccount = Settings & {
  readonly id: string; readonly kind: AccountKind; readonly connector: string; readonly site: string; readonly baseUrl: string; readonly credentials: Credentials;
};
const feedsOf: Readonly<Record<AccountKind, readonly string[]>> = { shop: ["orders", "messages", "recount"], payment: ["payments", "recount"], carrier: ["tracking", "recount"] };
const firstWindowS = 7 * 24 * 3600;

const nightInChina = 19; // UTC, where most sellers are; an account without a site is counted then

/** Writes an account with its feeds: the last seven days are fetched at the worker's next turn, and counted at night. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<void> {
  const { credentials, ...row } = account;
  const info = findInfo(account.kind, account.connector);
  const nightHour = info?.sites?.find((s) => s.id === account.site)?.nightHourUtc ?? nightInChina;
  await tx.insert("account", [{
    ...row, credentials: tx.seal(placeOf(account.id), JSON.stringify(credentials)), credentialHints: info ? hintsOf(info, credentials) : {},
    status: "connected", nightHour, version: 1, createdAt: tx.now,
  }]);
  await tx.insert("feed", feedsOf[account.kind].map((feed) => ({
    accountId: account.id, feed, syncedTo: plusS(tx.now, -firstWindowS), nextPollAt: feed === "recount" ? nextNight(tx.now, nightHour, account.id) : tx.now, leaseNo: 0, failures: 0,
  })));
}
