import type { AccountKind, Carrier, Channel, ConnectorContext, Http, PaymentSource } from "@argosy/core/connector.ts";
import { carriers, channels, payments } from "@argosy/connectors/registry.ts";
import { fact } from "@argosy/core/facts.ts";
import { inOrg, type Db, type Tx } from "../db/tx.ts";
import { ClosedDoor, type Outside } from "../pipeline/outside.ts";
import { readAccountVersion, readOpening } from "./sql.ts";

type Doors = { readonly shop: Channel; readonly payment: PaymentSource; readonly carrier: Carrier };
type Door = { readonly version: number; readonly door: Doors[AccountKind] };

const registry: { readonly [K in AccountKind]: Readonly<Record<string, { readonly open: (context: ConnectorContext) => Doors[K] }>> } = {
  shop: channels, payment: payments, carrier: carriers,
};
export const placeOf = (accountId: string): string => `account.credentials/${accountId}`;

/** Opens a connector of the registry; null when it has none of that name. */
export function openConnector<K extends AccountKind>(kind: K, connector: string, context: ConnectorContext): Doors[K] | null {
  return Object.hasOwn(registry[kind], connector) ? (registry[kind][connector]?.open(context) ?? null) : null;
}

/**
 * The doors of one company to the world, opened with its stored credentials.
 *
 * Rule    A connector is opened once per version of its account, so its token is fetched once; replaced credentials
 *         are used by whoever asks for the door next, in every process.
 * Throws  `ClosedDoor`. Another error for an account that does not exist or is of another kind: the caller took it from
 *         our own tables.
 */
export function createOutside(db: Db, orgId: string, http: Http): Outside {
  const doors = new Map<string, Door>();
  const door = async <K extends AccountKind>(kind: K, accountId: string): Promise<Doors[K]> => {
    const version = await inOrg(db, orgId, (tx) => readAccountVersion(tx, accountId));
    const known = doors.get(accountId);
    if (known && known.version === version) return known.door as Doors[K];
    const opened = await openAccount(db, orgId, http, kind, accountId);
    doors.set(accountId, opened);
    return opened.door as Doors[K];
  };
  return {
    channel: (accountId) => door("shop", accountId),
    paymentSource: (accountId) => door("payment", accountId),
    carrier: (accountId) => door("carrier", accountId),
  };
}

async function openAccount(db: Db, orgId: string, http: Http, kind: AccountKind, accountId: string): Promise<Door> {
  const account = await inOrg(db, orgId, async (tx) => {
    const row = await readOpening(tx, accountId);
    return row && { ...row, credentials: readCredentials(tx, accountId, row.credentials) };
  });
  if (!account || account.kind !== kind) throw new Error(`account ${accountId} is no ${kind} account of this company`);
  const context = { http, clock: db.clock, newId: db.newId, baseUrl: account.baseUrl, credentials: account.credentials };
  const opened = openConnector(kind, account.connector, context);
  if (!opened) throw new ClosedDoor(fact("no_connector", account.connector));
  return { version: account.version, door: opened };
}

function readCredentials(tx: Tx, accountId: string, sealed: Buffer): Record<string, string> {
  try {
    return JSON.parse(tx.open(placeOf(accountId), sealed)) as Record<string, string>;
  } catch (error) {
    throw new ClosedDoor(fact("credentials_unreadable"), { cause: error });
  }
}
