import type { Role } from "@argosy/core/api/people.ts";
import type { Locale } from "@argosy/core/locale.ts";
import type { Instant } from "@argosy/core/time.ts";
import { asTable } from "../db/rows.ts";
import type { Global, Tx } from "../db/tx.ts";

// The tables of people span companies, so these statements carry no row-level policy: every one names the member,
// the session or the company itself.

export type MemberRow = {
  readonly id: string; readonly orgId: string; readonly email: string; readonly name: string; readonly role: Role; readonly locale: Locale | null;
  readonly passwordHash: string; readonly disabledAt: Instant | null; readonly lastSeenAt: Instant | null;
};
export type OrgRow = { readonly id: string; readonly name: string; readonly demo: boolean };
/** A session with the member and company behind it, as one request needs them. */
export type SessionRow = {
  readonly csrf: string; readonly seenAt: Instant; readonly provenAt: Instant | null; readonly memberId: string; readonly email: string; readonly memberName: string;
  readonly role: Role; readonly locale: Locale | null; readonly orgId: string; readonly orgName: string; readonly demo: boolean;
};

export const isSetUp = async (tx: Global): Promise<boolean> =>
  (await tx.maybe<{ yes: number }>`select 1 as yes from installation`) !== null;

/** Takes the installation's only row. Of two set-ups at the same moment the second waits here and gets false. */
export const claimInstallation = async (tx: Global): Promise<boolean> =>
  (await tx.run`insert into installation (only_one, set_up_at) values (true, ${tx.now}) on conflict do nothing`) === 1;

export const insertOrg = (tx: Global, org: OrgRow): Promise<number> =>
  tx.run`insert into org (id, name, demo, created_at) values (${org.id}, ${org.name}, ${org.demo}, ${tx.now})`;

export const listOrgs = (tx: Global): Promise<OrgRow[]> => tx.many<OrgRow>`select id, name, demo from org order by id`;

/** False when the e-mail is taken, in whatever company. */
export const insertMember = async (tx: Global, m: Omit<MemberRow, "disabledAt" | "lastSeenAt">): Promise<boolean> =>
  (await tx.run`
    insert into member (id, org_id, email, name, role, locale, password_hash, created_at)
    values (${m.id}, ${m.orgId}, ${m.email}, ${m.name}, ${m.role}, ${m.locale}, ${m.passwordHash}, ${tx.now})
    on conflict (email) do nothing`) === 1;

export const findMemberByEmail = (tx: Global, email: string): Promise<MemberRow | null> =>
  tx.maybe<MemberRow>`
    select id, org_id, email, name, role, locale, password_hash, disabled_at, last_seen_at from member where email = ${email}`;

export const findMember = (tx: Global, orgId: string, id: string): Promise<MemberRow | null> =>
  tx.maybe<MemberRow>`
    select id, org_id, email, name, role, locale, password_hash, disabled_at, last_seen_at from member
     where org_id = ${orgId} and id = ${id}
       for no key update`;

export const listMembersOf = (tx: Global, orgId: string): Promise<MemberRow[]> =>
  tx.many<MemberRow>`
    select id, org_id, email, name, role, locale, password_hash, disabled_at, last_seen_at from member
     where org_id = ${orgId} order by disabled_at is not null, name, id limit 1000`;

/** Locks the active owners, so that of two members taking the right from each other one stays. */
export const lockOwners = async (tx: Global, orgId: string): Promise<string[]> =>
  (
    await tx.many<{ id: string }>`
      select id from member where org_id = ${orgId} and role = 'owner' and disabled_at is null order by id for no key update`
  ).map((row) => row.id);

export const changeMemberRow = (tx: Global, orgId: string, id: string, to: { name: string; role: Role; disabled: boolean }): Promise<number> =>
  tx.run`
    update member set name = ${to.name}, role = ${to.role},
           disabled_at = case when ${to.disabled} then coalesce(disabled_at, ${tx.now}) end
     where org_id = ${orgId} and id = ${id}`;

export const setPasswordHash = (tx: Global, memberId: string, hash: string): Promise<number> =>
  tx.run`update member set password_hash = ${hash} where id = ${memberId}`;

export const setMemberLocale = (tx: Global, memberId: string, locale: Locale): Promise<number> =>
  tx.run`update member set locale = ${locale} where id = ${memberId}`;

export const insertSession = (tx: Global, s: { tokenHash: Buffer; memberId: string; csrf: string; expiresAt: Instant }): Promise<number> =>
  tx.run`
    insert into session (token_hash, member_id, csrf, created_at, seen_at, proven_at, expires_at)
    values (${s.tokenHash}, ${s.memberId}, ${s.csrf}, ${tx.now}, ${tx.now}, ${tx.now}, ${s.expiresAt})`;

/** The live session of a cookie: not idle since `idleSince`, not expired, of a member who may still come in. */
export const findSession = (tx: Global, tokenHash: Buffer, idleSince: Instant): Promise<SessionRow | null> =>
  tx.maybe<SessionRow>`
    select s.csrf, s.seen_at, s.proven_at, m.id as member_id, m.email, m.name as member_name, m.role, m.locale,
           o.id as org_id, o.name as org_name, o.demo
      from session s join member m on m.id = s.member_id join org o on o.id = m.org_id
     where s.token_hash = ${tokenHash} and s.seen_at > ${idleSince} and s.expires_at > ${tx.now} and m.disabled_at is null`;

export const touchSession = (tx: Global, tokenHash: Buffer): Promise<number> =>
  tx.run`update session set seen_at = ${tx.now} where token_hash = ${tokenHash}`;

export const endSessionAt = (tx: Global, tokenHash: Buffer, at: Instant): Promise<number> =>
  tx.run`update session set expires_at = least(expires_at, ${at}) where token_hash = ${tokenHash}`;

export const touchMember = (tx: Global, memberId: string): Promise<number> =>
  tx.run`update member set last_seen_at = ${tx.now} where id = ${memberId}`;

export const deleteSession = (tx: Global, tokenHash: Buffer): Promise<number> =>
  tx.run`delete from session where token_hash = ${tokenHash}`;

/** Ends a member's sessions, except the one that is kept. */
export const deleteSessionsOf = (tx: Global, memberId: string, keep: Buffer | null): Promise<number> =>
  tx.run`delete from session where member_id = ${memberId} and token_hash is distinct from ${keep}`;

export const deleteOldSessions = (tx: Global, idleSince: Instant): Promise<number> =>
  tx.run`delete from session where expires_at <= ${tx.now} or seen_at <= ${idleSince}`;

/** Gives each of these names, in their order, a count to lock: who finds none would not wait for the others who find none. */
export const openGuesses = (tx: Global, names: readonly string[]): Promise<number> =>
  tx.run`
    insert into guess (name, times, last_at) select n, '{}', ${tx.now} from unnest(${names}::text[]) as n
    on conflict (name) do nothing`;

/** Locks the counts of these names, in their order, and says since when a name has as many failures as it may have. */
export const lockGuesses = (tx: Global, names: readonly { name: string; most: number }[], since: Instant): Promise<{ fullSince: Instant | null }[]> =>
  tx.many`
    select (select t from unnest(g.times) t where t > ${since} order by t desc offset l.most - 1 limit 1) as full_since
      from guess g join ${asTable("l", { name: "text", most: "int" }, names)} on l.name = g.name
     order by g.name
       for update of g`;

export const addGuess = (tx: Global, names: readonly string[], since: Instant): Promise<number> =>
  tx.run`
    insert into guess (name, times, last_at)
    select n, array[${tx.now}::timestamptz], ${tx.now} from unnest(${names}::text[]) as n
    on conflict (name) do update
       set times = array(select t from unnest(guess.times) t where t > ${since}) || excluded.times, last_at = excluded.last_at`;

/** Takes back one failure of that moment under each name. */
export const takeGuessBack = (tx: Global, names: readonly string[], at: Instant): Promise<number> =>
  tx.run`
    update guess set times = times[:array_position(times, ${at}) - 1] || times[array_position(times, ${at}) + 1:]
     where name = any(${names}::text[]) and ${at} = any(times)`;

export const forgetGuesses = (tx: Global, names: readonly string[]): Promise<number> =>
  tx.run`delete from guess where name = any(${names}::text[])`;

export const deleteOldGuesses = (tx: Global, since: Instant): Promise<number> =>
  tx.run`delete from guess where name in (select name from guess where last_at <= ${since} order by last_at limit 100 for update skip locked)`;

export const isDeviceOf = async (tx: Global, tokenHash: Buffer, email: string, since: Instant): Promise<boolean> =>
  (await tx.maybe<{ yes: number }>`
    select 1 as yes from known_device d join member m on m.id = d.member_id
     where d.token_hash = ${tokenHash} and m.email = ${email} and d.seen_at > ${since}`) !== null;

export const isDevice = async (tx: Global, tokenHash: Buffer): Promise<boolean> =>
  (await tx.maybe<{ yes: number }>`select 1 as yes from known_device where token_hash = ${tokenHash} limit 1`) !== null;

export const keepDevice = (tx: Global, tokenHash: Buffer, memberId: string): Promise<number> =>
  tx.run`
    insert into known_device (token_hash, member_id, seen_at) values (${tokenHash}, ${memberId}, ${tx.now})
    on conflict (token_hash, member_id) do update set seen_at = excluded.seen_at`;

export const deleteOldDevices = (tx: Global, memberId: string, since: Instant, most: number): Promise<number> =>
  tx.run`
    delete from known_device
     where member_id = ${memberId}
       and (seen_at <= ${since} or token_hash not in (
         select token_hash from known_device where member_id = ${memberId} order by seen_at desc, token_hash limit ${most}))`;

/** Names behind `member:<id>` actors, for timelines. */
export const namesOfMembers = (tx: Tx, ids: readonly string[]): Promise<{ id: string; name: string }[]> =>
  tx.many`select id, name from member where org_id = ${tx.orgId} and id = any(${ids}::uuid[])`;

/** The language the first owner chose, if any; texts of the demo company are written in it. */
export const ownersLocale = async (tx: Global, orgId: string): Promise<Locale | null> =>
  (await tx.maybe<{ locale: Locale | null }>`
    select locale from member where org_id = ${orgId} and role = 'owner' order by created_at, id limit 1`)?.locale ?? null;
