import type {
  ConnectorContext,
  ConnectorError,
  ConnectorInfo,
  Page,
  PaymentRecord,
  PaymentSource,
  RawItem,
  Window,
} from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { earlier, epochMs, instant, parseInstant, secondsBetween, type Instant } from "@argosy/core/time.ts";
import { parseJson } from "../../kit/json.ts";
import { externalIdIn, read } from "../../kit/wire.ts";
import { maxWindowDays, paypalApi, type PaypalApi } from "./api.ts";
import { tooManyResults } from "./map-error.ts";
import { mapPaypalPayment, paypalKind } from "./map-payment.ts";
import { PaypalPage } from "./wire.ts";

export const paypalInfo = {
  id: "paypal",
  label: "PayPal",
  proof: "recorded",
  liveUrl: "https://api-m.paypal.com",
  credentialFields: [
    { name: "clientId", secret: false },
    { name: "clientSecret", secret: true },
  ],
} as const satisfies ConnectorInfo;

/** Opens one PayPal account. See README.md for what was proven and how. */
export function openPaypal(context: ConnectorContext): PaymentSource {
  const api = paypalApi(context);
  return {
    lagS: 3 * 3600, // "a maximum of three hours for executed transactions to appear"
    mapPayment: mapPaypalPayment,
    readBody(text) {
      const json = parseJson(text);
      if (!json.ok) return json;
      const page = read(PaypalPage, json.value);
      return page.ok ? ok(once(page.value.transaction_details.map(rawTransaction))) : page;
    },
    listPayments: (window, cursor) => listPayments(api, window, cursor),
  };
}

/** Where a list goes on: a page of a part of the caller's window. */
type Place = Window & { readonly page: number };

/**
 * One page of transactions.
 *
 * PayPal shows at most 10,000 results of a window and answers an error beyond. Then the window is halved, as often as
 * needed, and the parts are read one after the other; the cursor is the part and its page. Parts meet in one instant,
 * so a transaction there may come twice, which is harmless.
 * Refuses a window of more than 31 days (`window_too_long`): the caller cuts it, because it keeps the progress.
 */
async function listPayments(
  api: PaypalApi,
  window: Window,
  cursor: string | null,
): Promise<Result<Page<RawItem>, ConnectorError>> {
  if (secondsBetween(window.from, window.to) > maxWindowDays * 86_400)
    return fail({ kind: "refused", code: "window_too_long", field: "window", detail: fact("want_at_most", maxWindowDays, "days", Math.ceil(secondsBetween(window.from, window.to) / 86_400)) });
  let place = placeOf(cursor) ?? { ...window, page: 1 };
  for (let halvings = 0; ; halvings++) {
    const answer = await api.searchTransactions(place, place.page);
    if (answer.ok) return pageOf(answer.value.json, window, place);
    if (answer.error.kind !== "refused" || answer.error.code !== tooManyResults) return answer;
    const half = halvings < maxHalvings ? halfOf(place) : null;
    if (!half) return answer; // 10,000 transactions in one second
    place = half;
  }
}

const maxHalvings = 22; // 31 days have 2.7 million seconds, fewer than 2 to the 22nd

function pageOf(json: unknown, window: Window, place: Place): Result<Page<RawItem>, ConnectorError> {
  const page = read(PaypalPage, json);
  if (!page.ok) return page;
  const items = once(page.value.transaction_details.map(rawTransaction));
  const more = place.page < (page.value.total_pages ?? 0);
  return ok({ items, next: more ? cursorOf({ ...place, page: place.page + 1 }) : nextPart(window, place), completeTo: parseInstant(page.value.last_refreshed_datetime ?? "") });
}

/** The part after this one: twice as long, since the rush may be over, but never beyond the window. */
function nextPart(window: Window, { from, to }: Place): string | null {
  if (to >= window.to) return null;
  const end = instant(epochMs(to) + 2 * (epochMs(to) - epochMs(from)));
  return cursorOf({ from: to, to: earlier(end, window.to), page: 1 });
}

/** The first half in whole seconds, PayPal's resolution; null when there is nothing left to halve. */
function halfOf({ from, to }: Place): Place | null {
  const halfS = Math.floor(secondsBetween(from, to) / 2);
  return halfS < 1 ? null : { from, to: instant(epochMs(from) + halfS * 1000), page: 1 };
}

const cursorOf = ({ from, to, page }: Place) => `${from}/${to}/${page}`;

function placeOf(cursor: string | null): Place | null {
  const [from, to, page] = (cursor ?? "").split("/");
  return from && to && page ? { from: from as Instant, to: to as Instant, page: Number(page) } : null;
}

function rawTransaction(raw: unknown): RawItem {
  const info = ((raw ?? {}) as { transaction_info?: Record<string, unknown> }).transaction_info ?? {};
  const { transaction_id: id, transaction_updated_date: updated, transaction_initiation_date: begun } = info;
  const at = typeof updated === "string" ? updated : begun;
  return {
    externalId: externalIdIn(id),
    version: typeof at === "string" ? parseInstant(at) : null,
    raw,
  };
}

/**
 * PayPal's ids are not unique: one transaction may be listed twice, once with and once without effect on the balance.
 * Of two with one id we keep the one that can be evidence, else the later one.
 */
function once(items: readonly RawItem[]): readonly RawItem[] {
  const best = new Map<string, RawItem>();
  const unnamed: RawItem[] = [];
  for (const item of items) {
    if (item.externalId === null) unnamed.push(item);
    else {
      const seen = best.get(item.externalId);
      if (!seen || weight(item) >= weight(seen)) best.set(item.externalId, item);
    }
  }
  return best.size + unnamed.length === items.length ? items : [...best.values(), ...unnamed];
}

function weight({ raw }: RawItem): number {
  const code = (raw as { transaction_info?: { transaction_event_code?: unknown } } | null)?.transaction_info
    ?.transaction_event_code;
  const kind: PaymentRecord["kind"] = typeof code === "string" ? paypalKind(code) : "other";
  return kind === "payment" || kind === "refund" || kind === "reversal" ? 1 : 0;
}
