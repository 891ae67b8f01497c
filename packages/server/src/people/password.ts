import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { isEasyPassword } from "@argosy/core/password.ts";

// OWASP's setting for scrypt with 32 MiB: N = 2^15, r = 8, p = 3. Some 150 ms on one core, off the main thread.
type Cost = { readonly logN: number; readonly r: number; readonly p: number };
const usual: Cost = { logN: 15, r: 8, p: 3 };
const keyBytes = 32;
const maxmem = 64 << 20;

/** Hashes a password: `scrypt$15$8$3$salt$key`, salt and key in base64url. To check it costs what its hash says. */
export async function hashPassword(password: string, cost = usual): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ["scrypt", cost.logN, cost.r, cost.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** Why a new password is not taken: a guesser would try it early. `about` is what he may know of its owner. */
export const refuseEasy = (password: string, about: readonly string[]): Refusal | null =>
  isEasyPassword(password, about) ? { code: "input_refused", field: "password", detail: fact("password_easy") } : null;

/** For an e-mail that nobody has: checking against it takes the same time as against a real one. */
const nobody = `scrypt$${usual.logN}$${usual.r}$${usual.p}$${"A".repeat(22)}$${"A".repeat(43)}`;

/**
 * Does the password belong to the hash? `null` stands for an unknown member and takes the same time.
 * Throws  On a hash of another form: that is a bug, never a wrong password.
 */
export async function passwordMatches(password: string, hash: string | null): Promise<boolean> {
  const [scheme, logN, r, p, salt, key] = (hash ?? nobody).split("$");
  if (scheme !== "scrypt" || !salt || !key) throw new Error("a password hash of unknown form");
  const known = Buffer.from(key, "base64url");
  const found = await derive(password, Buffer.from(salt, "base64url"), { logN: Number(logN), r: Number(r), p: Number(p) });
  return timingSafeEqual(found, known) && hash !== null;
}

function derive(password: string, salt: Buffer, { logN, r, p }: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { N: 2 ** logN, r, p, maxmem };
    scrypt(password.normalize("NFKC"), salt, keyBytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
