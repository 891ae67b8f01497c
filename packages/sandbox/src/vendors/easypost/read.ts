import { WholeResponse } from "@argosy/core/http.ts";
import { isObject, unknownName, type Fields } from "../../wire.ts";
import { invalidParameter, requiredParameter } from "./errors.ts";

/** What a shipment request says, checked by hand: a field that EasyPost does not know is our typo. */
export type ShipmentWish = {
  readonly to: string; // packed
  readonly from: string; // packed
  readonly parcel: string;
  readonly weightOz: number;
  readonly customs: string | null;
  readonly customsItems: string;
  readonly options: string;
  readonly reference: string | null;
  readonly buyNow: { readonly carrier: string; readonly service: string } | null;
};

const addressFields = ["name", "company", "street1", "street2", "city", "state", "zip", "country", "phone", "email"] as const;
export type EasypostAddress = { readonly [F in (typeof addressFields)[number]]: string | null };

const addressAllowed = [...addressFields, "residential", "carrier_facility", "federal_tax_id", "state_tax_id", "verify", "verify_strict"];
const shipmentAllowed = ["to_address", "from_address", "return_address", "parcel", "customs_info", "options", "reference",
  "carrier_accounts", "service", "carrier", "is_return", "insurance", "tax_identifiers", "buyer_address"];
const parcelAllowed = ["length", "width", "height", "weight", "predefined_package"];
const customsAllowed = ["eel_pfc", "customs_certify", "customs_signer", "contents_type", "contents_explanation",
  "restriction_type", "restriction_comments", "non_delivery_option", "customs_items", "declaration"];
const itemAllowed = ["description", "quantity", "weight", "value", "hs_tariff_number", "origin_country", "code", "currency",
  "manufacturer", "eccn", "printed_commodity_identifier"];
const optionsAllowed = ["label_format", "invoice_number", "label_date", "label_size", "currency", "print_custom_1",
  "print_custom_2", "print_custom_3", "date_advance", "incoterm", "delivery_confirmation", "payment", "po_number",
  "commercial_invoice_format", "postage_label_inline", "hazmat", "saturday_delivery", "handling_instructions"];

const refuseUnknown = (path: string, value: Fields, allowed: readonly string[]): WholeResponse | null => {
  const unknown = unknownName(Object.keys(value), allowed);
  return unknown === null ? null : invalidParameter(`${path}.${unknown}`, "is not a known parameter");
};

function readAddress(path: string, value: unknown): string | WholeResponse {
  if (!isObject(value)) return requiredParameter(path);
  const refused = refuseUnknown(path, value, addressAllowed);
  if (refused) return refused;
  const parts: string[] = [];
  for (const field of addressFields) {
    const part = value[field] ?? "";
    if (typeof part !== "string") return invalidParameter(`${path}.${field}`, "must be a string");
    parts.push(part.replaceAll("\n", " "));
  }
  return parts.join("\n");
}

export function unpackEasypost(packed: string): EasypostAddress {
  const parts = packed.split("\n");
  const text = (i: number): string | null => (parts[i] === "" || parts[i] === undefined ? null : parts[i]);
  return {
    name: text(0), company: text(1), street1: text(2), street2: text(3), city: text(4), state: text(5),
    zip: text(6), country: text(7) ?? "US", phone: text(8), email: text(9),
  };
}

function readParcel(value: unknown): { parcel: string; weightOz: number } | WholeResponse {
  if (!isObject(value)) return requiredParameter("shipment.parcel");
  const refused = refuseUnknown("shipment.parcel", value, parcelAllowed);
  if (refused) return refused;
  const { length = null, width = null, height = null, weight, predefined_package = null } = value;
  for (const [name, size] of Object.entries({ length, width, height }))
    if (size !== null && (typeof size !== "number" || !(size > 0))) return invalidParameter(`parcel.${name}`, "must be greater than 0");
  if (weight === undefined || weight === null) return requiredParameter("parcel.weight");
  if (typeof weight !== "number" || !(weight > 0)) return invalidParameter("parcel.weight", "must be greater than 0");
  return { parcel: JSON.stringify({ length, width, height, predefined_package, weight }), weightOz: weight };
}

/** An empty list in place of an object means "none", as recorded. */
function readCustoms(value: unknown): { customs: string | null; customsItems: string } | WholeResponse {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0))
    return { customs: null, customsItems: "[]" };
  if (!isObject(value)) return invalidParameter("shipment.customs_info", "must be an object");
  const refused = refuseUnknown("shipment.customs_info", value, customsAllowed);
  if (refused) return refused;
  const { customs_items: items, ...info } = value;
  if (!Array.isArray(items) || items.length === 0) return requiredParameter("customs_info.customs_items");
  for (const item of items as unknown[]) {
    if (!isObject(item)) return invalidParameter("customs_info.customs_items", "must be objects");
    const bad = refuseUnknown("customs_info.customs_items", item, itemAllowed);
    if (bad) return bad;
    for (const field of ["description", "origin_country"])
      if (typeof item[field] !== "string" || item[field] === "") return requiredParameter(`customs_items.${field}`);
    for (const field of ["quantity", "weight", "value"])
      if (!(Number(item[field]) > 0)) return invalidParameter(`customs_items.${field}`, "must be greater than 0");
  }
  return { customs: JSON.stringify(info), customsItems: packItems(items as Fields[]) };
}

/** Values without their names, in the order of `itemAllowed`: a fifth of the memory of the objects' text. */
const packItems = (items: readonly Fields[]): string =>
  JSON.stringify(items.map((item) => itemAllowed.slice(0, 6).map((f) => item[f] ?? null).concat(
    itemAllowed.slice(6).some((f) => item[f] !== undefined) ? itemAllowed.slice(6).map((f) => item[f] ?? null) : [])));

/** With null for what was not said. */
export const unpackItems = (packed: string) =>
  (JSON.parse(packed) as unknown[][]).map(([description, quantity, weight, value, hs_tariff_number, origin_country,
    code = null, currency = null, manufacturer = null, eccn = null, printed_commodity_identifier = null]) =>
    ({ description, quantity, weight, value, hs_tariff_number, origin_country, code, currency, manufacturer, eccn, printed_commodity_identifier }));

function readOptions(value: unknown): string | WholeResponse {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return "{}";
  if (!isObject(value)) return invalidParameter("shipment.options", "must be an object");
  const refused = refuseUnknown("shipment.options", value, optionsAllowed);
  if (refused) return refused;
  const format = value["label_format"];
  if (format !== undefined && format !== "PNG" && format !== "PDF" && format !== "ZPL")
    return invalidParameter("options.label_format", "must be one of PNG, PDF, ZPL");
  return JSON.stringify(value);
}

export function readShipment(body: unknown): ShipmentWish | WholeResponse {
  if (!isObject(body) || !isObject(body["shipment"])) return requiredParameter("shipment");
  const outside = refuseUnknown("body", body, ["shipment"]);
  if (outside) return outside;
  const wish = body["shipment"];
  const refused = refuseUnknown("shipment", wish, shipmentAllowed);
  if (refused) return refused;
  const to = readAddress("shipment.to_address", wish["to_address"]);
  if (to instanceof WholeResponse) return to;
  const from = readAddress("shipment.from_address", wish["from_address"]);
  if (from instanceof WholeResponse) return from;
  const parcel = readParcel(wish["parcel"]);
  if (parcel instanceof WholeResponse) return parcel;
  const customs = readCustoms(wish["customs_info"]);
  if (customs instanceof WholeResponse) return customs;
  const options = readOptions(wish["options"]);
  if (options instanceof WholeResponse) return options;
  const { reference = null, carrier, service } = wish;
  if (reference !== null && typeof reference !== "string") return invalidParameter("shipment.reference", "must be a string");
  const buyNow = typeof carrier === "string" && typeof service === "string" ? { carrier, service } : null;
  return { to, from, ...parcel, ...customs, options, reference: reference === "" ? null : reference, buyNow };
}
