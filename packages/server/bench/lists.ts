import { Agent, get } from "node:http";
import pg from "pg";
import { randomId } from "@argosy/core/ids.ts";
import { systemClock } from "@argosy/core/time.ts";
import { everywhere, inOrg, openPool, type Db } from "../src/db/tx.ts";
import { createVault } from "../src/db/vault.ts";
import { buildApp } from "../src/http/app.ts";
import { cookieName } from "../src/http/entry.ts";
import { allHandlers } from "../src/http/handlers.ts";
import { createLive } from "../src/http/live.ts";
import { indexBuyers } from "../src/lists/buyer-index.ts";
import { sealBuyer } from "../src/pipeline/buyer.ts";
import { openSession } from "../src/people/session.ts";
import { insertMember } from "../src/people/sql.ts";
import { openCompanies } from "../src/start/companies.ts";
import { clearAwayWhenTold, openScratch } from "../sim/database.ts";
import { readOptions } from "./options.ts";
import { fillHistory, fillOrders, fillSettings, type Filled } from "./lists-sql.ts";

// On 2 shared cores with 200,000 orders every p95 was below 95 ms while little else ran.

const help = `node packages/server/bench/lists.ts [--orders N] [--calls N] [--json]

How long every list takes over HTTP with many orders in the database, with every filter, count included.
Uses a throwaway embedded server.

  --orders N   how many orders, 1000 to 1000000 (200000)
  --calls N    how often each list is asked, 1 to 10000 (40)
  --json       one JSON object per line; the last is the total
  --help       this text`;

const options = readOptions(help, { orders: [1000, 1_000_000, 200_000], calls: [1, 10_000, 40] });
const { orders: count, calls } = options;
const agent = new Agent({ keepAlive: true });
const say = (line: string): void => void (options.json || process.stdout.write(`${line}\n`));

const filled: Filled = { orgId: randomId(), shops: [randomId(), randomId(), randomId()], warehouses: [randomId(), randomId()], methods: Array.from({ length: 5 }, randomId) };
const [shop, warehouse, method, sku] = [filled.shops[1] ?? "", filled.warehouses[1] ?? "", filled.methods[1] ?? "", "00000000-0000-7000-a000-000000000007"]; // the bestseller

// oxfmt-ignore
// prettier-ignore
const lists: readonly [name: string, path: string][] = [
  ["board",                          "/api/board"],
  ["orders: all",                    "/api/orders"],
  ["orders: a room",                 "/api/orders?stage=review"],
  ["orders: the closed",             "/api/orders?stage=parcelled"],
  ["orders: held",                   "/api/orders?view=held"],
  ["orders: free",                   "/api/orders?view=free&stage=payment"],
  ["orders: all free",               "/api/orders?view=free"],
  ["orders: a hold of their parcels", "/api/orders?hold=stock_short"],
  ["orders: overdue",                "/api/orders?view=overdue"],
  ["orders: overdue in parcels",     "/api/orders?view=overdue&stage=parcelled"],
  ["orders: a hold",                 "/api/orders?hold=buyer_note"],
  ["orders: a hold nobody has",      "/api/orders?hold=price_zero"],
  ["orders: an account",             `/api/orders?accountId=${shop}`],
  ["orders: a country",              "/api/orders?country=JP"],
  ["orders: a country nobody is in", "/api/orders?country=ZW"],
  ["orders: account, country, stage", `/api/orders?stage=parcelled&country=JP&accountId=${shop}`],
  ["orders: a number",               "/api/orders?q=O150000"],
  ["orders: the beginning of one",   "/api/orders?q=O15"],
  ["orders: many begin so",          "/api/orders?q=O1500"],
  ["orders: a tracking number",      "/api/orders?q=TN000050000"],
  ["orders: a buyer",                "/api/orders?q=nobody_known"],
  ["orders: a buyer's phone",        "/api/orders?q=07700150000"],
  ["orders: a buyer's name",         "/api/orders?q=ada%20word150"],
  ["orders: a common name",          "/api/orders?q=word150"],
  ["orders: everybody's name",       "/api/orders?q=ada"],
  ["orders: a bestseller",           "/api/orders?sku=SKU-00007"],
  ["orders: a SKU",                  "/api/orders?sku=SKU-00100"],
  ["orders: bestseller, rare country", "/api/orders?sku=SKU-00007&country=ZW"],
  ["parcels: all",                   "/api/parcels"],
  ["parcels: a room",                "/api/parcels?stage=picking"],
  ["parcels: delivered",             "/api/parcels?stage=delivered"],
  ["parcels: held",                  "/api/parcels?view=held"],
  ["parcels: free",                  "/api/parcels?view=free"],
  ["parcels: overdue",               "/api/parcels?view=overdue"],
  ["parcels: a hold",                "/api/parcels?hold=stock_short&stage=allocation"],
  ["parcels: a hold nobody has",     "/api/parcels?hold=booking_unknown"],
  ["parcels: an account",            `/api/parcels?accountId=${shop}`],
  ["parcels: a country",             "/api/parcels?country=JP"],
  ["parcels: a country nobody is in", "/api/parcels?country=ZW"],
  ["parcels: a warehouse",           `/api/parcels?warehouseId=${warehouse}`],
  ["parcels: a method",              `/api/parcels?methodId=${method}`],
  ["parcels: a method nobody has",   `/api/parcels?methodId=${randomId()}`],
  ["parcels: warehouse, method, country", `/api/parcels?warehouseId=${warehouse}&methodId=${method}&country=JP`],
  ["parcels: a wave nobody is in",   `/api/parcels?waveId=${randomId()}`],
  ["parcels: a tracking number",     "/api/parcels?q=TN000050000"],
  ["parcels: the beginning of many", "/api/parcels?q=TN0000"],
  ["parcels: a bestseller",          "/api/parcels?sku=SKU-00007"],
  ["parcels: a SKU",                 "/api/parcels?sku=SKU-00100"],
  ["stock",                          "/api/stock"],
  ["stock: a word",                  "/api/stock?q=00100"],
  ["stock: short",                   "/api/stock?only=short"],
  ["stock: none left",               "/api/stock?only=zero"],
  ["stock: a warehouse",             `/api/stock?warehouseId=${warehouse}`],
  ["ledger",                         "/api/stock/moves"],
  ["ledger: a warehouse",            `/api/stock/moves?warehouseId=${warehouse}`],
  ["ledger: a SKU",                  `/api/stock/moves?skuId=${sku}`],
  ["ledger: a SKU in a warehouse",   `/api/stock/moves?skuId=${sku}&warehouseId=${warehouse}`],
  ["SKUs: a word",                   "/api/skus?q=goods"],
  ["SKUs: a code",                   "/api/skus?code=SKU-00100"],
  ["SKUs without a mapping",         "/api/mappings/unmapped"],
  ["merge",                          "/api/merge"],
  ["purchase plan",                  "/api/purchase-plan"],
  ["inbox",                          "/api/inbox"],
  ["waves",                          "/api/waves"],
];

const opening = openScratch(undefined);
clearAwayWhenTold(opening);
const scratch = await opening;
try {
  await fill();
  await measure();
} finally {
  await scratch.close();
}

async function fill(): Promise<void> {
  const owner = new pg.Client(scratch.url);
  await owner.connect();
  await owner.query("set search_path = argosy");
  say(`writing ${count} orders`);
  try {
    await fillSettings(owner, filled);
    await fillOrders(owner, filled, count);
    await fillHistory(owner, filled);
  } finally {
    await owner.end();
  }
}

/** What the server does by itself within a minute: without it nothing is known of the buyers' index yet. */
async function analyze(): Promise<void> {
  const owner = new pg.Client(scratch.url);
  await owner.connect();
  await owner.query("analyze");
  await owner.end();
}

async function measure(): Promise<void> {
  const pool = openPool(scratch.url);
  const db: Db = { pool, clock: systemClock, newId: randomId, vault: createVault(Buffer.alloc(32, 7)) };
  const token = await signIn(db);
  await sealBuyers(db);
  await analyze();
  const http = () => Promise.reject(new Error("no network here"));
  const log = (entry: object) => void process.stderr.write(`${JSON.stringify(entry)}\n`);
  const { fastify } = await buildApp({
    db, handlers: allHandlers({ network: { http, insideHosts: [] }, demoWorldOf: () => null, random: () => 0.5 }), companyOf: openCompanies(db, http, log).of, live: createLive(),
    wakeRooms: () => {}, log, newId: randomId, setupToken: { value: "" }, fillDemo: async () => {}, publicHosts: [], checkAnswers: false, pages: "/nowhere", state: { ready: true },
  });
  const origin = await fastify.listen({ host: "127.0.0.1", port: 0 });
  const cookie = `${cookieName(new URL(origin).host, "session", false)}=${token}`;
  const lines = [];
  for (const [name, path] of lists) lines.push({ bench: "lists", name, orders: count, ...(await time(`${origin}${path}`, cookie)) });
  agent.destroy();
  await fastify.close();
  await pool.end();
  if (options.json) for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`);
  else for (const { name, p50Ms, p95Ms, counted } of lines) say(`${name.padEnd(38)} p50 ${String(p50Ms).padStart(6)} ms   p95 ${String(p95Ms).padStart(6)} ms   ${counted}`);
  const worst = Math.max(...lines.map((line) => line.p95Ms));
  process.stdout.write(options.json ? `${JSON.stringify({ bench: "lists", name: "total", orders: count, worstP95Ms: worst })}\n` : `worst p95 ${worst} ms\n`);
}

async function time(url: string, cookie: string): Promise<{ p50Ms: number; p95Ms: number; counted: string }> {
  const times: number[] = [];
  let counted = "";
  for (let i = 0; i < calls + 3; i++) {
    const since = performance.now();
    const body = JSON.parse(await ask(url, cookie)) as { count?: { n: number; more: boolean }; rows?: unknown[] };
    if (i >= 3) times.push(performance.now() - since);
    if (body.count) counted = `${body.rows?.length ?? 0} of ${body.count.n}${body.count.more ? "+" : ""}`;
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round((sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0) * 10) / 10;
  return { p50Ms: at(0.5), p95Ms: at(0.95), counted };
}

function ask(url: string, cookie: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { cookie } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => {
        const body = Buffer.concat(parts).toString("utf8");
        if (answer.statusCode === 200) resolve(body);
        else reject(new Error(`${url}: ${answer.statusCode} ${body}`));
      });
    }).on("error", reject);
  });
}

async function signIn(db: Db): Promise<string> {
  const id = randomId();
  return everywhere(db, async (tx) => {
    await insertMember(tx, { id, orgId: filled.orgId, email: "bench@test.example", name: "Bench", role: "owner", locale: "en", passwordHash: "x" });
    return (await openSession(tx, id)).token;
  });
}

/** People are encrypted one by one, as in production, so that every page opens its own. */
async function sealBuyers(db: Db): Promise<void> {
  const ids = await inOrg(db, filled.orgId, (tx) => tx.many<{ id: string }>`select id from orders where org_id = ${tx.orgId}`);
  const shipTo = { name: "", company: "", line1: "12 St James's Square", line2: "", city: "London", state: "", postcode: "SW1Y 4JH", country: "GB", phone: "" };
  const people = ids.map(({ id }, i) => ({ orderId: id, buyerId: "ada", email: `ada${i}@buyers.example`, shipTo: { ...shipTo, name: `Ada Word${i % 200}`, phone: `07700${String(i).padStart(6, "0")}` } }));
  for (let at = 0; at < people.length; at += 5000)
    await inOrg(db, filled.orgId, async (tx) => {
      const some = people.slice(at, at + 5000);
      await tx.insert("buyer_pii", some.map(({ orderId, ...buyer }) => ({ orderId, ciphertext: sealBuyer(tx, orderId, buyer) })));
      await indexBuyers(tx, some);
    });
}
