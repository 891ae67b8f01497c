import { fact } from "@argosy/core/facts.ts";
import type { z } from "zod";
import type { Api } from "@argosy/core/api/index.ts";
import type { Refusal } from "@argosy/core/errors.ts";
import { isCurrency } from "@argosy/core/money.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { inOrg, type Tx } from "../db/tx.ts";
import type { SomeHandlers } from "../http/route.ts";
import { orTaken } from "../http/taken.ts";
import {
  addPoolNumbers, dropDefault, findMissingWarehouses, isCarrier, listMethodRows, listWarehouseRows, lockMethod, lockWarehouse, updateMethod, updateWarehouse, wakeWaiting,
  type MethodFields, type MethodRow, type WarehouseRow,
} from "./sql.ts";

// Warehouses and shipping methods: where goods leave from, and how.

type MethodBody = z.output<Api["addMethod"]["body"]>;
const taken = {
  warehouse_code_once: { code: "code_taken", field: "code" },
  warehouse_one_default: { code: "changed_meanwhile", field: "isDefault" },
  shipping_method_code_once: { code: "code_taken", field: "code" },
} as const satisfies Record<string, Refusal>;

export const routes = {
  listWarehouses: ({ company }) => inOrg(company.db, company.orgId, async (tx) => ok({ rows: (await listWarehouseRows(tx)).map(shownWarehouse) })),

  addWarehouse: ({ company }, { body }) =>
    orTaken(taken, () => inOrg(company.db, company.orgId, async (tx) => {
      const id = tx.newId();
      if (body.isDefault) await dropDefault(tx, id);
      await tx.insert("warehouse", [{ id, ...body, version: 1 }]);
      await wakeWaiting(tx);
      return ok(await theWarehouse(tx, id));
    })),

  changeWarehouse: ({ company }, { params, body }) =>
    orTaken(taken, () => inOrg(company.db, company.orgId, async (tx) => {
      const { version, ...fields } = body;
      const before = await lockWarehouse(tx, params.id);
      if (!before) return fail({ code: "warehouse_not_found" });
      if (before.version !== version) return fail({ code: "changed_meanwhile", detail: fact("version_now", before.version) });
      if (body.isDefault) await dropDefault(tx, params.id);
      await updateWarehouse(tx, params.id, fields);
      await wakeWaiting(tx);
      return ok(await theWarehouse(tx, params.id));
    })),

  listMethods: ({ company }) => inOrg(company.db, company.orgId, async (tx) => ok({ rows: (await listMethodRows(tx)).map(shownMethod) })),

  addMethod: ({ company }, { body }) =>
    orTaken(taken, () => inOrg(company.db, company.orgId, async (tx) => {
      const fields = await fieldsOf(tx, body);
      if (!fields.ok) return fields;
      const id = tx.newId();
      await tx.insert("shipping_method", [{ id, ...fields.value, version: 1 }]);
      await wakeWaiting(tx);
      return ok(await theMethod(tx, id));
    })),

  changeMethod: ({ company }, { params, body }) =>
    orTaken(taken, () => inOrg(company.db, company.orgId, async (tx) => {
      const before = await lockMethod(tx, params.id);
      if (!before) return fail({ code: "method_not_found" });
      if (before.version !== body.version) return fail({ code: "changed_meanwhile", detail: fact("version_now", before.version) });
      const fields = await fieldsOf(tx, body);
      if (!fields.ok) return fields;
      await updateMethod(tx, params.id, fields.value);
      await wakeWaiting(tx);
      return ok(await theMethod(tx, params.id));
    })),

  addNumbers: ({ company }, { params, body }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      if (!(await lockMethod(tx, params.id))) return fail({ code: "method_not_found" });
      const added = await addPoolNumbers(tx, params.id, body.numbers);
      await wakeWaiting(tx);
      return ok({ added, known: body.numbers.length - added });
    }),
} satisfies SomeHandlers;

/** What the constraints would refuse, said with the field: a number from the carrier needs the carrier's account. */
async function fieldsOf(tx: Tx, { limit, ...body }: MethodBody): Promise<Result<MethodFields, Refusal>> {
  const refuse = (field: string, detail: string) => fail({ code: "input_refused", field, detail } as const);
  if ((body.numberSource === "api") !== (body.carrierAccountId !== null))
    return refuse("carrierAccountId", fact(body.numberSource === "api" ? "number_needs_account" : "account_needs_carrier_number"));
  if (body.carrierAccountId !== null && !(await isCarrier(tx, body.carrierAccountId))) return fail({ code: "account_not_found", field: "carrierAccountId" });
  if (body.numberSource !== "api" && body.label === "carrier") return refuse("label", fact("no_carrier_label"));
  if (limit !== null && !isCurrency(limit.currency)) return refuse("limit.currency", fact("currency_unknown", limit.currency));
  if (limit !== null && limit.minor < 0) return refuse("limit.minor", fact("below_zero"));
  if ((await findMissingWarehouses(tx, body.warehouseIds ?? [])).length > 0) return refuse("warehouseIds", fact("not_this_company"));
  const { code, name, carrierAccountId, service, books, numberSource, label, channelCarrier, maxWeightG, countries, warehouseIds, active } = body;
  return ok({
    code, name, carrierAccountId, service, books, numberSource, label, channelCarrier, maxWeightG, countries, warehouseIds, active,
    limitMinor: limit?.minor ?? null, limitCurrency: limit?.currency ?? null,
  });
}

function shownMethod({ limitMinor, limitCurrency, ...row }: MethodRow) {
  return { ...row, limit: limitMinor !== null && limitCurrency !== null ? { minor: limitMinor, currency: limitCurrency } : null };
}
type ShownAddress = z.input<Api["addWarehouse"]["body"]>["address"];
const shownWarehouse = (row: WarehouseRow) => ({ ...row, address: row.address as ShownAddress });

async function theWarehouse(tx: Tx, id: string) {
  const row = (await listWarehouseRows(tx)).find((w) => w.id === id);
  if (!row) throw new Error("the warehouse that was just written");
  return shownWarehouse(row);
}
async function theMethod(tx: Tx, id: string) {
  const row = (await listMethodRows(tx)).find((m) => m.id === id);
  if (!row) throw new Error("the method that was just written");
  return shownMethod(row);
}
