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
 * Rule     Ten failures in 15 minutes close an account, fifty close an address, both before a password is looked at.
 *          An unknown e-mail, a disabled member and a wrong password give the same answer in the same time.
 * Refuses  `sign_in_refused`; `too_many_requests` with the seconds to wait.
 */
export function createSignIn(db: Db, clock: Clock): SignIn {
  const perAccount = createThrottle(clock, 10);
  const perAddress = createThrottle(clock, 50);
  return async ({ email, password, address }) => {
    const waitS = Math.max(perAccount.waitS(email), perAddress.waitS(address));
    if (waitS > 0) return fail({ code: "too_many_requests", detail: fact("again_in", waitS) });
    perAccount.tried(email);
    perAddress.tried(address);
    const member = await everywhere(db, (tx) => findMemberByEmail(tx, email));
    const right = await passwordMatches(password, member?.passwordHash ?? null);
    if (!member || !right || member.disabledAt !== null) return fail({ code: "sign_in_refused" });
    perAccount.forget(email);
    perAddress.untried(address);
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
