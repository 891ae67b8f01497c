// Plain JS for any Node >= 20, a program of its own: unpacks packages of a lock file out of npm's cache.
//   node unpack.mjs <folder> <npm's cache> <place in the lock file> …
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { cached, readLock } from "./from-cache.mjs";

const [folder, cache, ...places] = process.argv.slice(2);
const { packages } = readLock(folder);
for (const place of places) unpack(path.join(folder, place), packages[place].integrity);

function unpack(place, integrity) {
  const from = cached(cache, integrity);
  const packed = readFileSync(from);
  const sum = `sha512-${createHash("sha512").update(packed).digest("base64")}`;
  if (sum !== integrity) {
    rmSync(from, { force: true }); // npm, whose turn it is now, would unpack it before it looks
    throw new Error(`${place}: what npm's cache holds has another checksum`);
  }
  const chunkSize = Math.max(packed.readUInt32LE(packed.length - 4) + 1, 64); // all in one piece: no second copy to join
  const made = new Set();
  for (const { name, isProgram, content } of files(gunzipSync(packed, { chunkSize }))) {
    const file = path.join(place, ...inside(name));
    const dir = path.dirname(file);
    if (!made.has(dir)) mkdirSync(dir, { recursive: true });
    made.add(dir);
    writeFileSync(file, content, { mode: isProgram ? 0o755 : 0o644 });
  }
}

/** The parts of a file's path below the one folder that every package has at its top. */
function inside(name) {
  const [, ...parts] = name.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.length === 0 || parts.includes("..")) throw new Error(`not a file of a package: ${name}`);
  return parts;
}

/** The files of a tar archive; links and folders are left out, as npm does. */
function* files(tar) {
  let longName = null;
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const header = tar.subarray(at, at + 512);
    const size = Number.parseInt(text(header, 124, 12), 8);
    if (!Number.isInteger(size)) throw new Error(`the size of ${text(header, 0, 100)} can't be read`); // what follows would be left out
    const content = tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
    const kind = String.fromCharCode(header[156]);
    if (kind === "x") longName = pathOf(content) ?? longName;
    else if (kind === "L") longName = text(content, 0, size);
    else if (kind !== "g") {
      const prefix = text(header, 257, 6) === "ustar" && header[262] === 0 ? text(header, 345, 155) : "";
      const name = longName ?? (prefix ? `${prefix}/` : "") + text(header, 0, 100);
      longName = null;
      const isFile = (kind === "0" || kind === "\0") && !name.endsWith("/");
      if (isFile) yield { name, isProgram: (Number.parseInt(text(header, 100, 8), 8) & 0o111) !== 0, content };
    }
  }
}

/** A field ends at its first zero byte. */
function text(bytes, from, length) {
  const field = bytes.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end === -1 ? field.length : end);
}

/** The path in an extended header, which is a list of "<its length> <key>=<value>\n". */
function pathOf(records) {
  for (let at = 0; at < records.length; ) {
    const length = Number.parseInt(text(records, at, 20), 10);
    const record = records.toString("utf8", at, at + length - 1);
    const value = record.slice(record.indexOf(" ") + 1);
    if (value.startsWith("path=")) return value.slice("path=".length);
    at += length;
  }
  return null;
}
