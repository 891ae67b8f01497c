import path from "node:path";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { mapVerbs } from "@argosy/connectors/map.ts";

export type Command =
  | { readonly what: "help" }
  | { readonly what: "map"; readonly connector: string; readonly verb: string; readonly file: string }
  | { readonly what: "import"; readonly account: string; readonly file: string; readonly dataDir: string | null }
  | { readonly what: "check"; readonly dataDir: string | null };

export const cliHelp = `npm run argosy -- map <connector> <${mapVerbs.join("|")}> <file or ->
    What a connector makes of a vendor's saved answer body, as one JSON object: {"ok":true,"items":[...]}, or
    {"ok":false,"error":{...}} with the path of what cannot be read and exit code 1. Touches no database.

npm run argosy -- import <account> <file or -> [--data DIR]
    Puts such a body through the real intake of the running installation. <account> is the name of a shop or payment
    account as the settings show it, or its id. Prints {"stored":n,"projected":n,"quarantined":n,"ignored":n}; what
    can't be read waits in quarantine, and a sentence says where it broke.

npm run argosy -- check [--data DIR]
    Checks the books of the running installation: stock, money, bookings, histories. Prints a JSON object for
    every rule that does not hold, with how many rows break it and one of them; exit code 1 if there is one that must hold
    at every moment. Rules marked "at_rest" may be broken while something is under way. Changes nothing.

--data DIR       the data directory the installation was started with, if not the default
DATABASE_URL     as for npm start

npm run argosy -- --help
    This text. Wrong words end with exit code 2, everything else that fails with 1.
`;

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
