import { isUtf8 } from "node:buffer";
import fastifyCookie from "@fastify/cookie";
import fastifyHelmet from "@fastify/helmet";
import fastifyRateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import type { NewId } from "@argosy/core/ids.ts";
import { within } from "../db/outage.ts";
import type { Db } from "../db/tx.ts";
import type { Company } from "../pipeline/room.ts";
import type { SetupToken } from "../people/set-up.ts";
import { addPictures } from "../demo/pictures.ts";
import { entryRoutes } from "./entry.ts";
import { refusalOfThrow, statusOf } from "./errors.ts";
import { refuseBroken, refuseHost } from "./guards.ts";
import type { Live, Stream } from "./live.ts";
import { isPage, sendPage, servePages } from "./pages.ts";
import type { Handlers } from "./route.ts";
import { securityHeaders } from "./security-headers.ts";
import { addOperations } from "./serve.ts";

export type AppParts = {
  readonly db: Db;
  readonly handlers: Handlers;
  readonly companyOf: (orgId: string) => Company;
  readonly live: Live;
  /** The worker looks at once instead of at its next turn. */
  readonly wakeRooms: () => void;
  readonly log: Company["log"];
  readonly newId: NewId;
  readonly setupToken: SetupToken;
  /** Fills a company that chose the demo. Runs after the owner exists; may take seconds. */
  readonly fillDemo: (orgId: string, chinese: boolean) => Promise<void>;
  readonly publicHosts: readonly string[];
  readonly checkAnswers: boolean;
  readonly pages: string;
  readonly state: { ready: boolean };
};

/** Ends the streams that would keep the server from closing. */
export type App = { readonly fastify: FastifyInstance; readonly endStreams: () => void };

const bodyLimit = 1 << 20;
const notUtf8 = "NOT_UTF8";

/** Puts the whole contract behind one HTTP server: guards, operations, pages, health. */
export async function buildApp(parts: AppParts): Promise<App> {
  const app = Fastify({
    bodyLimit, logger: false, genReqId: () => parts.newId(), requestTimeout: 60_000, trustProxy: parts.publicHosts.length > 0 ? "loopback" : false,
    routerOptions: { maxParamLength: 200, caseSensitive: true },
    return503OnClosing: false, forceCloseConnections: "idle", clientErrorHandler: refuseBroken,
    // Before any hook: an address whose percent signs make no letters.
    frameworkErrors: (_error, _request, reply) =>
      void refuse(reply.header("x-content-type-options", "nosniff"), { code: "input_refused", field: "url", detail: fact("input_url") }),
  });
  app.removeContentTypeParser("text/plain");
  readBodies(app);
  app.addHook("onRequest", async (request, reply) => {
    const refused = refuseHost(request, parts.publicHosts);
    if (refused) return refuse(reply, refused);
    if ((request.routeOptions.url ?? request.url).startsWith("/api")) reply.header("cache-control", "no-store");
  });
  await app.register(fastifyHelmet, securityHeaders);
  await app.register(fastifyCookie);
  await app.register(fastifyRateLimit, { global: false });
  answerErrors(app, parts);
  answerHealth(app, parts);
  const streams = new Set<Stream>();
  addOperations(app, parts, entryRoutes(parts, streams));
  addPictures(app);
  await servePages(app, parts.pages);
  return { fastify: app, endStreams: () => [...streams].forEach((stream) => stream.end()) };
}

/**
 * Reads a body as JSON in UTF-8.
 *
 * Rule    Many programs name the type of every call, so an empty body is none; where one is needed, the operation says which
 *         of its fields is missing. Bytes of another encoding are refused: kept as they come they would be � on a label.
 */
function readBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    if (!isUtf8(body as Buffer)) return done(Object.assign(new Error("not in UTF-8"), { statusCode: 400, code: notUtf8 }));
    parse(request, body.toString(), done);
  });
}

export const refuse = (reply: FastifyReply, refusal: Refusal): FastifyReply => reply.code(statusOf(refusal)).send(refusal);

function answerErrors(app: FastifyInstance, parts: AppParts): void {
  app.setNotFoundHandler((request, reply) => {
    if (isPage(request)) return sendPage(reply, parts.pages);
    return refuse(reply, { code: "not_found", detail: `${request.method} ${request.url.split("?", 1)[0]}`.slice(0, 200) });
  });
  app.setErrorHandler((error, request, reply) => {
    const known = refusalOfFastify(error, request);
    if (known) return refuse(reply, known);
    const refusal = refusalOfThrow(error, request.id);
    parts.log({ what: "a request failed", logId: request.id, route: `${request.method} ${request.routeOptions.url ?? ""}`, error });
    return refuse(reply, refusal);
  });
}

/** Fastify's own refusals, before a handler was reached: of the body, or of a path that leads out of the pages' folder. */
function refusalOfFastify(error: unknown, request: FastifyRequest): Refusal | null {
  if (!(error instanceof Error)) return null;
  const { statusCode = 0, code = "" } = error as Error & { statusCode?: number; code?: string };
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return { code: "file_too_large", field: "body", detail: fact("input_size", (request.routeOptions.bodyLimit ?? bodyLimit) >> 20) };
  if (statusCode === 429) return { code: "too_many_requests", detail: fact("again_in", 60) };
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return { code: "media_type_refused", field: "content-type", detail: "send application/json in UTF-8" };
  if (statusCode < 400 || statusCode >= 500) return null;
  if (["GET", "HEAD"].includes(request.method)) return { code: "input_refused", field: "url", detail: fact("input_url") };
  return { code: "input_refused", field: "body", detail: code === notUtf8 ? fact("input_utf8") : fact("want_json", ":else") };
}

/** livez: the process runs. readyz: it may be given work, the database answers. startupz: it has started once. */
function answerHealth(app: FastifyInstance, parts: AppParts): void {
  let started = false;
  app.get("/livez", (_request, reply) => reply.send({ ok: true }));
  app.get("/startupz", (_request, reply) => {
    started ||= parts.state.ready;
    return reply.code(started ? 200 : 503).send({ ok: started });
  });
  app.get("/readyz", async (_request, reply) => {
    const ok = parts.state.ready && (await databaseAnswers(parts.db));
    return reply.code(ok ? 200 : 503).send({ ok });
  });
}

const patienceMs = 2000;

async function databaseAnswers(db: Db): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(resolve, patienceMs, false).unref());
  const asked = db.pool.query(within(patienceMs, "select 1")).then(() => true, () => false);
  return Promise.race([asked, late]);
}
