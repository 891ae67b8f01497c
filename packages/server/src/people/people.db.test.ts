import { afterAll, beforeAll, expect, test } from "vitest";
import { openApp, quick, setupToken, type Session, type TestApp } from "../http/app.testkit.ts";
import { hashPassword } from "./password.ts";
import { limitsOf } from "./sign-in.ts";
import { beginTry } from "./throttle.ts";

let it: TestApp;
beforeAll(async () => {
  it = await openApp({ companies: false });
});
afterAll(() => it?.close());

const owner = { name: "Ada", email: "Ada@Example.com", password: "correct horse", company: "Lovelace & Co", kind: "company", locale: "en" };
const sessionOf = (answer: Awaited<ReturnType<TestApp["call"]>>): Session => ({
  cookie: String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "", csrf: answer.json<{ csrf: string }>().csrf, memberId: "",
});
const signIn = (password: string, email = "ada@example.com", remote = "127.0.0.1") => it.call("POST", "/api/session", { body: { email, password }, remote });
/** From now on to check this member's password, which works as it was set, takes no time. */
const checkQuickly = async (email: string, password: string) =>
  it.db.pool.query("update member set password_hash = $2 where email = $1", [email, await hashPassword(password, quick)]);

test("the set-up asks everybody for the printed token: who calls from this machine may be a proxy that says nothing", async () => {
  expect((await it.call("GET", "/api/setup")).json()).toEqual({ needed: true });
  for (const remote of ["127.0.0.1", "203.0.113.9"])
    for (const token of ["", "guess"]) {
      const answer = await it.call("POST", "/api/setup", { remote, body: { ...owner, token } });
      expect([answer.statusCode, answer.json()]).toEqual([403, expect.objectContaining({ code: "setup_token_wrong", field: "token" })]);
    }
});

test("the first owner's password is no easier than others", async () => {
  const answer = await it.call("POST", "/api/setup", { body: { ...owner, password: "1234567890", token: setupToken } });
  expect([answer.statusCode, answer.json()]).toEqual([400, expect.objectContaining({ code: "input_refused", field: "password", detail: "#password_easy" })]);
});

test("of many set-ups at the same moment one makes the owner", async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, i) => it.call("POST", "/api/setup", { remote: "203.0.113.9", body: { ...owner, email: i === 0 ? owner.email : `other${i}@example.com`, token: setupToken } })),
  );
  expect(answers.map((a) => a.statusCode).toSorted()).toEqual([200, 403, 403, 403, 403, 403]);
  const { rows } = await it.db.pool.query<{ members: string; orgs: string }>("select (select count(*) from member) as members, (select count(*) from org) as orgs");
  expect(rows.map((r) => [Number(r.members), Number(r.orgs)])).toEqual([[1, 1]]);
  await it.db.pool.query("update member set email = 'ada@example.com'"); // whoever won
  const after = await it.call("POST", "/api/setup", { body: { ...owner, token: setupToken } });
  expect([after.statusCode, after.json()]).toEqual([403, { code: "setup_done" }]);
  expect((await it.call("GET", "/api/setup")).json()).toEqual({ needed: false });
  expect((await signIn("correct horse")).statusCode).toBe(200);
  await checkQuickly("ada@example.com", "correct horse");
});

test("signing in sets a cookie that scripts cannot read, new each time; signing out ends it", async () => {
  const first = await signIn("correct horse");
  const second = await signIn("correct horse");
  expect(first.statusCode).toBe(200);
  expect(String(first.headers["set-cookie"])).toMatch(/^argosy_session=[\w-]{43}; .*HttpOnly.*SameSite=Strict/);
  expect(sessionOf(first).cookie).not.toBe(sessionOf(second).cookie);
  const me = await it.call("GET", "/api/me", { as: sessionOf(first) });
  expect(me.json()).toMatchObject({ member: { role: "owner", email: "ada@example.com" }, org: { name: "Lovelace & Co", demo: false } });
  expect((await it.call("DELETE", "/api/session", { as: sessionOf(first) })).statusCode).toBe(200);
  expect((await it.call("GET", "/api/me", { as: sessionOf(first) })).statusCode).toBe(401);
  expect((await it.call("GET", "/api/me", { as: sessionOf(second) })).statusCode).toBe(200);
});

test("who signs in where somebody is signed in ends that session, and only with the right password", async () => {
  const before = sessionOf(await signIn("correct horse"));
  const again = (password: string) => it.call("POST", "/api/session", { body: { email: "ada@example.com", password }, headers: { cookie: before.cookie } });
  const alive = async () => (await it.call("GET", "/api/me", { as: before })).statusCode;
  expect([(await again("wrong")).statusCode, await alive()]).toEqual([401, 200]);
  expect([(await again("correct horse")).statusCode, await alive()]).toEqual([200, 401]);
});

test("another installation on another port of this host keeps its own cookies", async () => {
  const headers = { host: "127.0.0.1:4700" };
  const there = await it.call("POST", "/api/session", { body: { email: "ada@example.com", password: "correct horse" }, headers });
  expect((there.headers["set-cookie"] as string[]).map((one) => one.split("=", 1)[0])).toEqual(["argosy_session_4700", "argosy_device_4700"]);
  const both = { ...sessionOf(there), cookie: `argosy_session=${"A".repeat(43)}; ${sessionOf(there).cookie}` };
  expect((await it.call("GET", "/api/me", { as: both, headers })).statusCode).toBe(200);
  expect((await it.call("GET", "/api/me", { as: both })).statusCode).toBe(401);
});

test("over https a cookie's name lets no neighbour of the domain plant its own, and no cookie of plain http counts", async () => {
  const headers = { host: "argosy.example", "x-forwarded-proto": "https" };
  const there = await it.call("POST", "/api/session", { body: { email: "ada@example.com", password: "correct horse" }, headers });
  const set = there.headers["set-cookie"] as string[];
  expect(set.map((one) => one.split("=", 1)[0])).toEqual(["__Host-argosy_session", "__Host-argosy_device"]);
  for (const one of set) expect(one).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Strict$/); // and no Domain: what the name asks for
  const me = async (cookie: string) => (await it.call("GET", "/api/me", { headers: { ...headers, cookie } })).statusCode;
  const own = set[0]!.split(";", 1)[0]!;
  expect([await me(own), await me(own.replace("__Host-", ""))]).toEqual([200, 401]);
  const out = await it.call("DELETE", "/api/session", { headers: { ...headers, cookie: own, "x-argosy-csrf": there.json<{ csrf: string }>().csrf } });
  expect([out.statusCode, String(out.headers["set-cookie"])]).toEqual([200, expect.stringMatching(/^__Host-argosy_session=; .*Secure/)]);
});

test("who has just signed in was last seen now", async () => {
  const as = sessionOf(await signIn("correct horse"));
  const seen = async () => (await it.call("GET", "/api/members", { as })).json<{ rows: { lastSeenAt: string | null }[] }>().rows[0]?.lastSeenAt;
  expect(Date.parse((await seen()) ?? "")).toBe(Date.parse(it.clock.now));
});

test("the last owner stays, and a new member signs in with what was chosen", async () => {
  const as = sessionOf(await signIn("correct horse"));
  const me = (await it.call("GET", "/api/me", { as })).json<{ member: { id: string } }>().member.id;
  const demote = await it.call("PUT", `/api/members/${me}`, { as, body: { name: "Ada", role: "picker", disabled: false } });
  expect([demote.statusCode, demote.json()]).toEqual([409, expect.objectContaining({ code: "last_owner" })]);
  const body = { name: "Bea", email: "bea@example.com", password: "another horse", role: "packer" };
  expect((await it.call("POST", "/api/members", { as, body })).statusCode).toBe(200);
  const twice = await it.call("POST", "/api/members", { as, body });
  expect([twice.statusCode, twice.json()]).toEqual([409, expect.objectContaining({ code: "code_taken", field: "email" })]);
  expect((await signIn("another horse", "bea@example.com")).statusCode).toBe(200);
  await checkQuickly("bea@example.com", "another horse");
});

test("a password that a guesser tries first is refused wherever one is chosen", async () => {
  const as = sessionOf(await signIn("correct horse"));
  const bea = (await it.call("GET", "/api/members", { as })).json<{ rows: { id: string; name: string }[] }>().rows.find((m) => m.name === "Bea")!.id;
  const refused = [400, expect.objectContaining({ code: "input_refused", field: "password", detail: "#password_easy" })];
  const asked = [
    it.call("POST", "/api/members", { as, body: { name: "Cleo", email: "cleo@example.com", password: "password123", role: "packer" } }),
    it.call("PUT", `/api/members/${bea}`, { as, body: { name: "Bea", role: "packer", disabled: false, password: "bea@example1" } }),
    it.call("PUT", "/api/me/password", { as, body: { current: "correct horse", password: "Lovelace2026" } }),
  ];
  for (const answer of await Promise.all(asked)) expect([answer.statusCode, answer.json()]).toEqual(refused);
  expect((await signIn("another horse", "bea@example.com")).statusCode).toBe(200);
});

test("a new password ends the other sessions and keeps this one", async () => {
  const [here, there] = [sessionOf(await signIn("correct horse")), sessionOf(await signIn("correct horse"))];
  const wrong = await it.call("PUT", "/api/me/password", { as: here, body: { current: "nope", password: "a new password" } });
  expect([wrong.statusCode, wrong.json()]).toEqual([401, expect.objectContaining({ code: "sign_in_refused", field: "current" })]);
  expect((await it.call("PUT", "/api/me/password", { as: here, body: { current: "correct horse", password: "a new password" } })).statusCode).toBe(200);
  expect((await it.call("GET", "/api/me", { as: here })).statusCode).toBe(200);
  expect((await it.call("GET", "/api/me", { as: there })).statusCode).toBe(401);
  expect((await signIn("a new password")).statusCode).toBe(200);
  await checkQuickly("ada@example.com", "a new password");
});

test("a session left open is no way to guess the password behind it", async () => {
  const as = sessionOf(await signIn("a new password"));
  const change = (current: string) => it.call("PUT", "/api/me/password", { as, body: { current, password: "a newer password" } });
  const codes = [];
  for (let i = 0; i < 11; i++) codes.push((await change("guess")).json<{ code: string }>().code);
  expect(codes).toEqual([...Array.from({ length: 10 }, () => "sign_in_refused"), "too_many_requests"]);
  expect((await change("a new password")).json()).toMatchObject({ code: "too_many_requests" });
});

test("an unknown member and a wrong password get the same answer; guessing is slowed down, and keeps nobody else out", async () => {
  const [unknown, wrong] = [await signIn("x", "nobody@example.com"), await signIn("x")];
  expect([unknown.statusCode, unknown.body]).toEqual([wrong.statusCode, wrong.body]);
  const tries = [];
  for (let i = 0; i < 12; i++) tries.push((await signIn("guess", "bea@example.com", "198.51.100.7")).json<{ code: string }>().code);
  expect(tries.at(-1)).toBe("too_many_requests");
  expect((await signIn("another horse", "bea@example.com", "198.51.100.7")).json()).toMatchObject({ code: "too_many_requests" });
  expect((await signIn("another horse", "bea@example.com")).statusCode).toBe(200);
  it.clock.now = "2026-03-02T08:20:00.000Z" as typeof it.clock.now;
  expect((await signIn("another horse", "bea@example.com", "198.51.100.7")).statusCode).toBe(200);
});

test("only who may add members hears that an e-mail is taken, and not of a whole list", async () => {
  const add = (as: Session | null, email: string) => it.call("POST", "/api/members", { as, body: { name: "X", email, password: "yet another horse", role: "packer" } });
  const ada = sessionOf(await signIn("a new password"));
  const bea = sessionOf(await signIn("another horse", "bea@example.com"));
  for (const stranger of [null, bea]) {
    const [known, unknown] = [await add(stranger, "ada@example.com"), await add(stranger, "nobody@example.com")];
    expect(known.statusCode).toBe(stranger ? 403 : 401);
    expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body]);
  }
  const codes = [];
  for (let i = 0; i < 11; i++) codes.push((await add(ada, i === 5 ? "dora@example.com" : "bea@example.com")).statusCode);
  expect(codes).toEqual([409, 409, 409, 409, 409, 200, 409, 409, 409, 409, 409]);
  expect((await add(ada, "bea@example.com")).statusCode).toBe(429);
});

test("a browser in which a member has signed in stays open to that member while the whole world guesses", async () => {
  const cookies = (await signIn("another horse", "bea@example.com")).headers["set-cookie"] as string[];
  const device = cookies.find((one) => one.startsWith("argosy_device="))!;
  expect(device).toMatch(/HttpOnly.*SameSite=Strict/);
  for (let i = 0; i < 100; i++) await beginTry(it.db, limitsOf("bea@example.com", `network ${i}`, undefined));
  const again = (email: string, cookie: string) => it.call("POST", "/api/session", { body: { email, password: "another horse" }, headers: { cookie } });
  expect((await signIn("another horse", "bea@example.com")).statusCode).toBe(429);
  expect((await again("bea@example.com", `argosy_device=${"A".repeat(43)}`)).statusCode).toBe(429);
  const mine = await again("bea@example.com", device.split(";", 1)[0]!);
  expect(mine.statusCode).toBe(200);
  expect(mine.headers["set-cookie"]).toContain(device); // the same again: several members may share a station
  for (let i = 0; i < 100; i++) await beginTry(it.db, limitsOf("ada@example.com", `network ${i}`, undefined));
  expect((await again("ada@example.com", device.split(";", 1)[0]!)).statusCode).toBe(429); // it is Bea's, not Ada's
});

test("guesses made at the same moment count like guesses one after the other", async () => {
  const answers = await Promise.all(Array.from({ length: 16 }, () => signIn("guess", "cleo@example.com", "198.51.100.8")));
  const refused = answers.filter((a) => a.json<{ code: string }>().code === "sign_in_refused");
  expect(refused).toHaveLength(10);
});
