import { readFileSync } from "node:fs";
import path from "node:path";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { mapVerbs } from "@argosy/connectors/map.ts";

export type Command =
  | { readonly what: "help" }
  | { readonly what: "map"; readonly connector: string; readonly verb: string; readonly file: string }
  | { readonly what: "import"; readonly account: string; readonly file: string; readonly dataDir: string | null }
  | { readonly what: "check"; readonly dataDir: string | null };

/** What `--help` says. A text by itself, as the launcher says it before anything is installed (scripts/run24.mjs). */
export const cliHelp = (): string => readFileSync(new URL("help.txt", import.meta.url), "utf8");

/** Refuses what it does not understand with a sentence that says what was expected. */
export function readCommand(args: readonly string[]): Result<Command, string> {
  if (args.includes("--help") || args.includes("-h")) return ok({ what: "help" });
  const [what, ...words] = args;
  if (what === undefined) return fail("Say what to do: map, import or check. npm run argosy -- --help shows how.");
  if (what === "map") return readMap(words);
  if (what === "import") return readImport(words);
  if (what === "check") return readCheck(words);
  return fail(`${what} is nothing Argosy can do. It can map, import and check: npm run argosy -- --help`);
}

function readMap(words: readonly string[]): Result<Command, string> {
  const [connector, verb, file, ...more] = words;
  if (connector === undefined || verb === undefined || file === undefined || more.length > 0)
    return fail(`map takes three words: map <connector> <${mapVerbs.join("|")}> <file or ->`);
  return ok({ what: "map", connector, verb, file });
}

function readImport(words: readonly string[]): Result<Command, string> {
  const data = takeData(words);
  if (!data.ok) return data;
  const [account, file, ...more] = data.value.rest;
  if (account === undefined || file === undefined || more.length > 0) return fail("import takes two words: import <account> <file or ->");
  return ok({ what: "import", account, file, dataDir: data.value.dataDir });
}

function readCheck(words: readonly string[]): Result<Command, string> {
  const data = takeData(words);
  if (!data.ok) return data;
  return data.value.rest.length > 0 ? fail("check takes no word but --data DIR") : ok({ what: "check", dataDir: data.value.dataDir });
}

function takeData(words: readonly string[]): Result<{ readonly dataDir: string | null; readonly rest: readonly string[] }, string> {
  const at = words.indexOf("--data");
  if (at < 0) return ok({ dataDir: null, rest: words });
  const dataDir = words[at + 1];
  return !dataDir ? fail("--data lacks its value: write --data DIR.") : ok({ dataDir: path.resolve(dataDir), rest: words.toSpliced(at, 2) });
}
