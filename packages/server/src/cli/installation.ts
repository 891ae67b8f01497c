import { randomId } from "@argosy/core/ids.ts";
import { systemClock } from "@argosy/core/time.ts";
import { readConfig, type Config, type Environment } from "../config.ts";
import type { Db } from "../db/tx.ts";
import { createVault } from "../db/vault.ts";
import { readKept } from "../start/data-dir.ts";
import { keyFile, readMasterKey } from "../start/master-key.ts";
import { CannotStart } from "../start/say.ts";
import { joinDatabase } from "../start/start-database.ts";

export type Installation = { readonly db: Db; readonly config: Config; readonly stop: () => Promise<void> };

/**
 * Joins the installation that runs on this data directory, or on the default one.
 * Throws  CannotStart with the cure: no installation there, nobody runs it.
 */
export async function joinInstallation(dataDir: string | null, env: Environment): Promise<Installation> {
  const config = readConfig(dataDir === null ? [] : ["--data", dataDir], env);
  if (!config.ok) throw new CannotStart(config.error);
  if (config.value.masterKey === null && readKept(config.value.dataDir, keyFile) === null)
    throw new CannotStart(`There is no installation in ${config.value.dataDir}. Start Argosy first, or name its data directory with --data.`);
  const { pool, stop } = await joinDatabase(config.value);
  return { db: { pool, clock: systemClock, newId: randomId, vault: createVault(readMasterKey(config.value, () => {}, false)) }, config: config.value, stop };
}
