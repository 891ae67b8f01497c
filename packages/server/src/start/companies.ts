import type { Http } from "@argosy/core/connector.ts";
import { createOutside } from "../accounts/open.ts";
import { everywhere, type Db } from "../db/tx.ts";
import { listOrgs } from "../people/sql.ts";
import type { Company } from "../pipeline/room.ts";

export type Companies = { readonly of: (orgId: string) => Company; readonly all: () => Promise<Company[]> };

/** One `Company` per org for the whole process, so that its doors to the world and their tokens are opened once. */
export function openCompanies(db: Db, http: Http, log: Company["log"]): Companies {
  const known = new Map<string, Company>();
  const of = (orgId: string): Company => {
    const found = known.get(orgId);
    if (found) return found;
    const company = { db, orgId, outside: createOutside(db, orgId, http), log };
    known.set(orgId, company);
    return company;
  };
  return { of, all: async () => (await everywhere(db, listOrgs)).map((org) => of(org.id)) };
}
