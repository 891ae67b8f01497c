import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { freshS } from "@argosy/core/api/route.ts";
import { epochMs, plusS, type Instant } from "@argosy/core/time.ts";
import { everywhere, type Db, type Global } from "../db/tx.ts";
import { deleteOldSessions, endSessionAt, findSession, insertSession, touchMember, touchSession, type SessionRow } from "./sql.ts";

/** Idle 12 hours or 7 days after signing in, whichever comes first. */
export const idleS = 12 * 3600;
export const lifetimeS = 7 * 24 * 3600;
const touchEveryS = 60; // one write a minute and member, not one a request

export type Session = SessionRow & { readonly tokenHash: Buffer };
export type NewSession = { readonly token: string; readonly csrf: string };

const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();

/** Opens a session for who has just given the password: the token goes into the cookie and nowhere else, only its hash is kept. */
export async function openSession(tx: Global, memberId: string, csrf = randomBytes(24).toString("base64url")): Promise<NewSession> {
  const token = randomBytes(32).toString("base64url");
  await deleteOldSessions(tx, plusS(tx.now, -idleS));
  await insertSession(tx, { tokenHash: hashOf(token), memberId, csrf, expiresAt: plusS(tx.now, lifetimeS) });
  await touchMember(tx, memberId);
  return { token, csrf };
}

/**
 * The session of a cookie, null when there is none that lives.
 * Rule  Read from the database on every call, with member and role: what was taken away is gone at the next request.
 */
export async function readSession(db: Db, token: string | undefined): Promise<Session | null> {
  if (token === undefined || !/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
  const tokenHash = hashOf(token);
  return everywhere(db, async (tx) => {
    const found = await findSession(tx, tokenHash, plusS(tx.now, -idleS));
    if (!found) return null;
    if (epochMs(tx.now) - epochMs(found.seenAt) > touchEveryS * 1000) {
      await touchSession(tx, tokenHash);
      await touchMember(tx, found.memberId);
    }
    return { ...found, tokenHash };
  });
}

const leaveS = 10; // what was asked with the old cookie while the new one was on its way is still answered

/** Another session in place of this one, so that a copy of the old cookie gains nothing. The open pages go on with their token. */
export async function renewSession(tx: Global, { memberId, csrf, tokenHash }: Session): Promise<NewSession> {
  await endSessionAt(tx, tokenHash, plusS(tx.now, leaveS));
  return openSession(tx, memberId, csrf);
}

/** Was the password given lately? */
export const isFresh = ({ provenAt }: Pick<SessionRow, "provenAt">, now: Instant): boolean => provenAt !== null && epochMs(now) - epochMs(provenAt) < freshS * 1000;

/** Does it still live? Asking is no use of it: a page that only listens must not keep it from growing idle. */
export const sessionLives = (db: Db, tokenHash: Buffer): Promise<boolean> =>
  everywhere(db, async (tx) => (await findSession(tx, tokenHash, plusS(tx.now, -idleS))) !== null);

/** Compares secrets in a time that tells nothing about where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [hashOf(a), hashOf(b)];
  return timingSafeEqual(left, right);
}
