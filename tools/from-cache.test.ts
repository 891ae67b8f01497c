import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { root } from "./sources.ts";

type Entry = { integrity?: string; bin?: Record<string, string> } & Record<string, unknown>;
type System = { os: string; cpu: string; libc: string };
const { agrees, cached, known, laidOutFromCache, readLock, wanted } = (await import(path.join(root, "scripts", "from-cache.mjs"))) as {
  agrees: (folder: string, packages: Record<string, Entry>) => boolean;
  cached: (cache: string, integrity: string) => string;
  known: (packages: Record<string, Entry>) => boolean;
  laidOutFromCache: (folder: string, cache: string | undefined, alsoHeldBy: (pid: number) => void) => Promise<boolean>;
  readLock: (folder: string) => { packages: Record<string, Entry> };
  wanted: (packages: Record<string, Entry>, system: System) => string[];
};

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test("a machine gets what serves its system, and nothing that serves only what it doesn't get", () => {
  const i = { integrity: "sha512-x" };
  const packages = {
    "": { workspaces: ["packages/*"], devDependencies: { test: "1" } },
    "packages/web": { dependencies: { app: "1" } },
    "node_modules/@our/web": { link: true, resolved: "packages/web" },
    "node_modules/app": { ...i, optionalDependencies: { mac: "1", gnu: "1", musl: "1", wasm: "1", unix: "1" }, peerDependencies: { peer: "1", absent: "1" } },
    "node_modules/app/node_modules/nested": i,
    "node_modules/gnu": { ...i, os: ["linux"], cpu: ["x64"], libc: ["glibc"], dependencies: { nested: "1" } },
    "node_modules/mac": { ...i, os: ["darwin"] },
    "node_modules/musl": { ...i, cpu: ["x64"], libc: ["musl"] },
    "node_modules/nested": i,
    "node_modules/only-for-wasm": i,
    "node_modules/peer": { ...i, dependencies: { app: "1" } },
    "node_modules/test": i,
    "node_modules/unix": { ...i, os: ["!win32"] },
    "node_modules/wasm": { ...i, cpu: "wasm32", dependencies: { "only-for-wasm": "1" } },
    "packages/web/node_modules/app": { ...i, dependencies: { nested: "1" } },
  };
  const on = (os: string, cpu: string, libc: string) => wanted(packages, { os, cpu, libc }).map((place) => place.replace("node_modules/", "")).sort();
  expect(on("linux", "x64", "glibc")).toEqual(["nested", "packages/web/app", "test"]);
  const { "packages/web/node_modules/app": _, ...flat } = packages;
  const onFlat = (os: string, cpu: string, libc: string) => wanted(flat, { os, cpu, libc }).map((place) => place.replace("node_modules/", "")).sort();
  expect(onFlat("linux", "x64", "glibc")).toEqual(["app", "gnu", "nested", "peer", "test", "unix"]);
  expect(onFlat("linux", "x64", "musl")).toEqual(["app", "musl", "peer", "test", "unix"]);
  expect(onFlat("darwin", "arm64", "musl")).toEqual(["app", "mac", "peer", "test", "unix"]);
  expect(onFlat("win32", "x64", "")).toEqual(["app", "peer", "test"]);
});

test.each(["", "bootstrap"])("the lock file of /%s agrees with each package.json; with another one it doesn't", (name) => {
  const folder = path.join(root, name);
  const { packages } = readLock(folder);
  expect([known(packages), agrees(folder, packages)]).toEqual([true, true]);
  for (const [place, entry] of Object.entries(packages).filter(([, { integrity, link }]) => integrity === undefined && !link)) {
    expect(agrees(folder, { ...packages, [place]: { ...entry, dependencies: { another: "1.0.0" } } })).toBe(false);
  }
});

// oxfmt-ignore
test.skipIf(process.platform === "win32").each<[string, Record<string, object>]>([
  ["a package inside another",      { "node_modules/a/node_modules/c": { version: "1.0.0", inBundle: true } }],
  ["one that names such",           { "node_modules/a": { bundleDependencies: ["c"] } }],
  ["a package of git",              { "node_modules/c": { version: "1.0.0", resolved: "git+ssh://git@example.org/c.git#1" } }],
  ["a program of a workspace",      { "packages/core": { bin: { core: "cli.js" } } }],
  ["a link to nowhere",             { "node_modules/@our/core": { resolved: "packages/gone" } }],
  ["a link out of the folder",      { "../c": { version: "1.0.0" }, "node_modules/c": { resolved: "../c", link: true } }],
  ["a link to the folder itself",   { "node_modules/c": { resolved: "", link: true } }],
])("%s is left to npm, before anything is touched", async (_, entries) => {
  const { folder, cache } = project();
  const kept = path.join(folder, "node_modules", "of-before", "index.js");
  write(kept, "old");
  for (const place of Object.keys(entries).filter((place) => place.endsWith("/c") && !place.startsWith(".."))) write(path.join(folder, place, "package.json"), "{}"); // as npm has left it
  const lock = readLock(folder);
  for (const [place, entry] of Object.entries(entries)) lock.packages[place] = { ...lock.packages[place], ...entry };
  write(path.join(folder, "package-lock.json"), JSON.stringify(lock));
  expect(await laidOutFromCache(folder, cache, () => {})).toBe(false);
  expect(existsSync(kept)).toBe(true);
});

test.skipIf(process.platform === "win32")("packages are laid out as npm does: files, programs, links, nothing of before", async () => {
  const { folder, cache } = project();
  for (const place of ["", "packages/core"]) write(path.join(folder, place, "node_modules", "of-before", "index.js"), "old");
  const seen: number[] = [];
  expect(await laidOutFromCache(folder, cache, (pid) => seen.push(pid))).toBe(true);
  expect(seen.length).toBeGreaterThan(0);
  const modules = path.join(folder, "node_modules");
  expect(readdirSync(modules).sort()).toEqual([".bin", "@our", "a", "b"]);
  expect(readdirSync(path.join(folder, "packages", "core", "node_modules"))).toEqual([]);
  expect(readFileSync(path.join(modules, "a", "lib", "index.js"), "utf8")).toBe("a");
  expect(readFileSync(path.join(modules, "a", ...longPath.split("/")), "utf8")).toBe("long");
  expect(readFileSync(path.join(modules, "a", "prefixed", "file.js"), "utf8")).toBe("prefixed");
  expect(readdirSync(path.join(modules, "a")).sort()).toEqual(["cli.js", "empty", "folder", "lib", "node_modules", "prefixed", "server"]);
  expect(readFileSync(path.join(modules, "a", "node_modules", "b", "index.js"), "utf8")).toBe("b1");
  expect(readFileSync(path.join(modules, "b", "index.js"), "utf8")).toBe("b2");
  const modeOf = (...file: string[]) => (statSync(path.join(modules, ...file)).mode & 0o777).toString(8);
  expect([modeOf("a", "server"), modeOf("a", "lib", "index.js"), modeOf("a", "cli.js")]).toEqual(["755", "644", "755"]);
  expect(readlinkSync(path.join(modules, ".bin", "a"))).toBe("../a/cli.js");
  expect(readlinkSync(path.join(modules, "@our", "core"))).toBe("../../packages/core");
  expect(await laidOutFromCache(folder, cache, () => {})).toBe(true);
});

test.skipIf(process.platform === "win32")("what the cache lacks, spoils or hides is left to npm", async () => {
  const { folder, cache } = project();
  const kept = path.join(folder, "node_modules", "of-before", "index.js");
  write(kept, "old");
  const { packages } = readLock(folder);
  const file = cached(cache, packages["node_modules/a"]?.integrity ?? "");
  const whole = readFileSync(file);
  expect(await laidOutFromCache(folder, undefined, () => {})).toBe(false);
  rmSync(file);
  expect(await laidOutFromCache(folder, cache, () => {})).toBe(false);
  expect(existsSync(kept)).toBe(true); // nothing is touched before all is known to be there
  writeFileSync(file, gzipSync(tar([["package/lib/index.js", "another's", {}]])));
  expect(await laidOutFromCache(folder, cache, () => {})).toBe(false);
  expect([path.join(folder, "node_modules", "a", "lib", "index.js"), file].map((gone) => existsSync(gone))).toEqual([false, false]);
  writeFileSync(file, whole);
  expect(await laidOutFromCache(folder, cache, () => {})).toBe(true);
  write(path.join(folder, "packages", "core", "package.json"), JSON.stringify({ name: "@our/core", dependencies: { b: "3" } }));
  expect(await laidOutFromCache(folder, cache, () => {})).toBe(false);
});

test.skipIf(process.platform === "win32")("a package of which a file's size can't be read is refused, not left half", async () => {
  const { folder, cache } = project({ b: [["package/index.js", "b2", { size: "\x80\0\0\0\0\0\0\0\0\0\0\x02" }], ["package/more.js", "x", {}]] });
  expect(await laidOutFromCache(folder, cache, () => {})).toBe(false);
});

test.skipIf(process.platform === "win32").each(["package/../../outside.js", "package/..", "package"])("a package with a file %s is refused", async (name) => {
  const { folder, cache } = project({ b: [["package/index.js", "b2", {}], [name, "x", {}]] });
  expect(await laidOutFromCache(folder, cache, () => {})).toBe(false);
  expect(existsSync(path.join(folder, "outside.js"))).toBe(false);
});

test("the mark that all is installed goes before anything else: an old one must not speak for half a tree", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "argosy-packages-"));
  folders.push(folder);
  cpSync(path.join(root, "scripts"), path.join(folder, "scripts"), { recursive: true });
  const [mark, kept] = [".argosy-lock", "a.js"].map((name) => path.join(folder, "node_modules", name)) as [string, string];
  for (const file of [mark, kept]) write(file, "of before");
  write(path.join(folder, "package.json"), JSON.stringify({ dependencies: { a: "1.0.0" } }));
  write(path.join(folder, "package-lock.json"), JSON.stringify({ lockfileVersion: 3, packages: { "": {} } })); // nothing can be installed by it
  const { status } = spawnSync(process.execPath, [path.join(folder, "scripts", "run24.mjs"), "x.js"], { cwd: folder, encoding: "utf8", timeout: 60_000 });
  expect([status, existsSync(mark), existsSync(kept)]).toEqual([1, false, true]);
});

const longPath = `folder/${"long/".repeat(30)}file.js`;
type Member = [name: string, content: string, header: { mode?: string; kind?: string; prefix?: string; size?: string }];

/** A project with two packages, one of them twice, and one of its own; and a cache as npm keeps it. */
function project(others: { b?: Member[] } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "argosy-packages-"));
  folders.push(folder);
  const cache = path.join(folder, "cache");
  const a: Member[] = [
    ["package/lib/index.js", "a", { mode: "666" }], ["package/server", "program", { mode: "775" }], ["package/cli.js", "cli", {}],
    ["package/link", "", { kind: "2" }], ["package/hard", "", { kind: "1" }], ["package/empty-folder/", "", { kind: "5" }], ["package/old-folder/", "", {}],
    ["ignored", pax("comment", "for all"), { kind: "g" }], ["ignored", pax("mtime", "1") + pax("path", `package/${longPath}`), { kind: "x" }], ["package/cut", "long", {}],
    ["file.js", "prefixed", { prefix: "package/prefixed" }], ["package/empty", "", { kind: "\0" }],
  ];
  const keep = (members: Member[]) => {
    const packed = gzipSync(tar(members));
    const integrity = `sha512-${createHash("sha512").update(packed).digest("base64")}`;
    write(cached(cache, integrity), packed);
    return { version: "1.0.0", integrity };
  };
  const own = { "": { dependencies: { a: "1.0.0", b: "1.0.0" } }, "packages/core": { name: "@our/core", devDependencies: { b: "1.0.0" } } };
  const packages = {
    ...own, "node_modules/@our/core": { resolved: "packages/core", link: true },
    "node_modules/a": { ...keep(a), bin: { a: "cli.js" }, dependencies: { b: "0.9.0" } },
    "node_modules/a/node_modules/b": keep([["package/index.js", "b1", {}]]), "node_modules/b": keep(others.b ?? [["package/index.js", "b2", {}]]),
  };
  for (const [place, entry] of Object.entries(own)) write(path.join(folder, place, "package.json"), JSON.stringify(entry));
  write(path.join(folder, "package-lock.json"), JSON.stringify({ lockfileVersion: 3, packages }));
  return { folder, cache };
}

function write(file: string, content: string | Buffer): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, 0o644);
}

function pax(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const length = [rest.length + 1, rest.length + 2, rest.length + 3].find((one) => one === String(one).length + rest.length);
  return `${length}${rest}`;
}

function tar(members: Member[]): Buffer {
  const blocks = members.map(([name, content, { mode = "644", kind = "0", prefix = "", size = `${content.length.toString(8).padStart(11, "0")} ` }]) => {
    const header = Buffer.alloc(512);
    header.write(name, 0, 100);
    header.write(`000${mode} \0`, 100);
    header.write(size, 124, "latin1");
    header.write(kind, 156);
    header.write("ustar\x0000", 257);
    header.write(prefix, 345, 155);
    return Buffer.concat([header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)]);
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
