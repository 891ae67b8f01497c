import { randomBytes } from "node:crypto";
import path from "node:path";
import { readKey, type Config } from "../config.ts";
import { keepFile, readKept } from "./data-dir.ts";
import { CannotStart, type Say } from "./say.ts";

export const keyFile = "master.key";

/**
 * The key of the vault: from the environment, else from the data directory, where the first start makes it.
 * Rule    Made only while nobody has set the installation up: later it has a key, and another one could open nothing.
 * Throws  When it has, and the key is not here. When the file holds something else: a damaged key must not be replaced, it would lock out everything sealed.
 */
export function readMasterKey(config: Pick<Config, "masterKey" | "dataDir">, say: Say, mayMake: boolean): Buffer {
  if (config.masterKey) return config.masterKey;
  if (!mayMake && readKept(config.dataDir, keyFile) === null)
    throw new CannotStart(`The key of this installation is not in ${config.dataDir}. Restore the file ${keyFile} that was made with its database, or set ARGOSY_MASTER_KEY.`);
  const { text, made } = keepFile(config.dataDir, keyFile, () => `${randomBytes(32).toString("base64")}\n`);
  const key = readKey(text);
  const file = path.join(config.dataDir, keyFile);
  if (!key) throw new CannotStart(`${file} is not the key that was made at the first start. Restore it from your copy.`);
  if (made) say(`Keep a copy of ${file}: without it credentials and addresses in the database cannot be read.`);
  return key;
}
