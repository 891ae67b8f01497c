import { fail, ok } from "@argosy/core/result.ts";
import { inOrg } from "../../db/tx.ts";
import type { SomeHandlers } from "../../http/route.ts";
import { idCursor } from "../../lists/page.ts";
import { countPayloads, listPayloads, readPayload } from "./sql.ts";

export const intakeRoutes = {
  listInbox: ({ company }, { query }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const { state, accountId = null, limit } = query;
      const after = idCursor(query.after);
      if (!after.ok) return after;
      const rows = await listPayloads(tx, state, accountId, after.value, limit + 1);
      const { n } = await countPayloads(tx, state, accountId);
      return ok({ rows: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]!.id : null, count: { n: Math.min(n, 1000), more: n > 1000 } });
    }),

  getInboxItem: ({ company }, { params }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const raw = await readPayload(tx, params.id);
      return raw === null ? fail({ code: "inbox_item_not_found" as const }) : ok({ id: params.id, raw });
    }),

} satisfies SomeHandlers;
