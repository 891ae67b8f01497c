import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "./sources.ts";

type Entry = { resolved?: string; integrity?: string; optional?: boolean; cpu?: string[]; engines?: { node?: string } };
const locked = ["package-lock.json", "bootstrap/package-lock.json"].flatMap((file) => {
  const { packages } = JSON.parse(readFileSync(path.join(root, file), "utf8")) as { packages: Record<string, Entry> };
  return Object.entries(packages).map(([name, entry]) => ({ file, name, ...entry }));
});

test("the lock files name a checksum for every package and no registry; what starts names this machine's", async () => {
  const fetched = locked.filter(({ integrity }) => integrity !== undefined);
  expect(fetched.length).toBeGreaterThan(300);
  expect(fetched.filter(({ resolved, integrity }) => resolved !== undefined || !integrity?.startsWith("sha512-"))).toEqual([]);
  const { addressed } = (await import(path.join(root, "scripts", "addressed-lock.mjs"))) as { addressed: (packages: Record<string, object>, registry: string) => Record<string, Entry> };
  const packages = {
    "": { name: "ours" }, "node_modules/@argosy/core": { resolved: "packages/core", link: true },
    "node_modules/a": { version: "1.2.3", integrity: "sha512-x" },
    "node_modules/b/node_modules/@s/c": { version: "4.0.0-rc.1", integrity: "sha512-y" },
    "node_modules/alias": { name: "real", version: "5.0.0", integrity: "sha512-z" },
  };
  const resolved = Object.values(addressed(packages, "http://mirror.example/npm/")).map((entry) => entry.resolved);
  const at = "http://mirror.example/npm/";
  expect(resolved).toEqual([undefined, "packages/core", `${at}a/-/a-1.2.3.tgz`, `${at}@s/c/-/c-4.0.0-rc.1.tgz`, `${at}real/-/real-5.0.0.tgz`]);
});

// npm leaves an optional package out where the Node that installs is too old for it, and says nothing.
test.each(["20.19.0", "22.13.0"])("Node %s may install: no optional package refuses it (`prepare` in scripts/run24.mjs)", (version) => {
  const refused = locked.filter(({ optional, cpu, engines }) => optional && !cpu?.includes("wasm32") && !accepts(engines?.node ?? "*", version));
  expect(refused.map(({ name, engines }) => `${name} needs ${engines?.node}`)).toEqual([]);
});

test("a lock lives as long as one of the programs started under it, and no longer", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "argosy-lock-"));
  const file = path.join(folder, "lock");
  const { alone } = (await import(path.join(root, "scripts", "install-lock.mjs"))) as { alone: (file: string, work: (alsoHeldBy: (pid: number) => void) => Promise<unknown>) => Promise<unknown> };
  const alive = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
  const gone = spawn(process.execPath, ["--version"]);
  await new Promise((resolve) => gone.once("close", resolve));
  writeFileSync(file, `${gone.pid} ${hostname()} ${gone.pid} ${alive.pid}\n`);
  let inside = false;
  const waiting = alone(file, async (alsoHeldBy) => {
    inside = true;
    alsoHeldBy(11);
    alsoHeldBy(12);
    return readFileSync(file, "utf8");
  });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(inside).toBe(false);
  alive.kill("SIGKILL");
  expect(await waiting).toBe(`${process.pid} ${hostname()} 11 12\n`);
  expect(existsSync(file)).toBe(false);
  rmSync(folder, { recursive: true });
});

test("a lock is kept until all that is done under it is over, when one part fails early too", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "argosy-lock-"));
  const file = path.join(folder, "lock");
  const { alone, together } = (await import(path.join(root, "scripts", "install-lock.mjs"))) as {
    alone: (file: string, work: () => Promise<unknown>) => Promise<unknown>; together: (works: Promise<unknown>[]) => Promise<unknown[]>;
  };
  const slow = Promise.withResolvers<string>();
  let over = false;
  const installing = alone(file, () => together([Promise.reject(new Error("no right")), slow.promise])).finally(() => (over = true));
  void installing.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([over, existsSync(file)]).toEqual([false, true]);
  slow.resolve("done");
  await expect(installing).rejects.toThrow("no right");
  expect(existsSync(file)).toBe(false);
  expect(await together([Promise.resolve(1), slow.promise])).toEqual([1, "done"]);
  rmSync(folder, { recursive: true });
});

test.each([["scripts/start.mjs", "--demo"], ["packages/server/src/cli.ts", "map <connector>"]])("how %s is used is said in a fresh clone before anything is installed", (script, says) => {
  const folder = mkdtempSync(path.join(tmpdir(), "argosy-help-"));
  for (const part of ["package.json", "scripts", "packages/server/src/help.txt", "packages/server/src/cli/help.txt"]) cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  const { stdout, stderr, status } = spawnSync(process.execPath, ["scripts/run24.mjs", script, "--help"], { cwd: folder, encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain(says);
  rmSync(folder, { recursive: true });
});

/** Enough of npm's ranges for the lock files: `^1.2.3`, `>=1.2.3`, joined by `||`. */
function accepts(range: string, version: string): boolean {
  const number = (text: string): number => text.split(".").reduce((sum, part) => sum * 1_000 + Number(part), 0);
  return range.split("||").map((one) => one.trim()).some((one) => {
    const [, sign, from = ""] = /^(\^|>=)\s*([\d.]+)$/.exec(one) ?? [];
    if (one === "*") return true;
    const full = [...from.split("."), "0", "0"].slice(0, 3).join(".");
    return number(version) >= number(full) && (sign === ">=" || (sign === "^" && version.split(".")[0] === full.split(".")[0]));
  });
}
