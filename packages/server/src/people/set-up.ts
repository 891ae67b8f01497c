import { randomBytes } from "node:crypto";
import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import type { Locale } from "@argosy/core/locale.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { everywhere, type Db } from "../db/tx.ts";
import { describeMe, type Me } from "./me.ts";
import { hashPassword, refuseEasy } from "./password.ts";
import { openSession, sameSecret } from "./session.ts";
import { claimInstallation, insertMember, insertOrg, isSetUp } from "./sql.ts";

/**
 * Made at every start of an installation without an owner, printed on the console, good until the owner exists.
 * Rule  Asked from everybody: a call from this machine proves nothing, a proxy in front of us makes such calls for strangers.
 */
export type SetupToken = { readonly value: string };
export const newSetupToken = (): SetupToken => ({ value: randomBytes(12).toString("base64url") });

export type FirstOwner = {
  readonly name: string; readonly email: string; readonly password: string; readonly company: string; readonly demo: boolean; readonly locale: Locale | null;
};

export const setupNeeded = (db: Db): Promise<boolean> => everywhere(db, async (tx) => !(await isSetUp(tx)));

/**
 * Creates the company and its owner, once.
 *
 * Rule     Of any number of set-ups at the same moment one wins: the row of `installation` is taken first, and it
 *          commits together with company, owner and session.
 * Refuses  `setup_done` afterwards, whatever the token. `setup_token_wrong` without it; only `--demo` on the console, `proof` null, needs none.
 */
export async function setUp(db: Db, owner: FirstOwner, proof: { given: string; wanted: SetupToken } | null): Promise<Result<{ me: Me; token: string; orgId: string }, Refusal>> {
  if (!(await setupNeeded(db))) return fail({ code: "setup_done" });
  if (proof !== null && !sameSecret(proof.given, proof.wanted.value))
    return fail({ code: "setup_token_wrong", field: "token", detail: fact("token_was_printed") });
  const easy = refuseEasy(owner.password, [owner.email, owner.name, owner.company]);
  if (easy) return fail(easy);
  const passwordHash = await hashPassword(owner.password);
  return everywhere(db, async (tx) => {
    if (!(await claimInstallation(tx))) return fail({ code: "setup_done" });
    const [orgId, memberId] = [tx.newId(), tx.newId()];
    await insertOrg(tx, { id: orgId, name: owner.company, demo: owner.demo });
    await insertMember(tx, { id: memberId, orgId, email: owner.email, name: owner.name, role: "owner", locale: owner.locale, passwordHash });
    const session = await openSession(tx, memberId);
    const me = describeMe({
      memberId, memberName: owner.name, email: owner.email, role: "owner", locale: owner.locale,
      orgId, orgName: owner.company, demo: owner.demo, csrf: session.csrf,
    }, tx.now);
    return ok({ me, token: session.token, orgId });
  });
}
