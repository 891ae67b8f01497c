import { fact } from "@argosy/core/facts.ts";
import type { z } from "zod";
import type { Api } from "@argosy/core/api/index.ts";
import type { AccountKind, Http } from "@argosy/core/connector.ts";
import type { Refusal } from "@argosy/core/errors.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import type { Instant } from "@argosy/core/time.ts";
import { inOrg, type Db, type Tx } from "../db/tx.ts";
import type { SomeHandlers } from "../http/route.ts";
import { orTaken } from "../http/taken.ts";
import { beginRecount, nextNight } from "../pipeline/recount.ts";
import type { Company } from "../pipeline/room.ts";
import { findInfo, hintsOf, insertAccount, proveAccount, refuseCredentials, refuseUrl, registered } from "./connect.ts";
import { placeOf } from "./open.ts";
import {
  changeSettings, forgiveSignOut, isPaymentAccount, listAccountRows, listFeedRows, listKeptLabels, listRecounts, lockAccount, nameTaken, pollNow, recountNow, replaceCredentials, setPaused,
  type FeedRow, type KeptLabelRow, type ListedAccount, type RecountRow, type Settings,
} from "./sql.ts";

/** The network's door and the hosts inside our own network that the operator lets accounts lead to. */
export type Network = { readonly http: Http; readonly insideHosts: readonly string[] };
type ConnectBody = z.output<Api["connectAccount"]["body"]>;
type ChangeBody = z.output<Api["changeAccount"]["body"]>;
type Shown = ReturnType<typeof shown>;
type SettingsBody = Pick<ConnectBody, "name" | "colour" | "provenBy" | "toleranceMinor" | "mergePolicy" | "mergeWaitMinutes" | "paymentAccountId" | "warehousePolicy" | "outagePolicy" | "asksPayerAddress" | "asksUnprotected">;

export const accountRoutes = (network: Network) => ({
  connectors: async () =>
    ok({
      rows: (Object.keys(registered) as AccountKind[]).flatMap((kind) =>
        Object.values(registered[kind]).map(({ info }) => ({
          kind, id: info.id, label: info.label, proof: info.proof, liveUrl: info.liveUrl, sites: (info.sites ?? []).map((s) => s.id),
          credentialFields: info.credentialFields.map(({ name, secret }) => ({ name, secret })), scopes: info.scopes ? [...info.scopes] : [],
        })),
      ),
    }),

  listAccounts: async ({ company }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const feeds = Map.groupBy(await listFeedRows(tx), (f) => f.accountId);
      const recounts = Map.groupBy(await listRecounts(tx), (r) => r.accountId);
      const kept = Map.groupBy(await listKeptLabels(tx), (k) => k.accountId);
      return ok({ rows: (await listAccountRows(tx)).map((row) => shown(tx.now, row, feeds.get(row.id) ?? [], recounts.get(row.id) ?? [], kept.get(row.id) ?? [])) });
    }),

  connectAccount: ({ company }, { body }) => connect(network, company, body),
  changeAccount: ({ company }, { params, body }) => change(network, company, params.id, body),

  pauseAccount: async ({ company }, { params, body }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      if (!(await lockAccount(tx, params.id))) return fail({ code: "account_not_found" });
      await setPaused(tx, params.id, body.paused);
      if (!body.paused) await pollNow(tx, params.id);
      return ok({ ok: true });
    }),

  pollAccount: async ({ company }, { params }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      if (!(await lockAccount(tx, params.id))) return fail({ code: "account_not_found" });
      await forgiveSignOut(tx, params.id);
      return ok({ underWay: await pollNow(tx, params.id) });
    }),

  recountAccount: async ({ company }, { params }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const account = await lockAccount(tx, params.id);
      if (!account) return fail({ code: "account_not_found" });
      await beginRecount(tx, account.id, account.kind, "byHandDays");
      await recountNow(tx, account.id);
      return ok({ ok: true });
    }),
}) satisfies SomeHandlers;

/** Connects an account: what is asked for is there, the address is allowed, the service knows the credentials. */
async function connect(network: Network, company: Company, body: ConnectBody): Promise<Result<Shown, Refusal>> {
  const { kind, connector, site, credentials } = body;
  const info = findInfo(kind, connector);
  if (!info) return fail({ code: "input_refused", field: "connector", detail: fact("known_are", Object.keys(registered[kind]).join(", ")) });
  if (info.sites && !info.sites.some((s) => s.id === site))
    return fail({ code: "input_refused", field: "site", detail: fact("known_are", info.sites.map((s) => s.id).join(", ")) });
  const baseUrl = (body.baseUrl ?? info.liveUrl).replace(/\/+$/, "");
  const refused = refuseUrl(baseUrl, network.insideHosts) ?? refuseCredentials(info, credentials) ?? (await refuseSettings(company, body, null));
  if (refused) return fail(refused);
  const proof = await proveAccount(company.db, network.http, kind, connector, baseUrl, credentials);
  if (!proof.ok) return proof;
  return orTaken(taken, () => inOrg(company.db, company.orgId, async (tx) => {
    const id = tx.newId();
    await insertAccount(tx, { id, kind, connector, site, baseUrl, credentials, ...settingsOf(kind, body) });
    return ok(await readShown(tx, id));
  }));
}

/** Changes settings, and credentials only after the service has accepted them. Nobody's newer change is overwritten. */
async function change(network: Network, company: Company, id: string, body: ChangeBody): Promise<Result<Shown, Refusal>> {
  const found = await inOrg(company.db, company.orgId, (tx) => lockAccount(tx, id));
  if (!found) return fail({ code: "account_not_found" });
  const info = findInfo(found.kind, found.connector);
  if (!info) return fail({ code: "account_not_found", detail: fact("no_such_connector", found.connector) });
  const { credentials } = body;
  const refused = (credentials ? refuseCredentials(info, credentials) : null) ?? (await refuseSettings(company, body, found.id));
  if (refused) return fail(refused);
  if (credentials) {
    const proof = await proveAccount(company.db, network.http, found.kind, found.connector, found.baseUrl, credentials);
    if (!proof.ok) return proof;
  }
  return orTaken(taken, () => inOrg(company.db, company.orgId, async (tx) => {
    const now = await lockAccount(tx, found.id);
    if (!now || now.version !== body.version) return fail({ code: "changed_meanwhile", detail: fact("version_now", now?.version ?? 0) });
    await changeSettings(tx, found.id, settingsOf(found.kind, body));
    if (credentials) {
      await replaceCredentials(tx, found.id, tx.seal(placeOf(found.id), JSON.stringify(credentials)), hintsOf(info, credentials));
      await pollNow(tx, found.id);
    }
    return ok(await readShown(tx, found.id));
  }));
}

const nameIsTaken: Refusal = { code: "code_taken", field: "name", detail: fact("name_taken") };
const taken = { account_name_once: nameIsTaken };

function refuseSettings(company: { db: Db; orgId: string }, body: SettingsBody, self: string | null): Promise<Refusal | null> {
  return inOrg(company.db, company.orgId, async (tx) => {
    if (await nameTaken(tx, body.name, self)) return nameIsTaken;
    if (body.paymentAccountId !== null && !(await isPaymentAccount(tx, body.paymentAccountId)))
      return { code: "input_refused", field: "paymentAccountId", detail: fact("not_this_company") };
    return null;
  });
}

/** Only shops have a policy for payment and merging; elsewhere these columns stay empty. */
function settingsOf(kind: AccountKind, body: SettingsBody): Settings {
  const { name, colour, toleranceMinor, mergeWaitMinutes, warehousePolicy, outagePolicy, asksPayerAddress, asksUnprotected } = body;
  const shop = kind === "shop";
  return {
    name, colour, toleranceMinor, mergeWaitMinutes, warehousePolicy, outagePolicy, asksPayerAddress, asksUnprotected, provenBy: shop ? (body.provenBy ?? "channel") : null,
    mergePolicy: shop ? body.mergePolicy : null, paymentAccountId: shop ? body.paymentAccountId : null,
  };
}

function shown(now: Instant, { nightHour, ...row }: ListedAccount, feeds: readonly FeedRow[], recounts: readonly RecountRow[], kept: readonly KeptLabelRow[]) {
  const mine = feeds.map(({ accountId: _, ...feed }) => feed);
  const counting = mine.find((f) => f.feed === "recount");
  const [last, underWay] = [recounts.find((r) => r.finishedAt !== null), recounts.find((r) => r.finishedAt === null)];
  const of = ({ accountId: _, finishedAt, ...recount }: RecountRow) => ({ ...recount, finishedAt });
  return {
    ...row, proof: findInfo(row.kind, row.connector)?.proof ?? "unverified", feeds: mine.filter((f) => f !== counting),
    recount: { nightAt: nextNight(now, nightHour, row.id), nextAt: counting?.nextPollAt ?? null, lastError: counting && counting.failures > 0 ? counting.lastError : null, last: last ? of(last) : null, underWay: underWay ? of(underWay) : null },
    keptLabels: kept.map(({ accountId: _, ...label }) => label),
  };
}

async function readShown(tx: Tx, id: string): Promise<ReturnType<typeof shown>> {
  const row = (await listAccountRows(tx)).find((a) => a.id === id);
  if (!row) throw new Error("the account that was just written");
  const mine = <T extends { accountId: string }>(rows: readonly T[]) => rows.filter((r) => r.accountId === id);
  return shown(tx.now, row, mine(await listFeedRows(tx)), mine(await listRecounts(tx)), mine(await listKeptLabels(tx)));
}
