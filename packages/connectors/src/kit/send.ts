import type { ConnectorError, Http } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import type { HttpHeaders, HttpRequest, HttpResponse } from "@argosy/core/http.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { epochMs, type Clock } from "@argosy/core/time.ts";
import { NotSent } from "./http.ts";
import { parseJson } from "./json.ts";
import { scrubText } from "./scrub.ts";

/**
 * What a lost answer means. `read`: nothing, ask again. `write`: it may have happened, so never send it again blindly.
 * `repeatable`: a write that may happen twice without harm.
 */
export type Effect = "read" | "write" | "repeatable";

/** An answer with its body read: `json` is null when the body was empty. */
export type Answer = { readonly status: number; readonly headers: HttpHeaders; readonly json: unknown };

/** What a vendor's error body says, in our words; null when it says nothing we know. */
export type VendorFault = { readonly code: string; readonly field?: string; readonly detail: string };

export type Sender = {
  readonly http: Http;
  readonly clock: Clock;
  /** Reads the vendor's error body. May turn an answer into any ConnectorError, where a status alone misleads. */
  readonly faultOf: (status: number, json: unknown) => VendorFault | ConnectorError | null;
};

/**
 * Sends one request and names what happened by what we must do next.
 *
 * Rule    A failure before the first byte left is `unavailable`. After that a lost, broken, 408 or 5xx answer to a
 *         write is `outcome_unknown`; to a read it is `unavailable`. 401 and 403 sign the account out, 429 waits as long
 *         as the vendor asks, any other 4xx is the vendor's refusal with its own code.
 */
export async function send(sender: Sender, request: HttpRequest, effect: Effect): Promise<Result<Answer, ConnectorError>> {
  const lost = (detail: string) => fail(lostAnswer(effect, detail));
  let response: HttpResponse;
  let text: string;
  try {
    response = await sender.http(request);
    text = await response.text();
  } catch (error) {
    const detail = scrubText(error instanceof Error ? error.message : String(error), 200);
    return error instanceof NotSent ? fail({ kind: "unavailable", detail }) : lost(detail);
  }
  const { status, headers } = response;
  const body = text === "" ? ok(null) : parseJson(text);
  if (status >= 200 && status < 300) {
    if (text === "" && request.method === "GET") return lost(fact("answered_with", status, fact("want_json", ":nothing")));
    // Half a body or a proxy's page: the transport broke, not the format. The vendor may well have acted.
    return body.ok ? ok({ status, headers, json: body.value }) : lost(fact("answered_with", status, body.error.why));
  }
  return fail(errorOfStatus(sender, status, headers, body.ok ? body.value : null, effect));
}

/** The code of every 404; the vendor's own words stand in the detail. */
export const notFound = "not_found";

/** The error kinds of statuses that mean the same at every vendor. */
function errorOfStatus(sender: Sender, status: number, headers: HttpHeaders, json: unknown, effect: Effect): ConnectorError {
  if (status === 429) return { kind: "rate_limited", retryAfterS: retryAfterS(headers, sender.clock) };
  const fault = sender.faultOf(status, json);
  if (fault && "kind" in fault) return fault;
  const detail = fault ? `${status} ${fault.code} ${fault.detail}` : `${status}`;
  if (status === 401 || status === 403) return { kind: "signed_out", detail: scrubText(detail) };
  if (status === 408 || status >= 500 || status < 400) return lostAnswer(effect, scrubText(detail));
  return {
    kind: "refused",
    code: status === 404 ? notFound : (fault?.code ?? `http_${status}`),
    ...(fault?.field === undefined ? {} : { field: fault.field }),
    detail: scrubText(detail),
  };
}

const lostAnswer = (effect: Effect, detail: string): ConnectorError =>
  effect === "write" ? { kind: "outcome_unknown", detail } : { kind: "unavailable", detail };

/** Retry-After in either form, seconds or a date, between one second and one day; a minute where it is missing. */
export function retryAfterS(headers: HttpHeaders, clock: Clock): number {
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return clamp(Number(text));
  const at = /^[A-Za-z]+, /.test(text) ? Date.parse(text) : NaN; // Date.parse alone would take "-5" for a year
  return Number.isNaN(at) ? 60 : clamp(Math.ceil((at - epochMs(clock.now())) / 1000));
}

const clamp = (seconds: number) => Math.min(86_400, Math.max(1, seconds));
