import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { instant, systemClock, type Instant } from "@argosy/core/time.ts";
import { findPlace } from "../db/embedded-place.ts";
import { keepFile, replaceKept } from "./data-dir.ts";
import { openLog } from "./log-file.ts";
import { readMasterKey } from "./master-key.ts";
import { CannotStart, step } from "./say.ts";
import { sayPlace } from "./start-database.ts";

const folder = mkdtempSync(path.join(tmpdir(), "argosy-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => ({ dataDir: path.join(folder, name), masterKey: null });

test("the first start makes a key nobody else can read, and says to keep a copy; later starts read it", () => {
  const said: string[] = [];
  const first = readMasterKey(at("a"), (line) => said.push(line), true);
  expect(first.length).toBe(32);
  expect(statSync(path.join(folder, "a", "master.key")).mode & 0o777).toBe(0o600);
  expect(said.join()).toContain("Keep a copy");
  expect(readMasterKey(at("a"), (line) => said.push(line), false)).toEqual(first);
  expect(said.length).toBe(1);
});

test("a database outside the data directory is named at every start; one inside is where everybody looks", () => {
  const said: string[] = [];
  sayPlace(path.join(folder, "postgres"), folder, (line) => said.push(line));
  expect(said).toEqual([]);
  sayPlace("/var/lib/argosy/0a1b", folder, (line) => said.push(line));
  expect(said.join()).toContain(`The database lies in /var/lib/argosy/0a1b, outside of ${folder}: back up both.`);
});

test("a damaged key is never replaced by a new one", () => {
  keepFile(path.join(folder, "b"), "master.key", () => "not a key");
  expect(() => readMasterKey(at("b"), () => {}, true)).toThrow(/Restore it from your copy/);
});

test("an installation that was set up gets no second key: nothing is written", () => {
  expect(() => readMasterKey(at("g"), () => {}, false)).toThrow(/Restore the file master.key/);
  expect(existsSync(path.join(folder, "g", "master.key"))).toBe(false);
});

test("a key of the environment wins and writes nothing", () => {
  const masterKey = Buffer.alloc(32, 1);
  expect(readMasterKey({ dataDir: path.join(folder, "c"), masterKey }, () => {}, true)).toBe(masterKey);
  expect(statSync(path.join(folder, "c"), { throwIfNoEntry: false })).toBeUndefined();
});

test("a kept file is written once, and whole", () => {
  const dataDir = path.join(folder, "d");
  expect([keepFile(dataDir, "x/port", () => "1"), keepFile(dataDir, "x/port", () => "2")]).toEqual([{ text: "1", made: true }, { text: "1", made: false }]);
  replaceKept(dataDir, "x/port", "3");
  expect(keepFile(dataDir, "x/port", () => "2").text).toBe("3");
});

test("a data directory that takes no file is a sentence with the cure", () => {
  const file = path.join(folder, "e");
  writeFileSync(file, "");
  chmodSync(file, 0o400);
  expect(() => keepFile(file, "master.key", () => "x")).toThrow(CannotStart);
  expect(() => keepFile(file, "master.key", () => "x")).toThrow(/Choose another with --data/);
});

test.runIf(process.platform === "linux")("a folder that the system makes for nobody is refused, not tried for ever", () => {
  for (const dataDir of ["/proc/argosy", "/proc/self/argosy"]) {
    expect(() => findPlace(dataDir)).toThrow(/cannot be made.*--data/);
    expect(() => keepFile(dataDir, "master.key", () => "x")).toThrow(/Choose another with --data/);
    expect(() => openLog(dataDir, systemClock)).toThrow(/Choose another with --data/);
  }
});

test("what fails again and again is written once a minute, with how often it was left out", () => {
  const clock = { at: instant(0), now: (): Instant => clock.at };
  const { log, file } = openLog(path.join(folder, "f"), clock);
  const away = (more: object = {}): void => log({ what: "the database can't be reached", error: new Error("refused"), ...more });
  for (let s = 0; s < 90; s++) {
    clock.at = instant(s * 1000);
    away();
  }
  away({ logId: "one" });
  away({ logId: "two" });
  log({ what: "the database can't be reached", error: new Error("timeout") });
  const lines = readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line) as { at: string; leftOut?: number; logId?: string });
  expect(lines.map(({ at, leftOut, logId }) => [at.slice(17, 19), leftOut, logId])).toEqual([
    ["00", undefined, undefined], ["00", 59, undefined], ["29", undefined, "one"], ["29", undefined, "two"], ["29", undefined, undefined],
  ]);
});

test("a step of two seconds says so, a quick one is silent", async () => {
  const said: string[] = [];
  await step((line) => said.push(line), "quick", async () => {});
  expect(said).toEqual([]);
  await step((line) => said.push(line), "slow", () => new Promise((resolve) => setTimeout(resolve, 2200)));
  expect(said).toEqual(["slow … 2 s"]);
});
