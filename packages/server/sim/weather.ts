import { WholeRequest, type HttpRequest } from "@argosy/core/http.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import type { SettableClock } from "@argosy/sandbox/clock.ts";
import { withFaults, type Fault } from "@argosy/sandbox/faults.ts";
import type { Http } from "@argosy/sandbox/wire.ts";
import type { WorldHandlers } from "./company.ts";
import type { Dice } from "./dice.ts";

// What happens on the way to the vendors and back. The vendors themselves stay as they are.

export type Weather = {
  readonly handlers: WorldHandlers;
  /** Faults by kind, as often as they were tried. */
  readonly tried: Map<string, number>;
  /** Requests that timed out and arrive only now. */
  readonly deliverLate: () => Promise<void>;
  /** From now on everything answers. */
  readonly heal: () => void;
  /** How often the network itself delivered a notice of this order twice. Nobody can help that. */
  readonly doubled: ReadonlyMap<string, number>;
};

type Late = { readonly at: Instant; readonly deliver: () => Promise<unknown> };
type Options = { readonly clock: SettableClock; readonly dice: Dice; readonly faultShare: number; readonly meddle: () => void; readonly lateWeight?: number };

// A request that timed out may arrive this much later: below the carrier's settle time and the pause before a notice is read back.
const mostLateS = { ebay: 40, paypal: 60, easypost: 100 } as const;

const kinds = {
  request_lost: 3, answer_lost: 3, answer_cut: 2, html_page: 1, delivered_twice: 1, wrong_content_type: 1,
  rate_limited: 2, rate_limited_bare: 1, server_error: 2, server_error_acted: 1, late: 2,
} as const;
type Kind = keyof typeof kinds;

/** Puts weather before every vendor. The same seed gives the same weather for the same calls. */
export function makeWeather(vendors: WorldHandlers, { clock, dice, faultShare, meddle, lateWeight = kinds.late }: Options): Weather {
  const tried = new Map<string, number>();
  const doubled = new Map<string, number>();
  const late: Late[] = [];
  let healed = false;
  const count = (kind: string) => tried.set(kind, (tried.get(kind) ?? 0) + 1);

  const around = (vendor: keyof WorldHandlers): Http => {
    const paged: Http = (request) => vendors[vendor](withLowPages(request));
    let drawn: Kind | null = null;
    const faulty = withFaults(paged, (request) => faultOf(drawn, request, doubled, dice));
    return async (request) => {
      if (!healed && isLaterPage(request) && dice.chance(0.3)) {
        count("page_shifted");
        meddle();
      }
      drawn = !healed && dice.chance(faultShare) ? dice.weighted({ ...kinds, late: lateWeight }) : null;
      if (drawn === null) return paged(request);
      count(drawn);
      if (drawn !== "late") return faulty(request);
      const copy = request.clone();
      late.push({ at: plusS(clock.now(), 5 + dice.below(mostLateS[vendor] - 5)), deliver: () => paged(copy) });
      throw new TypeError("fetch failed");
    };
  };
  return {
    handlers: { ebay: around("ebay"), paypal: around("paypal"), easypost: around("easypost") },
    tried,
    doubled,
    async deliverLate() {
      for (const one of late.filter((l) => l.at <= clock.now())) {
        late.splice(late.indexOf(one), 1);
        await one.deliver().catch(() => undefined); // nobody waits for its answer any more
      }
    },
    heal: () => void (healed = true),
  };
}

function faultOf(kind: Kind | null, request: HttpRequest, doubled: Map<string, number>, dice: Dice): Fault | null {
  switch (kind) {
    case null:
    case "late":
      return null;
    case "rate_limited":
      return { kind, retryAfterS: 1 + dice.below(300) };
    case "rate_limited_bare":
      return { kind: "rate_limited" };
    case "server_error":
    case "server_error_acted":
      return { kind: "server_error", status: dice.pick([500, 502, 503] as const), acted: kind === "server_error_acted" };
    case "delivered_twice":
      noteDoubled(request, doubled);
      return { kind };
    default:
      return { kind };
  }
}

function noteDoubled(request: HttpRequest, doubled: Map<string, number>): void {
  const order = /\/order\/([^/]+)\/shipping_fulfillment$/.exec(new URL(request.url).pathname)?.[1];
  if (order !== undefined && request.method === "POST") doubled.set(order, (doubled.get(order) ?? 0) + 1);
}

const isLaterPage = (request: HttpRequest): boolean => /[?&](offset=[1-9]|page=([2-9]|1\d)|before_id=)/.test(request.url);

/** A vendor may give shorter pages than were asked for. With them a small day has as many pages as a large one. */
function withLowPages(request: HttpRequest): HttpRequest {
  const { pathname, searchParams } = new URL(request.url);
  if (request.method !== "GET") return request;
  const url = new URL(request.url);
  if (pathname === "/sell/fulfillment/v1/order" && searchParams.has("limit")) url.searchParams.set("limit", "6");
  else if (searchParams.has("page_size")) url.searchParams.set("page_size", "9");
  else return request;
  return new WholeRequest(url.href, { headers: Object.fromEntries(request.headers) });
}
