import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { isOutage } from "../db/outage.ts";
import { inOrg } from "../db/tx.ts";
import { openApp, type TestApp } from "./app.testkit.ts";

// A database that neither answers nor closes its connections: a stopped process, a network that swallows everything.

/** A line to the database on which everything can come to a stand. What was sent meanwhile arrives when it goes on, as from a process that goes on. */
function makeLine() {
  let still = false;
  const ways = new Set<readonly [Socket, Socket]>();
  const joined = ([from, to]: readonly [Socket, Socket]): void => void (from.pipe(to), to.pipe(from));
  const server = createServer((from) => void begin(from));
  let target: AddressInfo;
  const begin = async (from: Socket): Promise<void> => {
    const to = connect(target.port, target.address);
    const way = [from, to] as const;
    for (const socket of way) socket.on("error", () => {}).on("close", () => void (still || ways.delete(way)));
    ways.add(way);
    if (!still) joined(way);
  };
  return {
    async through(url: string): Promise<string> {
      const there = new URL(url);
      target = { address: there.hostname, port: Number(there.port || 5432), family: "" };
      await once(server.listen(0, "127.0.0.1"), "listening");
      there.hostname = "127.0.0.1";
      there.port = String((server.address() as AddressInfo).port);
      return there.toString();
    },
    halt() {
      still = true;
      for (const [from, to] of ways) (from.unpipe(to), to.unpipe(from));
    },
    goOn() {
      if (!still) return;
      still = false;
      for (const way of ways) joined(way);
    },
    close: () => void server.close(),
  };
}

const line = makeLine();
let it: TestApp;
beforeAll(async () => void (it = await openApp({ companies: true, through: line.through })));
afterEach(() => line.goOn());
afterAll(async () => {
  await it?.close();
  line.close();
});

const withinS = async <T>(seconds: number, work: Promise<T>): Promise<T> => {
  const since = performance.now();
  const answer = await work;
  expect((performance.now() - since) / 1000).toBeLessThan(seconds);
  return answer;
};
const setLocale = (locale: string) => it.call("PUT", "/api/me/locale", { as: it.sessions.owner, body: { locale } });
const locale = async () => (await it.call("GET", "/api/me", { as: it.sessions.owner })).json<{ member: { locale: string } }>().member.locale;

test("every call is told in time that the database does not answer, also those that wait for a connection, and is answered again once it does", async () => {
  expect((await setLocale("en")).statusCode).toBe(200);
  line.halt();
  const calls = Array.from({ length: 20 }, (_, i) => (i % 2 ? setLocale("zh-CN") : it.call("GET", "/api/board", { as: it.sessions.owner })));
  const answers = await withinS(15, Promise.all([...calls, it.call("GET", "/readyz")]));
  expect(answers.map((answer) => [answer.statusCode, answer.json<{ code?: string }>().code])).toEqual([...calls.map(() => [503, "database_unreachable"]), [503, undefined]]);
  line.goOn();
  expect((await withinS(5, it.call("GET", "/readyz"))).statusCode).toBe(200);
  expect(await locale()).toBe("en"); // nothing of what failed was done after all
});

test("a transaction under way is given up whole, on both sides", async () => {
  const put = (name: string, meanwhile: () => void) => inOrg(it.db, it.own.orgId, async (tx) => {
    await tx.run`insert into setting (org_id, name, value, version) values (${tx.orgId}, ${name}, '{}', 1)`;
    meanwhile();
    await tx.run`update setting set version = version + 1 where org_id = ${tx.orgId} and name = ${name}`;
  });
  const error = await withinS(15, put("once", line.halt).then(() => null, (e: unknown) => e));
  expect(isOutage(error)).toBe(true);
  line.goOn();
  await put("once", () => {}); // it is not there, and nobody holds it
  expect(it.db.pool.totalCount).toBeLessThanOrEqual(6);
});

test("a statement may take its time while the database answers others", async () => {
  expect(await inOrg(it.db, it.own.orgId, (tx) => tx.one`select 1 as done from pg_sleep(12)`)).toEqual({ done: 1 });
});
