import pg from "pg";
import { pgTypes } from "../src/db/tx.ts";

/** Looks at one company's rows over the shoulder of the code under test, through no door of its own. */
export type Eyes = {
  /** `$1` is the company. */
  readonly rows: <T extends object>(sql: string, ...values: unknown[]) => Promise<T[]>;
  readonly orgId: string;
  readonly close: () => Promise<void>;
};

export async function openEyes(url: string, orgId: string): Promise<Eyes> {
  const client = new pg.Client({ connectionString: url, types: pgTypes, application_name: "argosy auditor" });
  await client.connect();
  await client.query(`set timezone = 'UTC'; set search_path = argosy; set jit = off; set app.org_id = '${orgId}'`);
  const names = new Map<string, string>();
  return {
    orgId,
    close: () => client.end(),
    async rows<T extends object>(sql: string, ...values: unknown[]): Promise<T[]> {
      // Named, so that the server plans a question once and not at every step.
      let name = names.get(sql);
      if (name === undefined) names.set(sql, (name = `q${names.size}`));
      return (await client.query<T>({ name, text: sql, values: [orgId, ...values] })).rows;
    },
  };
}
