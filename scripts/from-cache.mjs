// Plain JS for any Node >= 20: lays out the packages of a lock file out of npm's cache, without npm.
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { together } from "./install-lock.mjs";
import { runQuietly } from "./progress.mjs";

const unpacker = fileURLToPath(new URL("unpack.mjs", import.meta.url));

/**
 * Makes the `node_modules` that `npm ci` would make, if npm's cache holds every package that the lock file names.
 *
 * Why    npm's unpacking makes some thirty small calls for a file, each handed to another thread: 15 s of processor time where this takes 5.
 * Rule   As strict as `npm ci`: every package has the checksum of the lock file, and the lock file agrees with each
 *        package.json; else the answer is no and npm, which empties the folder first, does the work or says what is wrong.
 *        So it is for kinds of entries that we have none of (see `known`), and on Windows, where programs and links need
 *        more than a link.
 *
 * @param {string} folder
 * @param {string | undefined} cache the folder of npm's cache, as npm tells what it starts
 * @param {(pid: number) => void} alsoHeldBy
 * @returns {Promise<boolean>} whether everything is there now
 */
export async function laidOutFromCache(folder, cache, alsoHeldBy) {
  const { packages } = readLock(folder);
  if (!cache || process.platform === "win32" || !known(packages) || !agrees(folder, packages)) return false;
  const all = wanted(packages);
  if (!all.every((place) => existsSync(cached(cache, packages[place].integrity)))) return false;
  await together(ours(packages).map((place) => empty(path.join(folder, place, "node_modules"))));
  const sizeOf = (place) => statSync(cached(cache, packages[place].integrity)).size;
  const unpack = (places) => runQuietly(process.execPath, [unpacker, folder, cache, ...places], {}, alsoHeldBy);
  const ends = await together(shares(all, sizeOf, Math.min(availableParallelism(), 4)).map(unpack));
  if (ends.some(({ code }) => code !== 0)) return false;
  link(folder, packages);
  return true;
}

export const readLock = (folder) => JSON.parse(readFileSync(path.join(folder, "package-lock.json"), "utf8"));

/** Where our own packages lie: the folder itself and its workspaces. */
const ours = (packages) => Object.keys(packages).filter((place) => !isInstalled(place));
const isInstalled = (place) => place.split("/").includes("node_modules");

/**
 * Whether each entry is of a kind that is laid out here: one of our packages, a link to one, or a package with a checksum.
 * Not so: packages that come inside others, of a folder or of git, our own packages outside the folder or with programs.
 */
export function known(packages) {
  const own = new Set(ours(packages));
  return Object.entries(packages).every(([place, entry]) => {
    if (entry.inBundle || entry.bundleDependencies) return false;
    if (own.has(place)) return place === "" || (!entry.link && !entry.bin && !path.isAbsolute(place) && !place.split("/").includes(".."));
    return entry.link ? entry.resolved !== "" && own.has(entry.resolved) : entry.integrity !== undefined;
  });
}

/** The packages that this machine needs: some bring programs for one kind of system, others serve only those. */
export function wanted(packages, system = thisSystem()) {
  const seen = new Set(ours(packages));
  for (const place of seen) {
    const { dependencies, devDependencies, optionalDependencies, peerDependencies } = packages[place];
    for (const name of Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies })) {
      const needed = placeOf(packages, place, name);
      if (needed !== null && runsOn(packages[needed], system)) seen.add(needed); // and is looked at in its turn
    }
  }
  return [...seen].filter((place) => packages[place].integrity !== undefined);
}

/** Where a package finds another: in its own `node_modules`, else in those of the folders around it. */
function placeOf(packages, from, name) {
  for (let dir = from; ; dir = path.posix.dirname(dir)) {
    const place = path.posix.join(dir, "node_modules", name);
    if (place in packages) return place;
    if (dir === "." || dir === "") return null; // an optional peer
  }
}

function runsOn(entry, { os, cpu, libc }) {
  const fits = (asked, has) => {
    const all = [asked ?? []].flat();
    return !all.includes(`!${has}`) && (all.includes(has) || all.every((one) => one.startsWith("!")));
  };
  return fits(entry.os, os) && fits(entry.cpu, cpu) && fits(entry.libc, libc);
}

function thisSystem() {
  const linuxLibc = () => (process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl");
  return { os: process.platform, cpu: process.arch, libc: process.platform === "linux" ? linuxLibc() : "" };
}

/** Where npm keeps a package: by its checksum. Empty for a checksum of another kind, which is nowhere. */
export function cached(cache, integrity) {
  const [kind, sum] = integrity.split("-");
  if (kind !== "sha512") return "";
  const hex = Buffer.from(sum, "base64").toString("hex");
  return path.join(cache, "_cacache", "content-v2", kind, hex.slice(0, 2), hex.slice(2, 4), hex.slice(4));
}

/** At most so many shares that take equally long, as far as bytes tell: the largest first, each to whom has least. */
function shares(all, sizeOf, count) {
  const parts = Array.from({ length: count }, () => ({ bytes: 0, items: [] }));
  const sized = all.map((item) => ({ item, bytes: sizeOf(item) })).sort((a, b) => b.bytes - a.bytes);
  for (const { item, bytes } of sized) {
    const least = parts.reduce((a, b) => (b.bytes < a.bytes ? b : a));
    least.items.push(item);
    least.bytes += bytes;
  }
  return parts.map(({ items }) => items).filter((items) => items.length > 0);
}

/** Whether the lock file was made from these package.json, of the folder and of its workspaces. */
export function agrees(folder, packages) {
  const kinds = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
  const asked = (entry) => JSON.stringify(kinds.map((kind) => Object.entries(entry[kind] ?? {}).sort()));
  return ours(packages).every((place) => {
    const file = path.join(folder, place, "package.json");
    return existsSync(file) && asked(JSON.parse(readFileSync(file, "utf8"))) === asked(packages[place]);
  });
}

/** The folder itself stays: it may be a disk of its own. */
async function empty(folder) {
  const inside = existsSync(folder) ? readdirSync(folder) : [];
  await together(inside.map((name) => rm(path.join(folder, name), { recursive: true, force: true })));
}

/** Our own packages at the names by which they are imported, and the programs in `.bin`. */
function link(folder, packages) {
  for (const [place, entry] of Object.entries(packages)) {
    if (entry.link) linkTo(path.join(folder, entry.resolved), path.join(folder, place));
    if (!entry.bin || place === "" || !existsSync(path.join(folder, place))) continue;
    const modules = place.slice(0, place.lastIndexOf("node_modules/") + "node_modules".length);
    for (const [name, file] of Object.entries(entry.bin)) {
      const program = path.join(folder, place, file);
      if (!existsSync(program)) continue;
      chmodSync(program, 0o755);
      linkTo(program, path.join(folder, modules, ".bin", name));
    }
  }
}

function linkTo(target, place) {
  mkdirSync(path.dirname(place), { recursive: true });
  if (!existsSync(place)) symlinkSync(path.relative(path.dirname(place), target), place);
}
