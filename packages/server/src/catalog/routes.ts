import { fact } from "@argosy/core/facts.ts";
import { unseen } from "@argosy/core/ids.ts";
import type { z } from "zod";
import type { Api } from "@argosy/core/api/index.ts";
import { isCurrency } from "@argosy/core/money.ts";
import type { Refusal } from "@argosy/core/errors.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { inOrg, type Tx } from "../db/tx.ts";
import type { SomeHandlers } from "../http/route.ts";
import { orTaken } from "../http/taken.ts";
import { decodeCursor, encodeCursor, pageOf } from "../lists/page.ts";
import { namesAlike } from "./alike.ts";
import { wake } from "../pipeline/move.ts";
import { mostPieces } from "../pipeline/order-lines.ts";
import {
  countLargest, countSkuRows, fillLines, findCodeAlike, isShop, listReviewOrdersOfSku, listSkuRows, listSkusAlike, listUnmapped, lockCodes, lockOrdersWith, readSku, updateSku, upsertMapping, wakeWaiting, type Meaning, type SkuFields, type SkuRow, type Unmapped,
} from "./sql.ts";

type SkuBody = z.output<Api["addSku"]["body"]>;
const taken = {
  sku_code_once: { code: "code_taken", field: "code" },
  sku_barcode_once: { code: "code_taken", field: "barcode", detail: fact("barcode_taken") },
} as const satisfies Record<string, Refusal>;
const takenByAlike = (code: string) => ({ code: "code_taken", field: "code", detail: fact("code_alike", code) }) as const;

export const routes = {
  listSkus: async ({ company }, { query }) => {
    const after = decodeCursor(query.after, ["text"]);
    if (!after.ok) return after;
    return inOrg(company.db, company.orgId, async (tx) => {
      const rows = await listSkuRows(tx, query, (after.value?.[0] as string | undefined) ?? null, query.limit + 1);
      const page = pageOf(rows, query.limit, (last) => encodeCursor([last.code]), await countSkuRows(tx, query));
      return ok({ ...page, rows: page.rows.map(shown) });
    });
  },

  addSku: ({ company }, { body }) =>
    orTaken(taken, () => inOrg(company.db, company.orgId, async (tx) => {
      const fields = fieldsOf(body);
      if (!fields.ok) return fields;
      await lockCodes(tx);
      const alike = await findCodeAlike(tx, fields.value.code);
      if (alike) return fail(takenByAlike(alike.code));
      const id = tx.newId();
      await tx.insert("sku", [{ id, ...fields.value, version: 1 }]);
      await fillOwnNames(tx, id, fields.value);
      return ok(shown(await present(tx, id)));
    })),

  changeSku: ({ company }, { params, body }) =>
    orTaken(taken, () => inOrg(company.db, company.orgId, async (tx) => {
      const fields = fieldsOf(body);
      if (!fields.ok) return fields;
      await lockCodes(tx);
      const before = await readSku(tx, params.id);
      if (!before) return fail({ code: "sku_not_found" });
      const alike = before.code === fields.value.code ? null : await findCodeAlike(tx, fields.value.code, params.id);
      if (alike) return fail(takenByAlike(alike.code));
      if ((await updateSku(tx, params.id, body.version, fields.value)) === 0) return fail({ code: "changed_meanwhile", detail: fact("version_now", before.version) });
      await fillOwnNames(tx, params.id, fields.value);
      await wake(tx, "order", (await listReviewOrdersOfSku(tx, params.id)).map((o) => o.id));
      await wakeWaiting(tx);
      return ok(shown(await present(tx, params.id)));
    })),

  unmapped: ({ company }) => inOrg(company.db, company.orgId, async (tx) => ok({ rows: await suggest(tx, await listUnmapped(tx)) })),

  mapSku: ({ company }, { body }) => inOrg(company.db, company.orgId, (tx) => map(tx, body)),

  // A transaction each: orders are locked in the order of the key for one listing at a time only.
  mapSkus: async ({ company }, { body }) => {
    const results = [];
    for (const mapping of body.mappings) {
      const done = await inOrg(company.db, company.orgId, (tx) => map(tx, mapping));
      results.push(done.ok ? { ok: true, code: null, woken: done.value.woken } : { ok: false, code: done.error.code, woken: 0 });
    }
    return ok({ results });
  },
} satisfies SomeHandlers;

async function map(tx: Tx, mapping: z.output<Api["mapSku"]["body"]>): Promise<Result<{ readonly woken: number }, Refusal & { readonly code: "account_not_found" | "sku_not_found" | "qty_refused" }>> {
  if (!(await isShop(tx, mapping.accountId))) return fail({ code: "account_not_found", field: "accountId" });
  if (!(await readSku(tx, mapping.skuId))) return fail({ code: "sku_not_found", field: "skuId" });
  const meaning = { ...mapping, channelSkus: [mapping.channelSku] };
  const orders = await lockOrdersWith(tx, meaning);
  const pieces = mapping.qty * (await countLargest(tx, orders.map((o) => o.id), meaning));
  if (pieces > mostPieces) return fail({ code: "qty_refused", field: "qty", detail: fact("line_holds_at_most", mostPieces, pieces) });
  await upsertMapping(tx, mapping);
  return ok({ woken: await fillAndWake(tx, meaning, orders) });
}

/** What each listing probably is: the SKU whose code reads like its own. Where two do, a person must choose. */
async function suggest(tx: Tx, rows: readonly Unmapped[]) {
  const names = rows.map((row) => namesAlike(row.channelSku));
  const found = Map.groupBy(await listSkusAlike(tx, [...new Set(names.flat().map((n) => n.name))]), (sku) => sku.alike);
  return rows.map((row, i) => {
    const nearest = names[i]?.find((n) => found.has(n.name));
    const [sku, another] = (nearest && found.get(nearest.name)) ?? [];
    if (!nearest || !sku || another) return { ...row, suggestion: null, suggestedQty: 1 };
    const { alike: _, ...one } = sku;
    return { ...row, suggestion: shown(one), suggestedQty: nearest.qty };
  });
}

/** Listings that are named by our code or barcode need no mapping, whether the SKU was there before the order or after. */
async function fillOwnNames(tx: Tx, skuId: string, { code, barcode }: SkuFields): Promise<number> {
  const meaning = { accountId: null, channelSkus: [code, barcode].filter((name) => name !== ""), skuId, qty: 1 };
  return fillAndWake(tx, meaning, await lockOrdersWith(tx, meaning));
}

/** Fills the lines that waited to hear what they are and answers how many orders look again. Those in payment look when they come to review. */
async function fillAndWake(tx: Tx, meaning: Meaning, orders: Awaited<ReturnType<typeof lockOrdersWith>>): Promise<number> {
  await fillLines(tx, orders.map((o) => o.id), meaning);
  return wake(tx, "order", orders.filter((o) => o.stage === "review").map((o) => o.id));
}

function fieldsOf({ declaredValue, ...body }: SkuBody): Result<SkuFields, Refusal> {
  if (declaredValue !== null && !isCurrency(declaredValue.currency))
    return fail({ code: "input_refused", field: "declaredValue.currency", detail: fact("currency_unknown", declaredValue.currency) });
  if (declaredValue !== null && declaredValue.minor < 0) return fail({ code: "input_refused", field: "declaredValue.minor", detail: fact("below_zero") });
  const empty = (["nameEn", "nameZh", "barcode", "declaredNameEn", "declaredNameZh"] as const).find((field) => unseen.test(body[field]));
  if (empty) return fail({ code: "input_refused", field: empty, detail: fact("input_unseen") });
  const { code, nameEn, nameZh, barcode, weightG, imageUrl, declaredNameEn, declaredNameZh, hsCode, originCountry } = body;
  return ok({
    code, nameEn, nameZh, barcode, weightG, imageUrl, declaredNameEn, declaredNameZh, hsCode, originCountry,
    declaredMinor: declaredValue?.minor ?? null, declaredCurrency: declaredValue?.currency ?? null,
  });
}

function shown({ declaredMinor, declaredCurrency, ...row }: SkuRow) {
  return { ...row, declaredValue: declaredMinor !== null && declaredCurrency !== null ? { minor: declaredMinor, currency: declaredCurrency } : null };
}

async function present(tx: Tx, id: string): Promise<SkuRow> {
  const row = await readSku(tx, id);
  if (!row) throw new Error("the SKU that was just written");
  return row;
}
