import path from "node:path";
import { epochMs, type Clock } from "@argosy/core/time.ts";
import { seedDemo, type DemoCompany } from "@argosy/sandbox/seed.ts";
import { serve } from "@argosy/sandbox/serve.ts";
import { easypostSandbox } from "@argosy/sandbox/vendors/easypost/routes.ts";
import { ebaySandbox } from "@argosy/sandbox/vendors/ebay/routes.ts";
import { paypalSandbox } from "@argosy/sandbox/vendors/paypal/routes.ts";
import { createWorld, type World } from "@argosy/sandbox/world.ts";
import { keepFile, readKept, replaceKept } from "../start/data-dir.ts";

/** The demo's outside world, running behind a loopback socket. */
export type DemoWorld = {
  readonly world: World;
  readonly company: DemoCompany;
  readonly url: string;
  readonly host: string; // what the network's door must let through
  readonly close: () => Promise<void>;
};

export const portFile = "demo/port";
const seed = 20;

/**
 * Brings the stand-in vendors up at the port they had before, so that the accounts' addresses stay true. Their state
 * is a journal in the data directory. With the port taken by a stranger another one is found and remembered.
 */
export async function openDemoWorld(dataDir: string, clock: Clock): Promise<DemoWorld> {
  keepFile(dataDir, "demo/README", () => "The outside world of the demo company. Delete this folder together with its company only.\n");
  const world = createWorld({ seed, clock, journal: path.join(dataDir, "demo", "world.jsonl") });
  const fresh = !world.settings.seeded;
  const company = seedDemo(world, { now: clock.now() });
  if (fresh) shipTheOld(world, clock);
  const handlers = { "/ebay": ebaySandbox(world).http, "/paypal": paypalSandbox(world).http, "/easypost": easypostSandbox(world).http };
  const before = Number(readKept(dataDir, portFile) ?? 0);
  const running = await serve(handlers, { port: before }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    return serve(handlers, { port: 0 });
  });
  const { host, port } = new URL(running.url);
  if (Number(port) !== before) replaceKept(dataDir, portFile, port);
  return { world, company, url: running.url, host, close: running.close };
}

const oldS = 66 * 3600; // eBay's promise is three days
const leaveOneIn = 9;

/** What was due before the company came to Argosy has left by the old way; a few have been forgotten, as they would be. */
function shipTheOld(world: World, clock: Clock): void {
  const before = epochMs(clock.now()) - oldS * 1000;
  const old = [...world.orders.values()].filter((o) => o.createdMs < before && o.note === "" && o.cancel === "none" && o.fulfilments === null);
  const ready = old.filter((o) => o.payment === "channel" || o.payment === "paypal_right");
  for (const [i, order] of ready.entries()) if (i % leaveOneIn !== 0) world.control.shipElsewhere(order.id);
}

/** Paths of the vendors below the world's address. */
export const vendorPaths = { ebay: "/ebay", paypal: "/paypal", easypost: "/easypost" } as const;
