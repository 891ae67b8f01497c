import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

export const builtPages = fileURLToPath(new URL("../../../web/dist/", import.meta.url));

/**
 * Serves the built web app. Files under assets/ carry their hash in the name and never change; everything else is
 * asked for again each time.
 */
export async function servePages(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(path.join(folder, "index.html"))) return;
  await app.register(fastifyStatic, {
    root: folder, cacheControl: false, dotfiles: "ignore",
    setHeaders: (reply, file) => {
      const forever = path.relative(folder, file).startsWith(`assets${path.sep}`);
      reply.header("cache-control", forever ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
}

/** A path that is no file is a page of the app: a browser gets index.html and the app finds its way. */
export function isPage(request: FastifyRequest): boolean {
  const file = /\.[a-z0-9]{1,8}$/i.test(request.url.split("?", 1)[0] ?? "");
  return (request.method === "GET" || request.method === "HEAD") && !request.url.startsWith("/api/") && !file;
}

export function sendPage(reply: FastifyReply, folder: string): FastifyReply {
  if (existsSync(path.join(folder, "index.html"))) return reply.sendFile("index.html");
  return reply.code(503).type("text/plain; charset=utf-8").send("The web pages are not built yet: npm run build:web\n");
}
