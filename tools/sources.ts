import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** A node of the syntax tree, as far as the rules look at it. */
export type Node = { readonly type: string; readonly start: number; readonly end: number } & Record<string, unknown>;
export type Source = {
  /** From the root, with slashes: `packages/core/src/money.ts`. */
  readonly file: string;
  readonly text: string;
  readonly tree: Node;
  readonly comments: readonly { readonly value: string; readonly start: number }[];
  readonly isTest: boolean;
};

/** Every TypeScript file of ours, parsed. */
export function readSources(): Source[] {
  return ["packages", "e2e", "tools"].flatMap((folder) => list(folder)).filter((file) => /\.tsx?$/.test(file)).map(parse);
}

/** Files below a folder of the checkout, without what is installed, built or recorded. */
export function list(folder: string): string[] {
  const skipped = new Set(["node_modules", "dist", "generated", "fixtures"]);
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const file = `${folder}/${entry.name}`;
    return entry.isDirectory() ? list(file) : [file];
  });
}

function parse(file: string): Source {
  const text = readFileSync(path.join(root, file), "utf8");
  const { program, comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const isTest = /\.(test|testkit|e2e)\.tsx?$|-contract\.ts$|\/test-[\w-]+\.ts$|^(e2e|tools)\//.test(file);
  return { file, text, tree: program as unknown as Node, comments, isTest };
}

/** Calls `visit` for every node below, parents first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit);
  }
}

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";

export const lineOf = (source: Source, at: number): number => source.text.slice(0, at).split("\n").length;
export const placeOf = (source: Source, node: { readonly start: number }): string =>
  `${source.file}:${lineOf(source, node.start)}`;

/** What a file imports, as written; relative paths from the root. Types count too: they couple as well. */
export function importsOf(source: Source): { readonly target: string; readonly start: number }[] {
  const found: { target: string; start: number }[] = [];
  walk(source.tree, (node) => {
    const from = isNode(node["source"]) ? node["source"]["value"] : null; // import, export … from, import()
    if (typeof from !== "string") return;
    const relative = from.startsWith(".") ? path.posix.join(path.posix.dirname(source.file), from) : from;
    const [, name, file] = /^@argosy\/(\w+)\/(.+)$/.exec(from) ?? [];
    found.push({ target: name ? `packages/${name}/src/${file}` : relative, start: node.start });
  });
  return found;
}
