import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import type { Clock } from "@argosy/core/time.ts";
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
  const [perPair, perAddress, perAccount] = [createThrottle(10), createThrottle(50), createThrottle(100)];
  return async ({ email, password, address }) => {
    const now = clock.now();
    const pair = `${address} ${email}`;
    const waitS = Math.max(perPair.waitS(pair, now), perAddress.waitS(address, now), perAccount.waitS(email, now));
    if (waitS > 0) return fail({ code: "too_many_requests", detail: fact("again_in", waitS) });
    perPair.tried(pair, now);
    perAddress.tried(address, now);
    perAccount.tried(email, now);
    const member = await everywhere(db, (tx) => findMemberByEmail(tx, email));
    const right = await passwordMatches(password, member?.passwordHash ?? null);
    if (!member || !right || member.disabledAt !== null) return fail({ code: "sign_in_refused" });
    perPair.forget(pair);
    perAddress.untried(address, now);
    perAccount.untried(email, now);
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
