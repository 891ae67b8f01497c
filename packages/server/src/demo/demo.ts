import { demoOpenMost } from "@argosy/core/demo.ts";
import type { Clock } from "@argosy/core/time.ts";
import { startBuying } from "@argosy/sandbox/seed.ts";
import { inOrg, type Db } from "../db/tx.ts";
import type { Handlers } from "../http/route.ts";
import type { Company } from "../pipeline/room.ts";
import { demoStaff, workFloor } from "./floor.ts";
import { loadCompany } from "./load.ts";
import { countOpen, moveSandbox, pollEverything, readMark } from "./sql.ts";
import { openDemoWorld, type DemoWorld } from "./world.ts";

export type Demo = {
  /** Brings the world up, fills the company if it is empty, and lets customers buy. Said again, it does nothing more. */
  readonly run: (company: Company, chinese: boolean) => Promise<void>;
  readonly worldOf: (orgId: string) => DemoWorld | null;
  readonly stop: () => Promise<void>;
};
type Parts = {
  readonly db: Db; readonly dataDir: string; readonly clock: Clock; readonly random: () => number;
  readonly handlers: () => Handlers;
  readonly allowHost: (host: string) => void;
  readonly wakeRooms: () => void;
  /** Is a page of this company open? Customers buy while somebody looks, so a forgotten demo does not grow for ever. */
  readonly isWatched: (orgId: string) => boolean;
  readonly log: Company["log"];
};

const buyEveryMs = 6_000;
const lookEveryMs = 2_000;
const fetchEvery = 3; // looks: while somebody watches, what was bought arrives within seconds instead of a minute

/** The demo of one installation: at most one company has it. */
export function createDemo(parts: Parts): Demo {
  let running: { readonly orgId: string; readonly world: DemoWorld } | null = null;
  let starting: Promise<void> | null = null;
  let stopBuying: (() => void) | null = null;
  const ended = new AbortController();

  const start = async (company: Company, chinese: boolean): Promise<void> => {
    const world = await openDemoWorld(parts.dataDir, parts.clock);
    parts.allowHost(world.host);
    running = { orgId: company.orgId, world };
    await loadCompany(parts.db, company.orgId, world.company, world.url, chinese);
    await inOrg(parts.db, company.orgId, (tx) => moveSandbox(tx, world.url));
    parts.wakeRooms();
    let looks = 0;
    setInterval(() => {
      void letThemBuy(company, world);
      if (stopBuying && looks++ % fetchEvery === 0) void fetchSoon(parts, company);
    }, lookEveryMs).unref();
    void openFloor(parts, company, world, chinese, ended.signal);
  };
  const letThemBuy = async (company: Company, { world }: DemoWorld): Promise<void> => {
    const wanted = parts.isWatched(company.orgId) && (await hasRoom(parts, company)) && !ended.signal.aborted;
    if (wanted && !stopBuying) stopBuying = startBuying(world, { everyMs: buyEveryMs, random: parts.random });
    if (!wanted && stopBuying) {
      stopBuying();
      stopBuying = null;
    }
  };
  return {
    run: (company, chinese) => (starting ??= start(company, chinese)),
    worldOf: (orgId) => (running?.orgId === orgId ? running.world : null),
    async stop() {
      ended.abort();
      stopBuying?.();
      await running?.world.close();
    },
  };
}

async function hasRoom({ db }: Parts, { orgId }: Company): Promise<boolean> {
  try {
    return (await inOrg(db, orgId, countOpen)) < demoOpenMost;
  } catch {
    return false; // the database is away for a moment
  }
}

async function fetchSoon(parts: Parts, company: Company): Promise<void> {
  try {
    await inOrg(parts.db, company.orgId, pollEverything);
    parts.wakeRooms();
  } catch {
    // The database is away for a moment; the next look asks again.
  }
}

async function openFloor(parts: Parts, company: Company, world: DemoWorld, chinese: boolean, signal: AbortSignal): Promise<void> {
  try {
    if (await inOrg(parts.db, company.orgId, (tx) => readMark(tx, "demo_floor"))) return;
    const caller = await demoStaff(company, chinese);
    await workFloor({ company, caller, wakeRooms: parts.wakeRooms }, parts.handlers(), world, signal);
  } catch (error) {
    if (!signal.aborted) parts.log({ what: "the demo's floor could not be worked", error });
  }
}
