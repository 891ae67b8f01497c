import type pg from "pg";
import type { Http } from "@argosy/core/connector.ts";
import type { HttpRequest } from "@argosy/core/http.ts";
import type { Db, Pool } from "../src/db/tx.ts";
import type { Company } from "../src/pipeline/room.ts";
import { openOutside, type WorldHandlers } from "./company.ts";

// One life of the worker's process: its memory, and every door through which it reaches the database and the vendors.
// At each door it may be killed. What is killed reaches nothing any more, however much of it still runs.

/** Ends a life. Rooms let it through; connectors take it for a lost answer, and find every other door closed. */
export class Crash extends Error {
  override readonly name = "Crash";
  readonly simulatedCrash = true;
}

export type Life = {
  readonly company: Company;
  readonly isDead: () => boolean;
  /** Doors passed in this life so far. */
  readonly doors: () => number;
  /** Kills at the n-th door from now; null disarms. */
  readonly arm: (n: number | null) => void;
  /** Holds the answer of the n-th call from now whose line fits: the process is frozen there until it is thawed. */
  readonly freezeAt: (n: number, fits: RegExp) => void;
  readonly frozen: Promise<void>;
  readonly thaw: () => void;
};

export type Ground = {
  readonly pool: Pool;
  readonly db: Pick<Db, "clock" | "newId" | "vault">;
  readonly orgId: string;
  readonly handlers: WorldHandlers;
  readonly log: Company["log"];
  /** Sees every door that is passed: for traces, and for tests that count. */
  readonly see?: (door: string) => void;
  /** For controls: breaks the code under test at its seams. */
  readonly spoil?: (company: Company) => Company;
};

type Doors = { passed: number; fuse: number | null; dead: boolean; freeze: { left: number; readonly fits: RegExp } | null };

/** Begins a life: connectors with empty token caches over the doors. Costs nothing but memory. */
export function beginLife(ground: Ground): Life {
  const state: Doors = { passed: 0, fuse: null, dead: false, freeze: null };
  const pass = (door: string): void => {
    if (state.dead) throw new Crash("this process is dead");
    state.passed++;
    ground.see?.(door);
    if (state.fuse === null || --state.fuse > 0) return;
    state.dead = true;
    throw new Crash(`killed at ${door.slice(0, 60)}`);
  };
  const freezer = makeFreezer(state);
  const guarded = (vendor: string, http: Http): Http => async (request) => {
    pass(`call ${vendor} ${request.method} ${new URL(request.url).pathname}`);
    const response = await http(request);
    await freezer.maybe(request);
    pass(`answer ${vendor}`);
    return response;
  };
  const { ebay, paypal, easypost } = ground.handlers;
  const handlers: WorldHandlers = { ebay: guarded("ebay", ebay), paypal: guarded("paypal", paypal), easypost: guarded("easypost", easypost) };
  const db: Db = { ...ground.db, pool: withDoors(ground.pool, pass), before: pass };
  const company: Company = { db, orgId: ground.orgId, outside: openOutside(handlers, db), log: (entry) => (state.dead ? undefined : ground.log(entry)) };
  return {
    company: ground.spoil ? ground.spoil(company) : company,
    isDead: () => state.dead,
    doors: () => state.passed,
    arm: (n) => void (state.fuse = n),
    freezeAt: (n, fits) => void (state.freeze = { left: n, fits }),
    frozen: freezer.frozen,
    thaw: freezer.thaw,
  };
}

function makeFreezer(state: Doors) {
  let say = () => {};
  let thaw = () => {};
  const frozen = new Promise<void>((resolve) => (say = resolve));
  const thawed = new Promise<void>((resolve) => (thaw = resolve));
  return {
    frozen,
    thaw: () => thaw(),
    async maybe(request: HttpRequest): Promise<void> {
      if (state.freeze === null || !state.freeze.fits.test(`${request.method} ${request.url}`) || --state.freeze.left > 0) return;
      state.freeze = null;
      say();
      await thawed;
    },
  };
}

/** A commit has two doors: before it is sent (Db.before) and after it was carried out, when the answer is lost. */
function withDoors<P extends pg.Pool>(pool: P, pass: (door: string) => void): P {
  const wrapped = new WeakMap<pg.PoolClient, pg.PoolClient>();
  const client = (real: pg.PoolClient): pg.PoolClient => {
    const known = wrapped.get(real);
    if (known) return known;
    const query = async (...args: unknown[]): Promise<unknown> => {
      const [first] = args;
      if (typeof first === "string" && first.startsWith("begin")) pass("begin");
      const answer = await (real.query as (...all: unknown[]) => Promise<unknown>).apply(real, args);
      if (first === "commit") pass("committed");
      return answer;
    };
    const proxy = new Proxy(real, { get: (target, name) => (name === "query" ? query : bound(target, name)) });
    wrapped.set(real, proxy);
    return proxy;
  };
  return new Proxy(pool, { get: (target, name) => (name === "connect" ? async () => client(await target.connect()) : bound(target, name)) });
}

function bound(target: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name);
  return typeof value === "function" ? value.bind(target) : value;
}

