import type { Duplex } from "node:stream";
import type { FastifyRequest } from "fastify";
import type { Refusal } from "@argosy/core/errors.ts";

// Who may knock at all, before anything is read: the name we are called by, the page that calls.

const loopbackNames = new Set(["127.0.0.1", "localhost", "[::1]"]);
const nameOf = (host: string): string => host.toLowerCase().replace(/:\d+$/, "");

/** DNS rebinding: a stranger's name that leads to this machine is not ours. Null when the Host header is one of ours. */
export function refuseHost(request: FastifyRequest, publicHosts: readonly string[]): Refusal | null {
  const host = (request.headers.host ?? "").toLowerCase();
  const names = request.raw.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === "host");
  if (names.length > 1) return { code: "input_refused", field: "host", detail: "named twice" }; // a proxy may have judged the other one
  if (loopbackNames.has(nameOf(host)) || publicHosts.includes(host) || publicHosts.includes(nameOf(host))) return null;
  return { code: "not_allowed", field: "host", detail: "this name is not ours; name it in ARGOSY_PUBLIC_HOST if it is" };
}

/** Writes come from our own pages or from programs without a page: a foreign Origin is refused whatever it sends. */
export function refuseOrigin(request: FastifyRequest): Refusal | null {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none")
    return { code: "csrf_refused", field: "sec-fetch-site", detail: "called from another site's page" };
  const { origin } = request.headers;
  if (origin === undefined) return null;
  const host = URL.parse(origin)?.host ?? "";
  return host !== "" && host === (request.headers.host ?? "").toLowerCase()
    ? null
    : { code: "csrf_refused", field: "origin", detail: "called from another site's page" };
}

/** Only JSON bodies, in the one encoding they are read in: a form of another site can't send them without asking first. */
export function refuseContentType(request: FastifyRequest): Refusal | null {
  const type = request.headers["content-type"];
  if (type === undefined || /^application\/json\s*(;\s*charset="?utf-?8"?\s*)?$/i.test(type)) return null;
  return { code: "media_type_refused", field: "content-type", detail: "send application/json in UTF-8" };
}

const broken = {
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "url", "the address and the headers hold at most 16 KB together"],
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "body", "did not arrive within a minute"],
} as const;

/** What never became a request because it is no HTTP, too long or too slow: said like every other refusal, then the line is closed. */
export function refuseBroken({ code }: { readonly code?: string }, socket: Duplex): void {
  if (!socket.writable) return void socket.destroy();
  const [status, field, detail] = broken[code as keyof typeof broken] ?? ["400 Bad Request", "request", "this is no HTTP/1.1"];
  const body = JSON.stringify({ code: "input_refused", field, detail } satisfies Refusal);
  socket.end(`HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`, () => socket.destroy());
}
