import { WholeResponse, type HttpRequest, type HttpResponse } from "@argosy/core/http.ts";
import { instant } from "@argosy/core/time.ts";

/** What the three vendors' handlers share about HTTP itself. Nothing here belongs to one vendor. */

/** The one door to the network, seen from the other side. */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

export const jsonAnswer = (status: number, body: unknown, headers: Record<string, string> = {}): WholeResponse =>
  new WholeResponse(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  });

/** Where the caller reached us: the origin, plus the path prefix that `serve` took off. */
export const baseOf = (request: HttpRequest, url: URL): string =>
  url.origin + (request.headers.get("x-forwarded-prefix") ?? "");

/** User and password of basic authentication; null when there is none. */
export function basicAuth(request: HttpRequest): { user: string; password: string } | null {
  const match = /^Basic ([A-Za-z0-9+/=]+)$/.exec(request.headers.get("authorization") ?? "");
  if (!match) return null;
  const text = Buffer.from(match[1]!, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

export const bearer = (request: HttpRequest): string | null =>
  /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;

export type Fields = { readonly [name: string]: unknown };

export const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The JSON body, or undefined when it is none. */
export async function readJson(request: HttpRequest): Promise<unknown> {
  try {
    return JSON.parse(await request.text());
  } catch {
    return undefined;
  }
}

/** The first name that is not allowed, null when all are. */
export const unknownName = (names: Iterable<string>, allowed: readonly string[]): string | null => {
  for (const name of names) if (!allowed.includes(name)) return name;
  return null;
};

/** 3600000 -> "2026-03-01T10:00:00Z": whole seconds, as vendors write them. */
export const seconds = (ms: number): string => instant(ms).slice(0, 19) + "Z";
