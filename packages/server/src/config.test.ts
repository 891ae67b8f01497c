import { describe, expect, test } from "vitest";
import { defaultPort, helpText, readConfig } from "./config.ts";

const key = "a".repeat(64);
// prettier-ignore
const refused: [what: string, args: string[], env: Record<string, string>, says: RegExp][] = [
  ["an option that does not exist",   ["--fast"],                        {}, /^--fast is no option .*--help/],
  ["a word without dashes",           ["start"],                         {}, /^start is no option/],
  ["a port that is no number",        ["--port", "web"],                 {}, /^--port web: .*1 to 65535/],
  ["a port too high",                 ["--port", "65536"],               {}, /^--port 65536/],
  ["port zero",                       ["--port=0"],                      {}, /^--port 0/],
  ["a port with a fraction",          ["--port", "80.5"],                {}, /^--port 80.5/],
  ["a missing port",                  ["--port"],                        {}, /^--port lacks its value/],
  ["a missing port before an option", ["--port", "--demo"],              {}, /^--port lacks its value/],
  ["a missing directory",             ["--data"],                        {}, /^--data lacks its value/],
  ["an empty directory",              ["--data="],                       {}, /^--data lacks its value/],
  ["a value where none belongs",      ["--demo=yes"],                    {}, /^--demo takes no value/],
  ["web only and worker only",        ["--web-only", "--worker-only"],   {}, /exclude each other/],
  ["a demo without pages",            ["--demo", "--worker-only"],       {}, /^--demo needs the web pages/],
  ["another kind of database",        [], { DATABASE_URL: "mysql://localhost/x" },       /^DATABASE_URL is no address of a PostgreSQL/],
  ["a database without name",         [], { DATABASE_URL: "postgres://localhost" },      /^DATABASE_URL/],
  ["a short key",                     [], { ARGOSY_MASTER_KEY: "abcd" },                 /^ARGOSY_MASTER_KEY is not 32 bytes/],
  ["a host that is an address",       [], { ARGOSY_ALLOW_HOSTS: "http://shop.lan" },     /^ARGOSY_ALLOW_HOSTS: "http:\/\/shop.lan" is no host/],
];
test.each(refused)("%s is refused by name and with the cure", (_what, args, env, says) => {
  expect(readConfig(args, env)).toEqual({ ok: false, error: expect.stringMatching(says) });
});

describe("what is understood", () => {
  test("nothing: everything in one process on the loopback address", () =>
    expect(readConfig([], {})).toMatchObject({ ok: true, value: { port: 4600, web: true, worker: true, demo: false, listen: "127.0.0.1", databaseUrl: null, masterKey: null } }));
  test("all of it", () =>
    expect(readConfig(["--demo", "--port=4700", "--data", "/x", "--web-only"], { DATABASE_URL: "postgres://a:b@c:5/d", ARGOSY_MASTER_KEY: key, ARGOSY_ALLOW_HOSTS: "Shop.lan, 10.0.0.5:8080" })).toMatchObject({
      ok: true,
      value: { demo: true, port: 4700, dataDir: "/x", web: true, worker: false, databaseUrl: "postgres://a:b@c:5/d", masterKey: Buffer.from(key, "hex"), allowHosts: ["shop.lan", "10.0.0.5:8080"] },
    }));
  test("the help names every option and variable", () => {
    for (const name of ["--demo", "--port", "--data", "--web-only", "--worker-only", "--help", "DATABASE_URL", "ARGOSY_MASTER_KEY", "ARGOSY_ALLOW_HOSTS", "ARGOSY_PUBLIC_HOST", "ARGOSY_LISTEN", `127.0.0.1:${defaultPort}`, `1 to 65535 (${defaultPort})`])
      expect(helpText()).toContain(name);
  });
});
