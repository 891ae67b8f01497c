import { fail, ok } from "@argosy/core/result.ts";
import { inOrg } from "../../db/tx.ts";
import type { SomeHandlers } from "../../http/route.ts";
import { idCursor, pageOf } from "../../lists/page.ts";
import { countPayloads, listPayloads, readPayload } from "./sql.ts";

export const routes = {
  listInbox: ({ company }, { query }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const { state, accountId = null, limit } = query;
      const after = idCursor(query.after);
      if (!after.ok) return after;
      return ok(pageOf(await listPayloads(tx, state, accountId, after.value, limit + 1), limit, (row) => row.id, await countPayloads(tx, state, accountId)));
    }),

  getInboxItem: ({ company }, { params }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const raw = await readPayload(tx, params.id);
      return raw === null ? fail({ code: "inbox_item_not_found" as const }) : ok({ id: params.id, raw });
    }),

} satisfies SomeHandlers;
