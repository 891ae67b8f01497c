import { isIPv6 } from "node:net";
import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { everywhere, type Db } from "../db/tx.ts";
import { knownDevice, rememberDevice } from "./device.ts";
import { describeMe, type Me } from "./me.ts";
import { passwordMatches } from "./password.ts";
import { openSession, renewSession, type Session } from "./session.ts";
import { findMember, findMemberByEmail, listOrgs } from "./sql.ts";
import { beginTry, type Limits } from "./throttle.ts";

type Given = { readonly password: string; readonly address: string; readonly device: string | undefined };
type Asking = Given & { readonly email: string };
export type SignIn = (who: Asking) => Promise<Result<{ me: Me; token: string; device: string }, Refusal>>;

/**
 * Signs members in.
 *
 * Rule     Ten failures in 15 minutes close an account to an address, fifty close the address, a hundred the account,
 *          all before a password is looked at. A browser in which the member has signed in before is asked for none of
 *          these, it has ten failures of its own: so no stranger, from however many addresses, keeps a member out of it.
 *          An unknown e-mail, a disabled member and a wrong password give the same answer in the same time.
 * Refuses  `sign_in_refused`; `too_many_requests` with the seconds to wait.
 */
export function createSignIn(db: Db): SignIn {
  return async ({ email, password, address, device }) => {
    const known = await knownDevice(db, device, email);
    const limits = limitsOf(email, networkOf(address), known ? device : undefined);
    const guess = await beginTry(db, limits);
    if (!guess.succeeded) return fail({ code: "too_many_requests", detail: fact("again_in", guess.waitS) });
    const member = await everywhere(db, (tx) => findMemberByEmail(tx, email));
    const right = await passwordMatches(password, member?.passwordHash ?? null);
    if (!member || !right || member.disabledAt !== null) return fail({ code: "sign_in_refused" });
    await guess.succeeded([...limits.keys()][0]!); // its own way is clear again; from the others it takes itself back
    return everywhere(db, async (tx) => {
      const session = await openSession(tx, member.id);
      const org = (await listOrgs(tx)).find((o) => o.id === member.orgId);
      const me = describeMe({
        memberId: member.id, memberName: member.name, email: member.email, role: member.role, locale: member.locale,
        orgId: member.orgId, orgName: org?.name ?? "", demo: org?.demo ?? false, csrf: session.csrf,
      }, tx.now);
      return ok({ me, token: session.token, device: await rememberDevice(tx, device, member.id) });
    });
  };
}

/**
 * Takes the password of a member who is signed in once more, and answers with the token of the session that follows.
 * Rule     Counted together with the tries to sign in, so that an open session gives a guesser nothing more.
 * Refuses  `sign_in_refused`; `too_many_requests` with the seconds to wait.
 */
export function createProve(db: Db): (session: Session, given: Given) => Promise<Result<string, Refusal>> {
  return async (session, { password, address, device }) => {
    const { email, orgId, memberId } = session;
    const known = await knownDevice(db, device, email);
    const limits = limitsOf(email, networkOf(address), known ? device : undefined);
    const guess = await beginTry(db, limits);
    if (!guess.succeeded) return fail({ code: "too_many_requests", detail: fact("again_in", guess.waitS) });
    const member = await everywhere(db, (tx) => findMember(tx, orgId, memberId));
    if (!(await passwordMatches(password, member?.passwordHash ?? null)))
      return fail({ code: "sign_in_refused", field: "password", detail: fact("password_differs") });
    await guess.succeeded([...limits.keys()][0]!);
    return everywhere(db, async (tx) => ok((await renewSession(tx, session)).token));
  };
}

/** What a try at an account is counted under; the first is the way from this browser or address to this account. */
export const limitsOf = (email: string, network: string, knownDevice: string | undefined): Limits =>
  new Map(knownDevice === undefined ? [[`pair ${network} ${email}`, 10], [`network ${network}`, 50], [`account ${email}`, 100]] : [[`device ${knownDevice} ${email}`, 10]]);

/** Who has an IPv6 address has its whole /64, and guesses from each of them in turn. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes(".")) return address;
  const [head = "", tail] = address.split("%", 1)[0]!.split("::");
  const [before, after] = [head.split(":").filter(Boolean), (tail ?? "").split(":").filter(Boolean)];
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  return `${[...before, ...zeros, ...after].slice(0, 4).join(":")}::/64`;
}
