import path from "node:path";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { mapVerbs } from "@argosy/connectors/map.ts";

export type Command =
  | { readonly what: "help" }
  | { readonly what: "map"; readonly connector: string; readonly verb: string; readonly file: string }
  | { readonly what: "import"; readonly account: string; readonly file: string; readonly dataDir: string | null };

export const cliHelp = `npm run argosy -- map <connector> <${mapVerbs.join("|")}> <file or ->
    What a connector makes of a vendor's saved answer body, as one JSON object: {"ok":true,"items":[...]}, or
    {"ok":false,"error":{...}} with the path of what cannot be read and exit code 1. Touches no database.

npm run argosy -- import <account> <file or -> [--data DIR]
    Puts such a body through the real intake of the running installation. <account> is the name of a shop or payment
    account as the settings show it, or its id. Prints {"stored":n,"projected":n,"quarantined":n,"ignored":n}; what
    can't be read waits in quarantine, and a sentence says where it broke.
    --data DIR       the data directory the installation was started with, if not the default
    DATABASE_URL     as for npm start

npm run argosy -- --help
    This text. Wrong words end with exit code 2, everything else that fails with 1.
`;

/** Refuses what it does not understand with a sentence that says what was expected. */
export function readCommand(args: readonly string[]): Result<Command, string> {
  if (args.includes("--help") || args.includes("-h")) return ok({ what: "help" });
  const [what, ...words] = args;
  if (what === undefined) return fail("Say what to do: map or import. npm run argosy -- --help shows how.");
  if (what === "map") return readMap(words);
  if (what === "import") return readImport(words);
  return fail(`${what} is nothing Argosy can do. It can map and import: npm run argosy -- --help`);
}

function readMap(words: readonly string[]): Result<Command, string> {
  const [connector, verb, file, ...more] = words;
  if (connector === undefined || verb === undefined || file === undefined || more.length > 0)
    return fail(`map takes three words: map <connector> <${mapVerbs.join("|")}> <file or ->`);
  return ok({ what: "map", connector, verb, file });
}

function readImport(words: readonly string[]): Result<Command, string> {
  const at = words.indexOf("--data");
  const dataDir = at < 0 ? null : words[at + 1];
  if (dataDir === undefined) return fail("--data lacks its value: write --data DIR.");
  const [account, file, ...more] = at < 0 ? words : words.toSpliced(at, 2);
  if (account === undefined || file === undefined || more.length > 0) return fail("import takes two words: import <account> <file or ->");
  return ok({ what: "import", account, file, dataDir: dataDir === null ? null : path.resolve(dataDir) });
}
