import { createHash, randomBytes } from "node:crypto";
import { plusS } from "@argosy/core/time.ts";
import { everywhere, type Db, type Global } from "../db/tx.ts";
import { deleteOldDevices, isDevice, isDeviceOf, keepDevice } from "./sql.ts";

/** A browser is remembered for half a year after a member's last sign-in, the newest fifty of each member. */
export const deviceLifetimeS = 180 * 24 * 3600;
const mostDevices = 50;

const hashOf = (device: string): Buffer => createHash("sha256").update(device).digest();
const isToken = (device: string | undefined): device is string => device !== undefined && /^[A-Za-z0-9_-]{43}$/.test(device);

/** Has the member of this e-mail signed in with this cookie before? */
export const knownDevice = async (db: Db, device: string | undefined, email: string): Promise<boolean> =>
  isToken(device) && everywhere(db, (tx) => isDeviceOf(tx, hashOf(device), email, plusS(tx.now, -deviceLifetimeS)));

/** Remembers the browser for a member who has just signed in. A station that several share keeps one cookie for all of them. */
export async function rememberDevice(tx: Global, given: string | undefined, memberId: string): Promise<string> {
  const device = isToken(given) && (await isDevice(tx, hashOf(given))) ? given : randomBytes(32).toString("base64url");
  await keepDevice(tx, hashOf(device), memberId);
  await deleteOldDevices(tx, memberId, plusS(tx.now, -deviceLifetimeS), mostDevices);
  return device;
}
