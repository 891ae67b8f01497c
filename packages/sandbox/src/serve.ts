import { WholeRequest, WholeResponse, type HttpRequest, type HttpResponse } from "@argosy/core/http.ts";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Http } from "./wire.ts";

const bodyLimit = 1_000_000;

async function readBody(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming) {
    size += (part as Buffer).length;
    if (size > bodyLimit) return null;
    parts.push(part as Buffer);
  }
  return new Uint8Array(Buffer.concat(parts));
}

async function toRequest(incoming: IncomingMessage, origin: string, prefix: string): Promise<HttpRequest | null> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined && name !== "x-forwarded-prefix") headers[name] = String(value);
  if (prefix !== "") headers["x-forwarded-prefix"] = prefix;
  const method = incoming.method ?? "GET";
  const url = origin + ((incoming.url ?? "/").slice(prefix.length) || "/");
  if (method === "GET" || method === "HEAD") return new WholeRequest(url, { method, headers });
  const body = await readBody(incoming);
  return body === null ? null : new WholeRequest(url, { method, headers, body });
}

async function send(response: HttpResponse, outgoing: ServerResponse): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), "content-length": body.length });
  outgoing.end(body);
}

/**
 * Puts handlers behind a loopback socket, each under its own path prefix ("/ebay", "/paypal" ...).
 *
 * Rule    Loopback only: these are invented vendors with open doors. A handler that throws stands for a lost
 *         answer, so the socket is cut without one.
 */
export async function serve(
  handlers: Readonly<Record<string, Http>>,
  options: { readonly port: number },
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  let origin = "";
  const prefixes = Object.keys(handlers).map((p) => p.replace(/\/$/, ""));
  const server = createServer(async (incoming, outgoing) => {
    try {
      const path = (incoming.url ?? "/").split("?", 1)[0]!;
      const prefix = prefixes.find((p) => path === p || path.startsWith(`${p}/`));
      const handler = prefix === undefined ? undefined : (handlers[prefix] ?? handlers[`${prefix}/`]);
      if (prefix === undefined || !handler) return await send(new WholeResponse("nothing lives here", { status: 404 }), outgoing);
      const request = await toRequest(incoming, origin, prefix);
      await send(request ? await handler(request) : new WholeResponse("too large", { status: 413 }), outgoing);
    } catch {
      outgoing.destroy();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : options.port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: origin, close };
}
