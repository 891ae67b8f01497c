import { present } from "@argosy/core/assert.ts";
import type { DemoCompany } from "@argosy/sandbox/seed.ts";
import { insertAccount } from "../accounts/connect.ts";
import type { Settings } from "../accounts/sql.ts";
import { addPoolNumbers } from "../catalog/sql.ts";
import { inOrg, type Db, type Tx } from "../db/tx.ts";
import { receiveGoods } from "../stock/receive.ts";
import { readMark, setMark } from "./sql.ts";
import { vendorPaths } from "./world.ts";

type Ids = ReadonlyMap<string, string>;

/**
 * Writes the demo company's own side: accounts that lead to the stand-in vendors, goods, warehouses, opening stock,
 * shipping methods, rules. One transaction, so that a crash leaves either nothing or all of it; said again, nothing.
 */
export async function loadCompany(db: Db, orgId: string, demo: DemoCompany, sandboxUrl: string, chinese: boolean): Promise<void> {
  await inOrg(db, orgId, async (tx) => {
    if (await readMark(tx, "demo")) return;
    const accounts = await loadAccounts(tx, demo, sandboxUrl);
    const skus = await loadSkus(tx, demo);
    const warehouses = await loadWarehouses(tx, demo, skus, chinese);
    const methods = await loadMethods(tx, demo, accounts, warehouses, chinese);
    await loadRules(tx, demo, { ...Object.fromEntries(warehouses), ...Object.fromEntries(methods) }, accounts, chinese);
    await tx.insert("sku_mapping", demo.mappings.map((m) => ({
      shopAccountId: present(accounts.get(m.shop), m.shop), channelSku: m.channelSku, skuId: present(skus.get(m.sku), m.sku), qty: m.qty,
    })));
    await setMark(tx, "demo");
  });
}

const plain: Settings = { name: "", colour: "#0f766e", provenBy: null, toleranceMinor: 1, mergePolicy: null, mergeWaitMinutes: 60, paymentAccountId: null, warehousePolicy: "default_warehouse", outagePolicy: "ship", asksPayerAddress: true, asksUnprotected: false };

async function loadAccounts(tx: Tx, demo: DemoCompany, url: string): Promise<Ids> {
  const ids = new Map([...demo.paypal, ...demo.carriers, ...demo.shops].map((a) => [a.key, tx.newId()]));
  const idOf = (key: string): string => present(ids.get(key), key);
  for (const p of demo.paypal)
    await insertAccount(tx, {
      ...plain, id: idOf(p.key), kind: "payment", connector: "paypal", site: "", name: p.name, baseUrl: url + vendorPaths.paypal, credentials: p.credentials,
    });
  for (const c of demo.carriers)
    await insertAccount(tx, {
      ...plain, id: idOf(c.key), kind: "carrier", connector: "easypost", site: "", name: c.name, baseUrl: url + vendorPaths.easypost, credentials: c.credentials,
    });
  for (const s of demo.shops)
    await insertAccount(tx, {
      ...plain, id: idOf(s.key), kind: "shop", connector: "ebay", site: s.site, name: s.name, colour: s.colour, baseUrl: url + vendorPaths.ebay, credentials: s.credentials,
      provenBy: s.provenBy, mergePolicy: "ask", mergeWaitMinutes: 60, paymentAccountId: s.paypal === null ? null : idOf(s.paypal),
    });
  return ids;
}

async function loadSkus(tx: Tx, demo: DemoCompany): Promise<Ids> {
  const ids = new Map(demo.skus.map((s) => [s.sku, tx.newId()]));
  await tx.insert("sku", demo.skus.map((s) => ({
    id: present(ids.get(s.sku), s.sku), code: s.sku, nameEn: s.nameEn, nameZh: s.nameZh, barcode: s.barcode, imageUrl: s.imageUrl, weightG: s.weightG,
    declaredNameEn: s.declaredNameEn, declaredNameZh: s.declaredNameZh, declaredMinor: s.declaredMinor, declaredCurrency: s.declaredCurrency, hsCode: s.hsCode,
    originCountry: s.originCountry, version: 1,
  })));
  return ids;
}

async function loadWarehouses(tx: Tx, demo: DemoCompany, skus: Ids, chinese: boolean): Promise<Ids> {
  const ids = new Map(demo.warehouses.map((w) => [w.code, tx.newId()]));
  await tx.insert("warehouse", demo.warehouses.map((w) => ({
    id: present(ids.get(w.code), w.code), code: w.code, name: chinese ? w.nameZh : w.name, kind: w.kind, address: w.address, isDefault: w.isDefault, version: 1,
  })));
  for (const [code, stock] of Map.groupBy(demo.stock.filter((s) => s.qty > 0), (s) => s.warehouse)) {
    const lines = stock.map((s) => ({ skuId: present(skus.get(s.sku), s.sku), qty: s.qty, bin: s.bin }));
    const received = await receiveGoods(tx, {
      receiptId: tx.newId(), warehouseId: present(ids.get(code), code), reference: chinese ? "期初库存" : "opening stock", lines,
    }, "system");
    if (!received.ok) throw new Error(`opening stock of ${code}: ${received.error.code}`);
  }
  return ids;
}

async function loadMethods(tx: Tx, demo: DemoCompany, accounts: Ids, warehouses: Ids, chinese: boolean): Promise<Ids> {
  const ids = new Map(demo.methods.map((m) => [m.code, tx.newId()]));
  await tx.insert("shipping_method", demo.methods.map((m) => ({
    id: present(ids.get(m.code), m.code), code: m.code, name: chinese ? m.nameZh : m.name, carrierAccountId: m.carrier === null ? null : present(accounts.get(m.carrier), m.carrier),
    service: m.service, books: m.books, numberSource: m.numberSource, label: m.label, channelCarrier: m.channelCarrier, maxWeightG: m.maxWeightG, countries: m.countries,
    warehouseIds: m.warehouses.map((code) => present(warehouses.get(code), code)), limitMinor: null, limitCurrency: null, active: true, version: 1,
  })));
  for (const m of demo.methods) if (m.poolNumbers.length > 0) await addPoolNumbers(tx, present(ids.get(m.code), m.code), m.poolNumbers);
  return ids;
}

async function loadRules(tx: Tx, demo: DemoCompany, targets: Readonly<Record<string, string>>, accounts: Ids, chinese: boolean): Promise<void> {
  const rules = demo.rules.map(({ decision, name, nameZh, when, then, ...rule }) => ({
    decision,
    rule: {
      ...rule, name: chinese ? nameZh : name, enabled: true, then: present(targets[then], then),
      when: when.map((c) => (c.fact === "account" ? { ...c, values: c.values.map((key) => present(accounts.get(key), key)) } : c)),
    },
  }));
  await tx.insert("rule_set", [...Map.groupBy(rules, (r) => r.decision)].map(([decision, list]) => ({
    decision, version: 1, rules: list.map((r) => r.rule), activatedAt: tx.now, activatedBy: "system",
  })));
}
