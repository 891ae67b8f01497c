import { lookup as dnsLookup, type LookupAddress } from "node:dns";
import { request as requestHttp, type ClientRequest, type IncomingMessage } from "node:http";
import { Agent, request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import type { Http } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { WholeResponse, type HttpRequest } from "@argosy/core/http.ts";
import { isPrivateAddress } from "./private-address.ts";

/** The request surely never left: nothing can have happened at the vendor, so even a write may be sent again. */
export class NotSent extends Error {
  override readonly name = "NotSent";
}

export type NetworkOptions = {
  readonly timeoutS: number; // of the whole exchange, from look-up to the last byte
  readonly maxBytes: number; // of one answer body
  /** Inside hosts the owner listed, as `host` or `host:port`: a shop in the LAN, the sandbox. Only they may use http. */
  readonly allowPrivateHosts: readonly string[];
};

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/**
 * The only door to the network.
 *
 * Rule    https only, public addresses only, except for hosts listed by the owner. The name is resolved once, every
 *         address is checked, and the socket connects to a checked one, so that a second DNS answer cannot differ.
 *         Redirects are not followed: no vendor we speak to needs one, and one could lead anywhere.
 * Throws  NotSent when no byte of the request was written; any other error means "it may have arrived".
 */
export function networkHttp(options: NetworkOptions): Http {
  return async (request) => {
    const url = new URL(request.url);
    const inside = isListed(url, options.allowPrivateHosts);
    if (!inside) refuseUnsafe(url);
    const body = request.method === "GET" ? null : Buffer.from(await request.arrayBuffer());
    return exchange(request, url, body, inside, options);
  };
}

const isListed = (url: URL, hosts: readonly string[]): boolean =>
  hosts.includes(url.host) || hosts.includes(url.hostname) || hosts.includes(`${url.hostname}:${url.port || "80"}`);

function refuseUnsafe(url: URL): void {
  if (url.protocol !== "https:") throw new NotSent(fact("url_not_https"));
  if (url.username !== "" || url.password !== "") throw new NotSent(fact("url_with_password"));
  const host = url.hostname.replace(/\.$/, "");
  if (host === "localhost" || host.endsWith(".localhost") || isPrivateAddress(host.replace(/^\[|\]$/g, "")))
    throw new NotSent(fact("host_inside", url.host));
}

/** A look-up that checks every address it finds. Literal addresses never come here: refuseUnsafe saw them. */
export const checkedLookup =
  (resolve: typeof dnsLookup): LookupFunction =>
  (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const first = found?.[0];
      if (error || !first) return done(error ?? new Error(`ENOTFOUND ${host}`), "", 4);
      const inside = found.find(({ address }) => isPrivateAddress(address));
      if (inside) return done(new Error(fact("host_inside", host)), "", 4);
      if (options.all) return done(null, found);
      done(null, first.address, first.family);
    });
  };
const lookup = checkedLookup(dnsLookup);

function exchange(request: HttpRequest, url: URL, body: Buffer | null, inside: boolean, limits: NetworkOptions) {
  return new Promise<WholeResponse>((resolve, reject) => {
    let written = false;
    const signal = AbortSignal.timeout(limits.timeoutS * 1000);
    const fail = (error: Error): void => {
      const why = signal.aborted ? new Error(fact("not_answered_within", limits.timeoutS), { cause: error }) : error;
      reject(written ? why : new NotSent(why.message, { cause: error }));
    };
    const headers: Record<string, string> = Object.fromEntries(request.headers);
    if (body) headers["content-length"] = String(body.length);
    const options = { method: request.method, headers, signal, ...(inside ? {} : { lookup }) };

    const onAnswer = (answer: IncomingMessage) => readAnswer(answer, limits.maxBytes).then(resolve, fail);
    const call: ClientRequest =
      url.protocol === "https:"
        ? requestHttps(url, { ...options, agent }, onAnswer)
        : requestHttp(url, options, onAnswer);
    // A reused socket has no "connect" any more; from then on every failure counts as written.
    call.on("socket", (socket) => {
      if (!socket.connecting) written = true;
      else socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => (written = true));
    });
    call.on("error", fail);
    call.end(body ?? undefined);
  });
}

/** Reads a body up to a limit; what is longer is cut off with the connection, and the answer counts as lost. */
async function readAnswer(answer: IncomingMessage, maxBytes: number): Promise<WholeResponse> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBytes) {
      answer.destroy();
      throw new Error(fact("answer_too_long", maxBytes / 1_000_000));
    }
    parts.push(part);
  }
  const headers = Object.fromEntries(Object.entries(answer.headersDistinct).map(([name, values]) => [name, values?.join(", ") ?? ""]));
  return new WholeResponse(Buffer.concat(parts), { status: answer.statusCode ?? 502, headers });
}
