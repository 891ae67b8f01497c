import { fact } from "@argosy/core/facts.ts";
import { fail, ok } from "@argosy/core/result.ts";
import { everywhere, type Db, type Global } from "../db/tx.ts";
import type { SomeHandlers } from "../http/route.ts";
import type { Company } from "../pipeline/room.ts";
import { hashPassword, passwordMatches, refuseEasy } from "./password.ts";
import {
  changeMemberRow, deleteSessionsOf, findMember, insertMember, listMembersOf, listOrgs, lockOwners, setMemberLocale, setPasswordHash, type MemberRow,
} from "./sql.ts";
import { beginTry } from "./throttle.ts";

const shown = ({ id, name, email, role, disabledAt, lastSeenAt }: MemberRow) => ({ id, name, email, role, disabledAt, lastSeenAt });

/** Members of the caller's own company; nobody else's can be named. */
export const routes = {
  listMembers: async ({ company }) => {
    const rows = await everywhere(company.db, (tx) => listMembersOf(tx, company.orgId));
    return ok({ rows: rows.map(shown) });
  },

  // An e-mail signs in to one company. Who may add members must hear that it is taken, and no more: not where, and
  // not of a whole list, because every refusal counts.
  addMember: async ({ company }, { body }) => {
    const easy = refuseEasy(body.password, [body.email, body.name, await nameOf(company)]);
    if (easy) return fail(easy);
    const asking = await beginTry(company.db, new Map([[`taken ${company.orgId}`, 10]]));
    if (!asking.succeeded) return fail({ code: "too_many_requests", detail: fact("again_in", asking.waitS) });
    const passwordHash = await hashPassword(body.password);
    const member = { id: company.db.newId(), orgId: company.orgId, email: body.email, name: body.name, role: body.role, locale: null, passwordHash };
    if (!(await everywhere(company.db, (tx) => insertMember(tx, member)))) return fail({ code: "code_taken", field: "email", detail: fact("email_taken") });
    await asking.succeeded();
    return ok(shown({ ...member, disabledAt: null, lastSeenAt: null }));
  },

  changeMember: async ({ company }, { params, body }) => {
    const before = await everywhere(company.db, (tx) => findMember(tx, company.orgId, params.id));
    const easy = body.password === undefined ? null : refuseEasy(body.password, [before?.email ?? "", body.name, await nameOf(company)]);
    if (easy) return fail(easy);
    const passwordHash = body.password === undefined ? null : await hashPassword(body.password);
    return everywhere(company.db, async (tx) => {
      const owners = await lockOwners(tx, company.orgId);
      const member = await findMember(tx, company.orgId, params.id);
      if (!member) return fail({ code: "member_not_found" });
      const staysOwner = body.role === "owner" && !body.disabled;
      if (owners.length === 1 && owners[0] === member.id && !staysOwner)
        return fail({ code: "last_owner", field: body.disabled ? "disabled" : "role" });
      await changeMemberRow(tx, company.orgId, member.id, body);
      if (passwordHash !== null) await setPasswordHash(tx, member.id, passwordHash);
      if (body.disabled || passwordHash !== null) await deleteSessionsOf(tx, member.id, null);
      return ok(shown((await findMember(tx, company.orgId, member.id)) ?? member));
    });
  },

  setLocale: async ({ company, caller }, { body }) => {
    await everywhere(company.db, (tx) => setMemberLocale(tx, caller.memberId, body.locale));
    return ok({ ok: true });
  },

  changePassword: async ({ company, caller }, { body }) => {
    const read = (tx: Global) => findMember(tx, company.orgId, caller.memberId);
    const member = await everywhere(company.db, read);
    const guess = await beginTry(company.db, new Map([[`password ${caller.memberId}`, 10]])); // a session left open is no way to find out the password behind it
    if (!guess.succeeded) return fail({ code: "too_many_requests", detail: fact("again_in", guess.waitS) });
    if (!(await passwordMatches(body.current, member?.passwordHash ?? null)))
      return fail({ code: "sign_in_refused", field: "current", detail: fact("password_differs") });
    await guess.succeeded(`password ${caller.memberId}`);
    const easy = refuseEasy(body.password, [member?.email ?? "", caller.name, await nameOf(company)]);
    if (easy) return fail(easy);
    await keepPassword(company.db, caller.memberId, await hashPassword(body.password), caller.session ?? null);
    return ok({ ok: true });
  },
} satisfies SomeHandlers;

const nameOf = async ({ db, orgId }: Company): Promise<string> => (await everywhere(db, listOrgs)).find((org) => org.id === orgId)?.name ?? "";

const keepPassword = (db: Db, memberId: string, hash: string, thisSession: Buffer | null): Promise<void> =>
  everywhere(db, async (tx) => {
    await setPasswordHash(tx, memberId, hash);
    await deleteSessionsOf(tx, memberId, thisSession);
  });
