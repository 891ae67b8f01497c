import { instant } from "@argosy/core/time.ts";
import type { Shipment, TrackStatus } from "../../books.ts";
import { hex32, hexWithNumber, numberInHex } from "../../derive.ts";
import type { Store } from "../../store.ts";
import { seconds } from "../../wire.ts";
import { dollars, servicesFor, wireRate, type Service } from "./rates.ts";
import { unpackEasypost, unpackItems, type EasypostAddress } from "./read.ts";

export const shipmentId = (seed: number, no: number): string => `shp_${hexWithNumber(seed, 201, no)}`;
export const trackerId = (seed: number, no: number): string => `trk_${hexWithNumber(seed, 205, no)}`;

/** The object behind an id that carries its number. */
export function byId(store: Store, id: string): Shipment | null {
  const [kind, prefix, make] = id.startsWith("trk_") ? [205, "trk_", trackerId] as const : [201, "shp_", shipmentId] as const;
  if (!id.startsWith(prefix)) return null;
  const s = store.shipments[numberInHex(store.seed, kind, id.slice(4))];
  return s && make(store.seed, s.no) === id ? s : null;
}

type Parcel = { readonly weight: number; readonly length: number | null; readonly width: number | null; readonly height: number | null };

export type Opened = {
  readonly to: EasypostAddress;
  readonly from: EasypostAddress;
  readonly parcel: Parcel;
  readonly services: readonly Service[]; // those that take this parcel
  readonly messages: readonly { carrier: string; carrier_account_id: string; type: "rate_error"; message: string }[];
};

const addressProblem = (path: string, a: EasypostAddress): string | null => {
  const missing = (["street1", "city", "zip", "country"] as const).find((f) => a[f] === null && !(f === "zip" && a.country === "HK"));
  return missing ? `${path} ${missing} is required to rate this shipment.` : null;
};

/** Opens the packed texts of a shipment and says which services take it, and in the carrier's words why others do not. */
export function open(store: Store, s: Shipment): Opened {
  const to = unpackEasypost(store.text(s.to));
  const from = unpackEasypost(s.from);
  const parcel = JSON.parse(s.parcel) as Parcel;
  const all = servicesFor(from.country ?? "US", to.country ?? "US");
  const isAbroad = from.country !== to.country;
  const general = addressProblem("to_address", to) ?? addressProblem("from_address", from) ??
    (isAbroad && s.customs === null ? "customs_info is required for international shipments." : null);
  const services = general === null ? all.filter((service) => parcel.weight <= service.mostOz) : [];
  const refused = general === null ? all.filter((service) => parcel.weight > service.mostOz) : all;
  return {
    to, from, parcel, services,
    messages: refused.map((service) => ({
      carrier: service.carrier, carrier_account_id: `ca_${hex32(0, 209, service.carrier.length)}`, type: "rate_error" as const,
      message: general ?? `${service.service}: package weight ${parcel.weight} oz exceeds the maximum of ${service.mostOz} oz.`,
    })),
  };
}

/** Addresses that no carrier knows: the recorded examples, and streets that say so. */
export const isUnknownAddress = (a: EasypostAddress): boolean =>
  /^000 unknown|^invalid\b/i.test(a.street1 ?? "") || (a.country === "US" && a.zip === "00001");

function wireAddress(store: Store, no: number, kind: number, a: EasypostAddress, createdMs: number, verified: boolean) {
  const at = seconds(createdMs).replace("Z", "+00:00");
  const upper = (text: string | null) => (verified ? (text?.toUpperCase() ?? null) : text);
  return {
    id: `adr_${hex32(store.seed, kind, no)}`, object: "Address", created_at: at, updated_at: at,
    name: upper(a.name), company: upper(a.company), street1: upper(a.street1),
    street2: verified ? (upper(a.street2) ?? "") : a.street2, city: upper(a.city), state: a.state, zip: a.zip,
    country: a.country, phone: a.phone, email: a.email, mode: "test", carrier_facility: null,
    residential: verified ? true : null, federal_tax_id: null, state_tax_id: null, verifications: {},
  };
}

function wireCustoms(store: Store, s: Shipment, at: string) {
  if (s.customs === null) return null;
  const info = JSON.parse(s.customs) as object;
  const stamps = { created_at: at, updated_at: at, mode: "test" };
  return {
    id: `cstinfo_${hex32(store.seed, 202, s.no)}`, object: "CustomsInfo", ...stamps,
    contents_explanation: null, contents_type: null, customs_certify: null, customs_signer: null, eel_pfc: null,
    non_delivery_option: null, restriction_comments: null, restriction_type: null, declaration: null, ...info,
    customs_items: unpackItems(store.text(s.customsItems)).map((item, i) => ({
      id: `cstitem_${hex32(store.seed, 240 + i, s.no)}`, object: "CustomsItem", ...stamps,
      // The amount comes back as text with two decimals, whatever it was sent as.
      ...item, value: dollars(Math.round(Number(item.value) * 100)),
    })),
  };
}

const labelTypes = { PNG: ["image/png", "png"], PDF: ["application/pdf", "pdf"], ZPL: ["application/zpl", "zpl"] } as const;
export type LabelFormat = keyof typeof labelTypes;

export const labelFormat = (store: Store, s: Shipment): LabelFormat => (JSON.parse(store.text(s.options)) as { label_format?: LabelFormat }).label_format ?? "PNG";

export function labelUrl(store: Store, base: string, s: Shipment, format: LabelFormat): string {
  const day = instant(s.boughtMs).slice(0, 10).replaceAll("-", "");
  return `${base}/files/postage_label/${day}/${hexWithNumber(store.seed, 206, s.no)}.${labelTypes[format][1]}`;
}

export const shipmentOfLabel = (store: Store, hex: string): Shipment | null => {
  const s = store.shipments[numberInHex(store.seed, 206, hex)];
  return s?.trackingNo && hexWithNumber(store.seed, 206, s.no) === hex ? s : null;
};

function wireLabel(store: Store, s: Shipment, base: string, also: LabelFormat | null) {
  const at = seconds(s.boughtMs);
  const format = labelFormat(store, s);
  return {
    object: "PostageLabel", id: `pl_${hex32(store.seed, 207, s.no)}`, created_at: at, updated_at: at, date_advance: 0,
    integrated_form: "none", label_date: at, label_resolution: 300, label_size: "4x6", label_type: "default",
    label_file_type: labelTypes[format][0], label_url: labelUrl(store, base, s, format),
    label_pdf_url: also === "PDF" ? labelUrl(store, base, s, "PDF") : null,
    label_zpl_url: also === "ZPL" ? labelUrl(store, base, s, "ZPL") : null,
    label_epl2_url: null, label_file: null,
  };
}

const texts: Record<TrackStatus, readonly [message: string, detail: string]> = {
  pre_transit: ["Shipping Label Created", "status_update"],
  in_transit: ["Arrived at Regional Facility", "arrived_at_facility"],
  out_for_delivery: ["Out for Delivery", "out_for_delivery"],
  delivered: ["Delivered, In/At Mailbox", "arrived_at_destination"],
  available_for_pickup: ["Available for Pickup", "held_at_pickup_location"],
  return_to_sender: ["Return to Sender Processed", "return"],
  failure: ["Undeliverable as Addressed", "address_incorrect"],
  error: ["Carrier reported an error", "unknown"],
  cancelled: ["Shipment cancelled", "cancelled"],
};

/** What the carrier knows by now: the label a second after it was bought, then each scan. */
function scans(s: Shipment, nowMs: number): { readonly status: TrackStatus; readonly atMs: number }[] {
  const label = { status: "pre_transit" as const, atMs: s.boughtMs + 1000 };
  return [label, ...(s.track ?? [])].filter((scan) => scan.atMs <= nowMs);
}

export function wireTracker(store: Store, s: Shipment, base: string, { to, from, services }: Opened = open(store, s)) {
  const known = scans(s, store.nowMs());
  const latest = known.at(-1);
  const bought = services[s.rate];
  const place = (a: EasypostAddress) => ({ object: "TrackingLocation", city: a.city, state: a.state, country: a.country, zip: a.zip });
  const nowhere = { object: "TrackingLocation", city: null, state: null, country: null, zip: null };
  return {
    id: trackerId(store.seed, s.no), object: "Tracker", mode: "test", tracking_code: s.trackingNo,
    status: s.refund ? "cancelled" : (latest?.status ?? "unknown"), status_detail: latest ? texts[latest.status][1] : "unknown",
    created_at: seconds(s.boughtMs), updated_at: seconds(latest?.atMs ?? s.boughtMs), signed_by: null, weight: null,
    est_delivery_date: latest ? seconds(s.boughtMs + (bought?.days ?? 5) * 86_400_000) : null,
    shipment_id: shipmentId(store.seed, s.no), carrier: bought?.carrier ?? "USPS",
    tracking_details: known.map((scan) => ({
      object: "TrackingDetail", message: texts[scan.status][0], description: "", status: scan.status,
      status_detail: texts[scan.status][1], datetime: seconds(scan.atMs), source: bought?.carrier ?? "USPS", carrier_code: "",
      tracking_location: scan.status === "pre_transit" ? nowhere : scan.status === "in_transit" ? place(from) : place(to),
    })),
    fees: [],
    carrier_detail: latest === undefined ? null : {
      object: "CarrierDetail", service: bought?.service ?? null, container_type: null, est_delivery_date_local: null,
      est_delivery_time_local: null, origin_location: `${from.city} ${from.state ?? from.country}, ${from.zip}`,
      origin_tracking_location: place(from), destination_location: `${to.city} ${to.state ?? to.country}, ${to.zip}`,
      destination_tracking_location: null, guaranteed_delivery_date: null, alternate_identifier: null, initial_delivery_attempt: null,
    },
    public_url: `${base}/track/${trackerId(store.seed, s.no)}`,
  };
}

/** A shipment as EasyPost writes it: before buying without label, tracker and fees. */
export function wireShipment(store: Store, s: Shipment, base: string, alsoFormat: LabelFormat | null = null, opened: Opened = open(store, s)) {
  const id = shipmentId(store.seed, s.no);
  const at = seconds(s.createdMs);
  const { to, from, parcel, services, messages } = opened;
  const isBought = s.trackingNo !== null;
  const tracker = isBought ? wireTracker(store, s, base, opened) : null;
  const rates = services.map((service, i) => wireRate(store.seed, s.no, i, service, parcel.weight, at, id));
  const sender = wireAddress(store, s.no, 203, from, s.createdMs, false);
  const recipient = wireAddress(store, s.no, 204, to, s.createdMs, isBought);
  const fee = (type: string, amount: string) => ({ object: "Fee", type, amount, charged: true, refunded: s.refund === "refunded" });
  return {
    created_at: at, is_return: false, messages, mode: "test",
    options: { ...(JSON.parse(store.text(s.options)) as object), currency: "USD", payment: { type: "SENDER" }, date_advance: 0 },
    reference: s.reference, status: tracker?.status ?? "unknown", tracking_code: s.trackingNo,
    updated_at: seconds(s.updatedMs), batch_id: null, batch_status: null, batch_message: null,
    customs_info: wireCustoms(store, s, at), from_address: sender, insurance: null, order_id: null,
    parcel: { id: `prcl_${hex32(store.seed, 208, s.no)}`, object: "Parcel", created_at: at, updated_at: at, ...parcel, mode: "test" },
    postage_label: isBought ? wireLabel(store, s, base, alsoFormat) : null,
    rates, refund_status: s.refund, scan_form: null, selected_rate: rates[s.rate] ?? null,
    tracker, to_address: recipient, usps_zone: 4,
    return_address: sender, buyer_address: recipient, forms: [],
    fees: isBought ? [fee("LabelFee", "0.00000"), fee("PostageFee", `${dollars(s.costMinor)}000`)] : [],
    id, object: "Shipment",
  };
}
