import { WholeResponse, type HttpRequest } from "@argosy/core/http.ts";
import { recipientKey, type Shipment } from "../../books.ts";
import { chance, derive } from "../../derive.ts";
import type { World } from "../../world.ts";
import { baseOf, basicAuth, isObject, jsonAnswer, readJson, unknownName, type Http } from "../../wire.ts";
import { addressFailure, easypostError, invalidParameter, notFound, requiredParameter, unauthorized } from "./errors.ts";
import { labelAnswer } from "./label.ts";
import { listShipments, listTrackers } from "./list.ts";
import { priceMinor, rateId } from "./rates.ts";
import { readShipment } from "./read.ts";
import { byId, isUnknownAddress, open, shipmentId, wireShipment, wireTracker, type LabelFormat, type Opened } from "./state.ts";

const shipmentPath = /^\/v2\/shipments\/([^/]+)(?:\/(buy|refund|label|rerate))?$/;
const trackerPath = /^\/v2\/trackers\/(trk_[0-9a-f]+)$/;
const labelPath = /^\/files\/postage_label\/\d{8}\/([0-9a-f]{32})\.(png|pdf|zpl)$/;

/** EasyPost as far as booking and tracking need it. Buying charges; a purchase may be charged and never answered. */
export function easypostSandbox(world: World): { readonly http: Http } {
  const http: Http = async (request) => {
    const url = new URL(request.url);
    const label = labelPath.exec(url.pathname);
    if (label && request.method === "GET") return labelAnswer(world, label[1]!, label[2]!.toUpperCase() as LabelFormat);
    const key = basicAuth(request)?.user;
    const carrier = [...world.carriers.values()].find((c) => c.apiKey === key);
    if (!carrier) return unauthorized();
    return answer(world, carrier.id, request, url);
  };
  return { http };
}

async function answer(world: World, carrierId: string, request: HttpRequest, url: URL): Promise<WholeResponse> {
  const path = url.pathname;
  if (path === "/v2/shipments") {
    if (request.method === "POST") return createShipment(world, carrierId, request, url);
    return request.method === "GET" ? listShipments(world, carrierId, request, url) : notFound();
  }
  if (path === "/v2/trackers" && request.method === "GET") return listTrackers(world, carrierId, request, url);
  const tracker = trackerPath.exec(path);
  if (tracker && request.method === "GET") {
    const s = byId(world, tracker[1]!);
    return s && s.carrierId === carrierId && s.trackingNo !== null ? jsonAnswer(200, wireTracker(world, s, baseOf(request, url))) : notFound();
  }
  const shipment = shipmentPath.exec(path);
  return shipment ? oneShipment(world, carrierId, request, url, shipment) : notFound();
}

/** By id, or by our reference: the newest with that reference, a paid one before an unpaid one. */
function find(world: World, carrierId: string, key: string): Shipment | null {
  const direct = byId(world, key);
  if (direct) return direct.carrierId === carrierId ? direct : null;
  const same = world.shipmentsBy(key).filter((s) => s.carrierId === carrierId);
  return same.findLast((s) => s.trackingNo !== null) ?? same.at(-1) ?? null;
}

async function oneShipment(world: World, carrierId: string, request: HttpRequest, url: URL, match: RegExpExecArray): Promise<WholeResponse> {
  const s = find(world, carrierId, decodeURIComponent(match[1]!));
  if (s === null) return notFound();
  const base = baseOf(request, url);
  const verb = `${request.method} ${match[2] ?? ""}`;
  const unknown = unknownName(url.searchParams.keys(), verb === "GET label" ? ["file_format"] : []);
  if (unknown !== null) return invalidParameter(unknown, "is not a known parameter");
  switch (verb) {
    case "GET ":
      return jsonAnswer(200, wireShipment(world, s, base));
    case "POST buy":
      return buy(world, s, await readJson(request), base);
    case "POST refund":
      return refund(world, s, base);
    case "POST rerate":
      return jsonAnswer(200, wireShipment(world, s, base));
    case "GET label": {
      const format = url.searchParams.get("file_format");
      if (format !== "PDF" && format !== "ZPL" && format !== "PNG") return invalidParameter("file_format", "must be one of PNG, PDF, ZPL");
      return s.trackingNo === null ? notFound() : jsonAnswer(200, wireShipment(world, s, base, format));
    }
    default:
      return notFound();
  }
}

/**
 * `POST /v2/shipments`: no charge yet, except with `service` and `carrier`, which buy in the same call.
 * Source  https://docs.easypost.com/docs/shipments
 */
async function createShipment(world: World, carrierId: string, request: HttpRequest, url: URL): Promise<WholeResponse> {
  const wish = readShipment(await readJson(request));
  if (wish instanceof WholeResponse) return wish;
  const nowMs = world.nowMs();
  const s: Shipment = {
    no: world.shipments.length, carrierId, createdMs: nowMs, updatedMs: nowMs, reference: wish.reference,
    to: world.keepText(wish.to), from: world.share(wish.from), parcel: world.share(wish.parcel),
    customs: wish.customs === null ? null : world.share(wish.customs), customsItems: world.keepText(wish.customsItems), options: world.keepText(wish.options),
    rate: -1, costMinor: 0, trackingNo: null, boughtMs: 0, refund: null, track: null,
  };
  world.addShipment(s);
  const base = baseOf(request, url);
  const opened = open(world, s);
  if (wish.buyNow !== null) {
    const at = opened.services.findIndex((o) => o.carrier === wish.buyNow?.carrier && o.service === wish.buyNow.service);
    const bought = at < 0 ? easypostError(422, "SHIPMENT.RATES.UNAVAILABLE", "No rates are available for this shipment.") : purchase(world, s, at, base, opened);
    if (bought.status !== 200) return bought;
  }
  return jsonAnswer(201, wireShipment(world, s, base, null, opened), { location: `${new URL(base).pathname.replace(/\/$/, "")}/v2/shipments/${shipmentId(world.seed, s.no)}` });
}

function buy(world: World, s: Shipment, body: unknown, base: string): WholeResponse {
  if (!isObject(body)) return requiredParameter("rate");
  const unknown = unknownName(Object.keys(body), ["rate", "insurance", "end_shipper_id", "with_carbon_offset"]);
  if (unknown !== null) return invalidParameter(unknown, "is not a known parameter");
  const { rate } = body as { rate?: unknown };
  const id = isObject(rate) ? rate["id"] : undefined;
  if (typeof id !== "string") return requiredParameter("rate");
  if (s.trackingNo !== null) return easypostError(422, "SHIPMENT.POSTAGE.EXISTS", "Postage already exists for this shipment.");
  const opened = open(world, s);
  const at = opened.services.findIndex((_, i) => rateId(world.seed, s.no, i) === id);
  return at < 0 ? easypostError(404, "RATE.NOT_FOUND", "The requested rate could not be found.") : purchase(world, s, at, base, opened);
}

/** Charges. A second shipment for the same parcel would be charged again: nothing here knows what belongs together. */
function purchase(world: World, s: Shipment, rate: number, base: string, opened: Opened): WholeResponse {
  const { to, services, parcel } = opened;
  if (isUnknownAddress(to)) return addressFailure(!/\d/.test(to.street1 ?? ""));
  if (world.settings.refusalsForFunds > 0) {
    world.settings.refusalsForFunds--;
    world.saveSettings();
    return easypostError(402, "PAYMENT_REQUIRED", "Insufficient funds. Please add funds to your account to complete the purchase.");
  }
  const service = services[rate]!;
  world.changeShipment(s, () => {
    s.rate = rate;
    s.costMinor = priceMinor(service, parcel.weight);
    s.boughtMs = world.nowMs();
    s.trackingNo = trackingNumber(world.seed, s.no, service.carrier);
  });
  if (isAnswerLost(world, to)) {
    world.saveSettings();
    throw new TypeError("fetch failed"); // charged, and the answer is lost
  }
  return jsonAnswer(200, wireShipment(world, s, base, null, opened));
}

function isAnswerLost({ settings }: World, to: Opened["to"]): boolean {
  const named = settings.timeoutsFor.indexOf(recipientKey(to.name, to.street1, to.zip));
  if (named >= 0) settings.timeoutsFor.splice(named, 1);
  else if (settings.timeoutsAfterCharge > 0) settings.timeoutsAfterCharge--;
  else return false;
  return true;
}

/** Numbers in each carrier's form, unique because they carry the shipment's number. */
function trackingNumber(seed: number, no: number, carrier: string): string {
  const salt = String(derive(seed, 220, no) % 100_000).padStart(5, "0");
  const serial = String(no).padStart(8, "0");
  switch (carrier) {
    case "DHLExpress":
      return `${1 + Math.floor(chance(seed, 221, no) * 9)}${serial}${salt.slice(-1)}`;
    case "Yanwen":
      return `UD${serial}${salt.slice(-1)}YP`;
    case "YunExpress":
      return `YT${salt}${serial}${salt.slice(0, 3)}`;
    case "RoyalMail":
      return `RM${serial}${salt.slice(-1)}GB`;
    case "UPS":
      return `1Z${salt}A03${serial}`;
    default:
      return `940010${salt}${serial.padStart(10, "0")}${salt.slice(0, 1)}`;
  }
}

/** Asking twice is harmless. The money comes back later; until then the refund is "submitted". */
function refund(world: World, s: Shipment, base: string): WholeResponse {
  if (s.trackingNo === null) return easypostError(422, "SHIPMENT.REFUND.UNAVAILABLE", "Postage has not been purchased for this shipment.");
  if ((s.track ?? []).some((scan) => scan.status !== "pre_transit"))
    return easypostError(422, "SHIPMENT.REFUND.UNAVAILABLE", "Refund was not successful: the label has been scanned by the carrier.");
  if (s.refund === null) world.changeShipment(s, () => { s.refund = "submitted"; });
  return jsonAnswer(200, wireShipment(world, s, base));
}
