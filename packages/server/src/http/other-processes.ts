import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { connectMs, smallMs, within } from "../db/outage.ts";
import type { Db } from "../db/tx.ts";
import type { Live } from "./live.ts";

const channel = "argosy_changed";
const togetherMs = 250; // what moves within it is told in one go
const againMs = 2_000;

/** `stop` ends the listening. What was not told yet is not: the next change tells it. */
export type OtherProcesses = { readonly tell: (orgId: string) => void; readonly stop: () => Promise<void> };

/**
 * Several processes may work on one database. What moves in one of them shows on the pages of the others: PostgreSQL's
 * NOTIFY tells whose it was, and nothing else.
 *
 * Rule  A process does not hear itself. After a lost connection everything may have moved, so all open pages look again.
 *       Without `live` it only tells: a process without pages has nobody to pass it on to.
 */
export function joinOthers({ pool, newId }: Pick<Db, "pool" | "newId">, live: Live | null): OtherProcesses {
  const me = newId();
  const untold = new Set<string>();
  const tell = (): void => {
    const orgIds = [...untold];
    untold.clear();
    const toAll = within(smallMs, "select pg_notify($1, $2 || ' ' || org_id) from unnest($3::text[]) as org_id", [channel, me, orgIds]);
    pool.query(toAll).catch(() => {}); // the database is away: the pages notice
  };

  const stopped = new AbortController();
  let client: pg.Client | null = null;
  let connected: Promise<unknown> = Promise.resolve();
  const listen = async (heard: Live): Promise<void> => {
    for (let lost = false; !stopped.signal.aborted; lost = true) {
      client = new pg.Client({ connectionString: pool.options.connectionString!, application_name: "argosy", keepAlive: true, connectionTimeoutMillis: connectMs }); // a connection cut silently on the way is noticed
      client.on("error", () => {}); // "end" follows
      client.on("notification", ({ payload = "" }) => {
        const [from, orgId = ""] = payload.split(" ");
        if (from !== me) heard.changed(orgId);
      });
      const ended = new Promise((resolve) => client!.once("end", resolve));
      try {
        await (connected = client.connect());
        await client.query(`listen ${channel}`);
        if (lost) for (const orgId of heard.watched()) heard.changed(orgId);
        await ended;
      } catch {
        await client.end().catch(() => {});
      }
      await sleep(againMs, undefined, { signal: stopped.signal, ref: false }).catch(() => {});
    }
  };
  const listening = live ? listen(live) : Promise.resolve();

  return {
    tell(orgId) {
      if (untold.size === 0) setTimeout(tell, togetherMs).unref();
      untold.add(orgId);
    },
    async stop() {
      stopped.abort();
      await connected.catch(() => {}); // ended in between, a client never says that it has
      await client?.end().catch(() => {});
      await listening;
    },
  };
}
