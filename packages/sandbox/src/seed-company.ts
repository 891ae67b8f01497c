import type { Address } from "@argosy/core/address.ts";
import type { Condition } from "@argosy/core/rules.ts";
import type { EbaySite } from "./books.ts";
import { derive } from "./derive.ts";
import { demoSkus, type DemoSku } from "./seed-products.ts";

/** The demo company as plain data. Keys ("us", "SZX", "CN-YUN") stand where the product will put its own ids. */
export type DemoCompany = {
  readonly name: string;
  readonly nameZh: string;
  readonly shops: readonly DemoShop[];
  readonly paypal: readonly {
    readonly key: string; readonly name: string; readonly email: string; readonly currency: string;
    readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  }[];
  readonly carriers: readonly { readonly key: string; readonly name: string; readonly credentials: { readonly apiKey: string } }[];
  readonly skus: readonly DemoSku[];
  /** Listings whose SKU differs from ours: packs and old names. */
  readonly mappings: readonly { readonly shop: string; readonly channelSku: string; readonly sku: string; readonly qty: number }[];
  readonly warehouses: readonly DemoWarehouse[];
  readonly stock: readonly { readonly warehouse: string; readonly sku: string; readonly bin: string; readonly qty: number }[];
  readonly methods: readonly DemoMethod[];
  readonly rules: readonly DemoRule[];
};
export type DemoShop = {
  readonly key: string;
  readonly name: string;
  readonly site: EbaySite;
  readonly currency: string;
  readonly colour: string;
  readonly provenBy: "channel" | "own_records";
  readonly paypal: string | null;
  readonly credentials: {
    readonly clientId: string; readonly clientSecret: string; readonly refreshToken: string; readonly userName: string;
  };
};
export type DemoWarehouse = {
  readonly code: string; readonly name: string; readonly nameZh: string; readonly kind: "own" | "third_party";
  readonly isDefault: boolean; readonly address: Address; readonly bins: readonly string[];
};
export type DemoMethod = {
  readonly code: string;
  readonly name: string;
  readonly nameZh: string;
  readonly carrier: string | null; // key of the carrier account; null: numbers of our own
  readonly service: string;
  readonly books: "before_stock" | "after_stock";
  readonly numberSource: "api" | "number_pool";
  readonly label: "carrier" | "own";
  readonly channelCarrier: string;
  readonly warehouses: readonly string[];
  readonly countries: readonly string[] | null;
  readonly maxWeightG: number | null;
  readonly poolNumbers: readonly string[];
};
export type DemoRule = {
  readonly id: string;
  readonly decision: "warehouse" | "method";
  readonly name: string;
  readonly nameZh: string;
  readonly when: readonly Condition[]; // an account value is a shop's key
  readonly then: string; // code of a warehouse or a method
};

const shop = (key: string, name: string, site: EbaySite, currency: string, colour: string, provenBy: DemoShop["provenBy"]): DemoShop => ({
  key, name, site, currency, colour, provenBy, paypal: provenBy === "own_records" ? "paypal" : null,
  credentials: {
    clientId: `demo-ebay-${key}`, clientSecret: `demo-secret-${key}`, refreshToken: `demo-refresh-${key}`,
    userName: name.toLowerCase().replace(/[^a-z]+/g, "_"),
  },
});

export const demoShops: readonly DemoShop[] = [
  shop("us", "Northwind Goods US", "EBAY_US", "USD", "#2563eb", "own_records"),
  shop("us2", "Harbor & Pine", "EBAY_US", "USD", "#7c3aed", "channel"),
  shop("gb", "Northwind Goods UK", "EBAY_GB", "GBP", "#be123c", "own_records"),
];

const place = (name: string, line1: string, city: string, state: string, postcode: string, country: string, phone: string): Address =>
  ({ name, company: "Northwind Goods", line1, line2: "", city, state, postcode, country, phone });

/** Bins in picking order: aisle, bay, shelf. */
const bins = (aisles: string, bays: number): string[] =>
  [...aisles].flatMap((aisle) => Array.from({ length: bays * 4 }, (_, i) => `${aisle}-${String(1 + (i >> 2)).padStart(2, "0")}-${1 + (i & 3)}`));

export const demoWarehouses: readonly DemoWarehouse[] = [
  { code: "SZX", name: "Shenzhen", nameZh: "深圳仓", kind: "own", isDefault: true, bins: bins("ABCDE", 10),
    address: place("Northwind Shenzhen", "18 Longhua Industrial Road", "Shenzhen", "Guangdong", "518109", "CN", "075588880001") },
  { code: "LAX", name: "Los Angeles", nameZh: "洛杉矶仓", kind: "third_party", isDefault: false, bins: bins("LM", 8),
    address: place("Northwind LAX", "2100 Harbor Gateway", "Torrance", "CA", "90501", "US", "3105550142") },
];

/** Heavy things lie in America, where the long way is already paid; about one SKU in eight is short. */
function makeStock(): DemoCompany["stock"] {
  const szx = demoWarehouses[0]!.bins;
  const lax = demoWarehouses[1]!.bins;
  const atSzx = demoSkus.map((s, i) => {
    const lot = derive(3, 92, i);
    const qty = lot % 100 < 12 ? lot % 3 : 25 + (lot % 160);
    return { warehouse: "SZX", sku: s.sku, bin: szx[i % szx.length]!, qty };
  });
  const atLax = demoSkus.filter((s, i) => s.weightG >= 500 || i % 7 === 0).slice(0, lax.length)
    .map((s, i) => ({ warehouse: "LAX", sku: s.sku, bin: lax[i]!, qty: derive(3, 93, i) % 10 === 0 ? 1 : 12 + (derive(3, 94, i) % 40) }));
  return [...atSzx, ...atLax];
}

const pool = Array.from({ length: 500 }, (_, i) => `LP${String(10_000_000 + i * 37).padStart(9, "0")}CN`);

const base = { carrier: "easypost", numberSource: "api", label: "carrier", countries: null, maxWeightG: null, poolNumbers: [] } as const;

// Free pre-alerts are booked before stock is looked for; a label that costs money at once is bought after.
export const demoMethods: readonly DemoMethod[] = [
  { ...base, code: "CN-YUN", name: "YunExpress tracked", nameZh: "云途全球专线", service: "YunExpress GlobalDirectTracked", books: "before_stock", channelCarrier: "YUNEXPRESS", warehouses: ["SZX"], maxWeightG: 20_000 },
  { ...base, code: "CN-YANWEN", name: "Yanwen airmail", nameZh: "燕文航空挂号", service: "Yanwen AirMailTracked", books: "before_stock", channelCarrier: "YANWEN", warehouses: ["SZX"], maxWeightG: 1900 },
  { ...base, code: "CN-DHL", name: "DHL Express", nameZh: "DHL国际快递", service: "DHLExpress ExpressWorldwideNonDoc", books: "after_stock", channelCarrier: "DHL", warehouses: ["SZX"], maxWeightG: 60_000 },
  { ...base, code: "US-GROUND", name: "USPS Ground Advantage", nameZh: "美国邮政 Ground", service: "USPS GroundAdvantage", books: "after_stock", channelCarrier: "USPS", warehouses: ["LAX"], countries: ["US"], maxWeightG: 31_000 },
  { ...base, code: "US-PRIORITY", name: "USPS Priority", nameZh: "美国邮政 Priority", service: "USPS Priority", books: "after_stock", channelCarrier: "USPS", warehouses: ["LAX"], countries: ["US"], maxWeightG: 31_000 },
  { code: "CN-POST", name: "China Post small packet", nameZh: "中国邮政小包", carrier: null, service: "", books: "before_stock", numberSource: "number_pool", label: "own", channelCarrier: "CHINA_POST", warehouses: ["SZX"], countries: null, maxWeightG: 2000, poolNumbers: pool },
];

/** From here on goods to the US leave Los Angeles. */
export const heavyG = 900;
const heavy = [...new Set(demoSkus.filter((s) => s.weightG >= heavyG).map((s) => s.sku))];

// oxfmt-ignore
// prettier-ignore
export const demoRules: readonly DemoRule[] = [
  { id: "bulky-from-lax", decision: "warehouse", name: "Heavy goods to the US ship from Los Angeles", nameZh: "重货发美国走洛杉矶仓", then: "LAX",
    when: [{ fact: "skus", op: "all_in", values: heavy }, { fact: "country", op: "in", values: ["US"] }] },
  { id: "default-szx", decision: "warehouse", name: "Everything else from Shenzhen", nameZh: "其余从深圳仓发货", when: [], then: "SZX" },
  { id: "lax-priority", decision: "method", name: "Heavy US parcels above $60 by Priority", nameZh: "美国重货超过60美元走Priority", then: "US-PRIORITY",
    when: [{ fact: "skus", op: "all_in", values: heavy }, { fact: "country", op: "in", values: ["US"] }, { fact: "amount", op: "between", currency: "USD", min: 6000, max: null }] },
  { id: "lax-ground", decision: "method", name: "Heavy US parcels by Ground Advantage", nameZh: "美国重货走Ground Advantage", then: "US-GROUND",
    when: [{ fact: "skus", op: "all_in", values: heavy }, { fact: "country", op: "in", values: ["US"] }] },
  { id: "us-valuable", decision: "method", name: "eBay US, main shop, to the US, $120 and more: DHL", nameZh: "eBay美国站主店发美国120美元以上走DHL", then: "CN-DHL",
    when: [{ fact: "channel", op: "in", values: ["ebay"] }, { fact: "site", op: "in", values: ["EBAY_US"] }, { fact: "account", op: "in", values: ["us"] },
      { fact: "country", op: "in", values: ["US"] }, { fact: "amount", op: "between", currency: "USD", min: 12_000, max: null }] },
  { id: "gb-small", decision: "method", name: "eBay UK, to the UK, up to 25 pounds: Yanwen", nameZh: "eBay英国站发英国25英镑以内走燕文", then: "CN-YANWEN",
    when: [{ fact: "site", op: "in", values: ["EBAY_GB"] }, { fact: "country", op: "in", values: ["GB"] },
      { fact: "amount", op: "between", currency: "GBP", min: null, max: 2500 }, { fact: "weightG", op: "between", min: null, max: 1900 }] },
  { id: "light-post", decision: "method", name: "Up to 120 g: China Post small packet", nameZh: "120克以内走邮政小包", then: "CN-POST",
    when: [{ fact: "weightG", op: "between", min: null, max: 120 }, { fact: "country", op: "not_in", values: ["US"] }] },
  { id: "default-yun", decision: "method", name: "Everything else by YunExpress", nameZh: "其余走云途专线", when: [], then: "CN-YUN" },
];

export const demoCompany = (): DemoCompany => ({
  name: "Northwind Goods", nameZh: "北风优品", shops: demoShops,
  paypal: [{ key: "paypal", name: "Northwind PayPal", email: "pay@northwind.example", currency: "USD",
    credentials: { clientId: "demo-paypal", clientSecret: "demo-paypal-secret" } }],
  carriers: [{ key: "easypost", name: "EasyPost", credentials: { apiKey: "EZTKdemo" } }],
  skus: demoSkus,
  mappings: [
    { shop: "us", channelSku: "CBL-BK-2PACK", sku: "CBL-BK", qty: 2 },
    { shop: "us2", channelSku: "HP-SOCKS-3", sku: "SCK-BK", qty: 3 },
    { shop: "gb", channelSku: "UK-MUG-IVORY", sku: "MUG-WH", qty: 1 },
  ],
  warehouses: demoWarehouses, stock: makeStock(), methods: demoMethods, rules: demoRules,
});
