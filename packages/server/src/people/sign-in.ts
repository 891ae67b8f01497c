import { isIPv6 } from "node:net";
import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import type { Clock, Instant } from "@argosy/core/time.ts";
import { everywhere, type Db } from "../db/tx.ts";
import { describeMe, type Me } from "./me.ts";
import { passwordMatches } from "./password.ts";
import { openSession } from "./session.ts";
import { findMemberByEmail, listOrgs } from "./sql.ts";
import { createThrottle } from "./throttle.ts";

export type SignIn = (who: { email: string; password: string; address: string }) => Promise<Result<{ me: Me; token: string }, Refusal>>;

/**
 * Signs members in.
 *
 * Rule     Ten failures in 15 minutes close an account to an address, fifty close the address, a hundred the account,
 *          all before a password is looked at. A stranger's guesses alone do not keep the owner out, unless they come from
 *          many addresses; then a hundred are all there is.
 *          An unknown e-mail, a disabled member and a wrong password give the same answer in the same time.
 * Refuses  `sign_in_refused`; `too_many_requests` with the seconds to wait.
 */
export function createSignIn(db: Db, clock: Clock): SignIn {
  const guesses = countGuesses();
  return async ({ email, password, address: from }) => {
    const address = networkOf(from);
    const now = clock.now();
    const waitS = guesses.waitS(email, address, now);
    if (waitS > 0) return fail({ code: "too_many_requests", detail: fact("again_in", waitS) });
    guesses.tried(email, address, now);
    const member = await everywhere(db, (tx) => findMemberByEmail(tx, email));
    const right = await passwordMatches(password, member?.passwordHash ?? null);
    if (!member || !right || member.disabledAt !== null) return fail({ code: "sign_in_refused" });
    guesses.right(email, address, now);
    return everywhere(db, async (tx) => {
      const session = await openSession(tx, member.id);
      const org = (await listOrgs(tx)).find((o) => o.id === member.orgId);
      const me = describeMe({
        memberId: member.id, memberName: member.name, email: member.email, role: member.role, locale: member.locale,
        orgId: member.orgId, orgName: org?.name ?? "", demo: org?.demo ?? false, csrf: session.csrf,
      }, tx.now);
      return ok({ me, token: session.token });
    });
  };
}

/** Who has an IPv6 address has its whole /64, and guesses from each of them in turn. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes(".")) return address;
  const [head = "", tail] = address.split("%", 1)[0]!.split("::");
  const [before, after] = [head.split(":").filter(Boolean), (tail ?? "").split(":").filter(Boolean)];
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  return `${[...before, ...zeros, ...after].slice(0, 4).join(":")}::/64`;
}

/** The three counts of wrong passwords. A right one clears the way from its address, and takes only itself back from the others. */
export function countGuesses() {
  const [perPair, perAddress, perAccount] = [createThrottle(10), createThrottle(50), createThrottle(100)];
  const pairOf = (email: string, address: string): string => `${address} ${email}`;
  return {
    waitS: (email: string, address: string, now: Instant): number =>
      Math.max(perPair.waitS(pairOf(email, address), now), perAddress.waitS(address, now), perAccount.waitS(email, now)),
    tried(email: string, address: string, now: Instant): void {
      perPair.tried(pairOf(email, address), now);
      perAddress.tried(address, now);
      perAccount.tried(email, now);
    },
    right(email: string, address: string, now: Instant): void {
      perPair.forget(pairOf(email, address));
      perAddress.untried(address, now);
      perAccount.untried(email, now);
    },
  };
}
