import type {
  Booking,
  BookingRequest,
  Carrier,
  ConnectorContext,
  ConnectorError,
  ConnectorInfo,
  LabelFile,
  Page,
  TrackingEvent,
  Unreadable,
  Window,
} from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { parseInstant, plusS, type Clock, type Instant } from "@argosy/core/time.ts";
import { notFound } from "../../kit/send.ts";
import { externalIdIn, malformed, read } from "../../kit/wire.ts";
import { easypostApi, pageSize, type EasypostApi } from "./api.ts";
import { readLabel } from "./map-label.ts";
import { chooseRate, isPaid, mapEasypostBooking, toEasypostShipment } from "./map-shipment.ts";
import { mapEasypostTracker } from "./map-tracking.ts";
import { EasypostShipment, EasypostShipmentPage, EasypostTrackerPage } from "./wire.ts";

export const easypostInfo = {
  id: "easypost",
  label: "EasyPost",
  proof: "recorded",
  liveUrl: "https://api.easypost.com",
  credentialFields: [{ name: "apiKey", secret: true }],
} as const satisfies ConnectorInfo;

type Answered<T> = Promise<Result<T, ConnectorError>>;

/** Opens one EasyPost account. See README.md for what was proven and how. */
export function openEasypost(context: ConnectorContext): Carrier {
  const api = easypostApi(context);
  return {
    settleS: 120, // above every time limit of a call, theirs and ours
    book: (request) => book(api, request, context.clock),
    findBooking: (clientRef) => findBooking(api, clientRef),
    fetchLabel: (booking) => fetchLabel(api, context.baseUrl, booking),
    voidBooking: (id) => voidBooking(api, id),
    listTracking: (window, cursor) => listTracking(api, window, cursor),
    mapTracking: mapEasypostTracker,
  };
}

/**
 * Books in two steps: a shipment with rates, which is free, and then the purchase.
 * The shipment carries our reference before a cent is spent, so that a purchase without answer can be found.
 */
async function book(api: EasypostApi, request: BookingRequest, clock: Clock): Answered<Booking> {
  const body = toEasypostShipment(request);
  if (!body.ok) return body;
  const created = await api.createShipment(body.value);
  if (!created.ok) return created;
  const shipment = read(EasypostShipment, created.value.json);
  if (!shipment.ok) return shipment;
  const rate = chooseRate(shipment.value, request.service, request.limit);
  if (!rate.ok) return rate;

  if (request.notAfter !== undefined && clock.now() > request.notAfter) return fail({ kind: "unavailable", detail: fact("too_late_to_send") });
  const bought = await api.buyShipment(shipment.value.id, rate.value.id);
  if (!bought.ok) return isBoughtAlready(bought.error) ? fail({ kind: "outcome_unknown", detail: bought.error.detail }) : bought;
  const answer = read(EasypostShipment, bought.value.json);
  const booking = answer.ok ? mapEasypostBooking(answer.value) : answer;
  // Paid, but we cannot read what for: only a look-up can tell.
  return booking.ok ? booking : fail({ kind: "outcome_unknown", detail: detailOf(booking.error) });
}

/** The network delivered our purchase twice and this is the second answer: it is paid, and a look-up tells for what. */
const isBoughtAlready = (error: ConnectorError): error is ConnectorError & { readonly kind: "refused" } =>
  error.kind === "refused" && error.code === "SHIPMENT.POSTAGE.EXISTS";

const mostPages = 50; // 5,000 purchases within minutes are more than anybody makes
const twinS = 600; // a doubled creation arrives within this time of the first

/**
 * Finds a paid booking by our reference.
 * A creation whose answer was lost leaves a second, unpaid shipment with the same reference, and EasyPost does not say
 * which of the two it shows. So where the first look finds none that is paid, the newest purchases are looked through,
 * back to when it was made. A search that can't reach back so far proves nothing, and says so.
 */
async function findBooking(api: EasypostApi, clientRef: string): Answered<Booking | null> {
  const answer = await api.getShipment(clientRef);
  if (answer.ok) {
    const shipment = read(EasypostShipment, answer.value.json);
    if (!shipment.ok) return shipment;
    if (isPaid(shipment.value)) return mapEasypostBooking(shipment.value);
    return findAmongBought(api, clientRef, parseInstant(shipment.value.created_at ?? ""));
  }
  return answer.error.kind === "refused" && answer.error.code === notFound ? ok(null) : answer;
}

async function findAmongBought(api: EasypostApi, clientRef: string, madeAt: Instant | null): Answered<Booking | null> {
  let beforeId: string | null = null;
  for (let pageNo = 0; pageNo < mostPages; pageNo++) {
    const answer: Awaited<ReturnType<EasypostApi["listBoughtShipments"]>> = await api.listBoughtShipments(beforeId);
    if (!answer.ok) return answer;
    const page = read(EasypostShipmentPage, answer.value.json);
    if (!page.ok) return page;
    const found = page.value.shipments.find((shipment) => shipment.reference === clientRef && isPaid(shipment));
    if (found) return mapEasypostBooking(found);
    const oldest = page.value.shipments.at(-1);
    const oldestAt = parseInstant(oldest?.created_at ?? "");
    if (!page.value.has_more || !oldest || (madeAt && oldestAt && oldestAt < plusS(madeAt, -twinS))) return ok(null);
    beforeId = oldest.id;
  }
  return fail({ kind: "unavailable", detail: fact("bookings_beyond", mostPages * pageSize) });
}

const maxLabelBytes = 5_000_000;

/** The label of a booking. An address that is missing yet is asked for again. */
async function fetchLabel(api: EasypostApi, baseUrl: string, booking: Booking): Answered<LabelFile> {
  let url = booking.labelUrl;
  if (url === null) {
    const answer = await api.getShipment(booking.externalId);
    if (!answer.ok) return answer;
    const shipment = read(EasypostShipment, answer.value.json);
    if (!shipment.ok) return shipment;
    url = shipment.value.postage_label?.label_url ?? null;
  }
  if (url === null) return fail({ kind: "unavailable", detail: fact("label_not_ready") });
  if (!isLabelHost(url, baseUrl)) return malformed("postage_label.label_url", fact("want_address_of", easypostInfo.label));
  const file = await api.getFile(url);
  if (!file.ok) return file;
  if (file.value.bytes.length > maxLabelBytes) return malformed("label", fact("want_at_most", maxLabelBytes, "bytes", file.value.bytes.length));
  return readLabel(url, file.value.type, file.value.bytes);
}

/** Labels come from EasyPost or its storage, never from an address that somebody slipped into an answer. */
function isLabelHost(text: string, baseUrl: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.host === new URL(baseUrl).host) return true;
  const stored = /^easypost-files[a-z0-9-]*\.s3([.-][a-z0-9-]+)?\.amazonaws\.com$/.test(url.hostname);
  return url.protocol === "https:" && (stored || url.hostname.endsWith(".easypost.com"));
}

/** Asks for the money back. Carriers answer later; a booking that was given back before is given back. */
async function voidBooking(api: EasypostApi, id: string): Answered<{ readonly state: "voided" | "pending" }> {
  const answer = await api.refundShipment(id);
  if (!answer.ok && answer.error.kind !== "refused") return answer;
  const told = answer.ok ? answer : await api.getShipment(id);
  if (!told.ok) return answer.ok ? told : answer;
  const shipment = read(EasypostShipment, told.value.json);
  if (!shipment.ok) return shipment;
  const status = shipment.value.refund_status;
  if (status === "refunded") return ok({ state: "voided" });
  if (status === "submitted") return ok({ state: "pending" });
  return answer.ok ? fail({ kind: "refused", code: `refund_${status ?? "missing"}`, detail: status ?? "" }) : answer;
}

const youngDays = 14; // most parcels arrive within it

/**
 * Events of parcels whose trackers changed in the window, of those made in it or at most 14 days before it began.
 * EasyPost filters trackers by creation only, so these are paged through and those that did not change are left out: a
 * quarter of the calls that 60 days would take. News of older parcels come with the nightly recount, whose window is
 * 60 days long. One call for each live parcel would be a hundred times as many. The cursor is the last tracker's id.
 */
async function listTracking(api: EasypostApi, window: Window, cursor: string | null): Answered<Page<TrackingEvent>> {
  const answer = await api.listTrackers({ from: plusS(window.from, -youngDays * 86_400), to: window.to }, cursor);
  if (!answer.ok) return answer;
  const page = read(EasypostTrackerPage, answer.value.json);
  if (!page.ok) return page;
  const items: TrackingEvent[] = [];
  const unreadable: Unreadable[] = [];
  for (const tracker of page.value.trackers) {
    if (!isChanged(tracker, window)) continue;
    const events = mapEasypostTracker(tracker);
    if (events.ok) items.push(...events.value);
    else unreadable.push({ externalId: idOf(tracker), error: events.error, raw: tracker });
  }
  const lastId = page.value.trackers.map(idOf).findLast((id) => id !== null);
  if (page.value.has_more && !lastId) return malformed("trackers.id", fact("want_kind", ":text", ":nothing")); // the next page is asked for by it
  return ok({ items, next: page.value.has_more && lastId ? lastId : null, ...(unreadable.length > 0 ? { unreadable } : {}) });
}

const idOf = (tracker: unknown): string | null => externalIdIn((tracker as { id?: unknown } | null | undefined)?.id);

/** A time we cannot read counts as changed: the map will say what is wrong with it. */
function isChanged(tracker: unknown, window: Window): boolean {
  const updated = (tracker as { updated_at?: unknown } | null)?.updated_at;
  const at = typeof updated === "string" ? parseInstant(updated) : null;
  return at === null || (at >= window.from && at <= window.to);
}

const detailOf = (error: ConnectorError): string => (error.kind === "malformed" ? fact("bought_unreadable", error.path, error.why) : error.kind);
