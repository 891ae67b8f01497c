import type { ConnectorError, Http } from "@argosy/core/connector.ts";
import type { HttpRequest } from "@argosy/core/http.ts";
import { NotSent } from "./http.ts";

/** What can go wrong with a call, and which error it must become for a read and for a write that must not repeat. */
export type Failure = {
  readonly name: string;
  readonly answer: () => Response;
  readonly read: ConnectorError["kind"];
  readonly write: ConnectorError["kind"];
};

const html = (status: number) => new Response("<!DOCTYPE html><h1>We'll be back</h1>", { status, headers: { "content-type": "text/html" } });
const lost = (error: Error) => (): Response => {
  throw error;
};

// prettier-ignore
export const failures: readonly Failure[] = [
  { name: "401",                    answer: () => new Response("{}", { status: 401 }), read: "signed_out",   write: "signed_out" },
  { name: "403",                    answer: () => new Response("{}", { status: 403 }), read: "signed_out",   write: "signed_out" },
  { name: "429 with Retry-After",   answer: () => new Response(null, { status: 429, headers: { "retry-after": "17" } }), read: "rate_limited", write: "rate_limited" },
  { name: "400",                    answer: () => new Response("{}", { status: 400 }), read: "refused",      write: "refused" },
  { name: "408",                    answer: () => new Response("{}", { status: 408 }), read: "unavailable",  write: "outcome_unknown" },
  { name: "500",                    answer: () => html(500),                           read: "unavailable",  write: "outcome_unknown" },
  { name: "503 with HTML",          answer: () => html(503),                           read: "unavailable",  write: "outcome_unknown" },
  { name: "200 with HTML",          answer: () => html(200),                           read: "unavailable",  write: "outcome_unknown" },
  { name: "200 with half a body",   answer: () => new Response('{"orders":[{"orde'),   read: "unavailable",  write: "outcome_unknown" },
  { name: "302 elsewhere",          answer: () => new Response(null, { status: 302, headers: { location: "https://example.invalid/" } }), read: "unavailable", write: "outcome_unknown" },
  { name: "timeout",                answer: lost(new DOMException("The operation timed out", "TimeoutError")), read: "unavailable", write: "outcome_unknown" },
  { name: "connection reset",       answer: lost(new TypeError("fetch failed")),       read: "unavailable",  write: "outcome_unknown" },
  { name: "connection refused",     answer: lost(new NotSent("connect ECONNREFUSED")), read: "unavailable",  write: "unavailable" },
];

/** A door that lets some requests through to the vendor and answers the others with a failure. */
export const failingDoor = (vendor: Http, passes: (request: HttpRequest) => boolean, failure: Failure): Http =>
  async (request) => (passes(request) ? vendor(request) : failure.answer());

export const isTokenCall = (request: HttpRequest): boolean => /\/oauth2\/token$/.test(new URL(request.url).pathname);
