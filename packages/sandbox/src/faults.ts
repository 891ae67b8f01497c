import { WholeResponse, type HttpRequest, type HttpResponse } from "@argosy/core/http.ts";
import { jsonAnswer, type Http } from "./wire.ts";

/**
 * What can happen to a call. The difference that matters is where it is lost: before the vendor acted
 * (`request_lost`, `rate_limited`, `server_error` ...) or after (`answer_lost`, `answer_cut` ...).
 */
export type Fault =
  | { readonly kind: "request_lost" | "answer_lost" | "answer_cut" | "html_page" | "delivered_twice" | "wrong_content_type" }
  | { readonly kind: "rate_limited"; readonly retryAfterS?: number }
  | { readonly kind: "server_error"; readonly status?: 500 | 502 | 503; readonly acted?: boolean };

const lost = (): TypeError => new TypeError("fetch failed");

/** A 429 in the words of the vendor whose path it is. */
function tooMany(request: HttpRequest, retryAfterS: number | undefined): WholeResponse {
  const { pathname } = new URL(request.url);
  const headers: Record<string, string> = retryAfterS === undefined ? {} : { "retry-after": String(retryAfterS) };
  if (pathname.startsWith("/v1/"))
    return jsonAnswer(429, { name: "RATE_LIMIT_REACHED", message: "Too many requests. Blocked due to rate limiting.",
      debug_id: "0000000000000", links: [] }, headers);
  if (pathname.startsWith("/v2/"))
    return jsonAnswer(429, { error: { code: "RATE_LIMITED", message: "Too many requests.", errors: [] } }, headers);
  return jsonAnswer(429, { errors: [{ errorId: 2001, domain: "ACCESS", category: "REQUEST",
    message: "Too many requests.", longMessage: "The request limit has been reached for the resource." }] }, headers);
}

const page = (status: number, title: string): WholeResponse =>
  new WholeResponse(`<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`, {
    status, headers: { "content-type": "text/html; charset=utf-8" },
  });

const titles = { 500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable" } as const;

/** A copy with other bytes or headers; the length of before no longer holds. */
function changed(response: HttpResponse, body: Uint8Array<ArrayBuffer>, contentType: string | null): WholeResponse {
  const { "content-length": _, ...headers } = Object.fromEntries(response.headers);
  return new WholeResponse(body, { status: response.status, headers: { ...headers, ...(contentType ? { "content-type": contentType } : {}) } });
}

const bytes = async (response: HttpResponse): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await response.arrayBuffer());

/** Wraps a vendor's handler with faults. `draw` is asked once per call, so one seed repeats a whole run. */
export const withFaults =
  (http: Http, draw: (request: HttpRequest) => Fault | null): Http =>
  async (request) => {
    const fault = draw(request);
    if (fault === null) return http(request);
    switch (fault.kind) {
      case "request_lost":
        throw lost();
      case "rate_limited":
        return tooMany(request, fault.retryAfterS);
      case "server_error": {
        if (fault.acted) await http(request);
        const status = fault.status ?? 500;
        return page(status, titles[status]);
      }
      case "html_page":
        return page(200, "We'll be back soon");
      case "delivered_twice": {
        const again = request.clone();
        await http(request);
        return http(again);
      }
      case "answer_lost":
        await http(request);
        throw lost();
      case "answer_cut": {
        const response = await http(request);
        return changed(response, (await bytes(response)).slice(0, -7), null);
      }
      case "wrong_content_type": {
        const response = await http(request);
        return changed(response, await bytes(response), "text/plain");
      }
    }
  };
