import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import type { z } from "zod";
import type { Operation } from "@argosy/core/api/index.ts";
import type { Route } from "@argosy/core/api/route.ts";
import type { Refusal } from "@argosy/core/errors.ts";
import { languagesIn, wantedLocale } from "@argosy/core/locale.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { isFresh, readSession, sameSecret, type Session } from "../people/session.ts";
import type { Company } from "../pipeline/room.ts";
import { refuse, type AppParts } from "./app.ts";
import { cookieOf, type EntryRoutes } from "./entry.ts";
import { findControlCharacter, loginStale, refusalOfIssues } from "./errors.ts";
import { refuseContentType, refuseOrigin } from "./guards.ts";
import { allows, operations, routeOf } from "./permission.ts";
import type { Asked, FileAnswer } from "./route.ts";

declare module "fastify" {
  interface FastifyRequest {
    session: Session | null;
  }
}

const importLimit = 25 << 20;
/** Vendors' own bodies may hold anything; the intake judges them, not the door. */
const takesAnyText: readonly Operation[] = ["importPayload"];
const throttled: readonly Operation[] = ["signIn", "setUp", "provePassword"];

/** Registers every operation of the contract, each behind the same guards in the same order. */
export function addOperations(app: FastifyInstance, parts: AppParts, entry: EntryRoutes): void {
  app.decorateRequest("session", null);
  for (const operation of operations) {
    const route = routeOf(operation);
    app.route({
      method: route.method as HTTPMethods, url: route.path, exposeHeadRoute: false,
      ...(operation === "importPayload" ? { bodyLimit: importLimit } : {}),
      ...(throttled.includes(operation) ? { config: { rateLimit: { max: 60, timeWindow: 60_000 } } } : {}),
      onRequest: guard(parts, operation, route),
      handler: async (request, reply) => {
        const input = readInput(route, request, takesAnyText.includes(operation));
        if (!input.ok) return refuse(reply, input.error);
        if (wantsFresh(route, input.value) && !fresh(parts, request)) return refuse(reply, loginStale);
        const enter = entry[operation as keyof EntryRoutes];
        if (enter) return enter(request, reply, input.value);
        return carryOut(parts, operation, request, reply, input.value);
      },
    });
  }
}

/**
 * Who may call, judged before the body is read.
 * Order  another site's page, no JSON, no session, no CSRF token of this session, no permission.
 */
function guard(parts: AppParts, operation: Operation, route: Route) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | void> => {
    const writes = route.method !== "GET";
    const foreign = writes ? (refuseOrigin(request) ?? refuseContentType(request)) : null;
    if (foreign) return refuse(reply, foreign);
    request.session = await readSession(parts.db, cookieOf(request, "session"));
    if (route.may === "public") return;
    const { session } = request;
    if (!session) return refuse(reply, { code: "signed_out" });
    const token = request.headers["x-argosy-csrf"];
    if (writes && (typeof token !== "string" || !sameSecret(token, session.csrf)))
      return refuse(reply, { code: "csrf_refused", field: "x-argosy-csrf", detail: "send the csrf value of /api/me in this header" });
    if (!allows(session.role, operation)) return refuse(reply, { code: "not_allowed", detail: needs(route) });
  };
}

/** Judged last, so that nobody is asked for a password and then told that he may not or has left a field empty. */
const wantsFresh = ({ fresh }: Route, { body }: Input): boolean => fresh === true || (fresh?.(body as never) ?? false); // checked by that route's own schema
const fresh = ({ db }: AppParts, { session }: FastifyRequest): boolean => session !== null && isFresh(session, db.clock.now());

const needs = ({ may }: Route): string => (typeof may === "string" ? may : `needs the right to ${may[0]} ${may[1]}`);

export type Input = { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown };

function readInput(route: Route, request: FastifyRequest, anyText: boolean): Result<Input, Refusal> {
  const input: Record<string, unknown> = {};
  for (const part of ["params", "query", "body"] as const) {
    const schema: z.ZodType | undefined = route[part];
    if (!schema) continue;
    const sent = request[part] === undefined ? {} : request[part]; // null was sent, and is no object
    const plain: unknown = part === "query" ? { ...(sent as object) } : sent;
    const parsed = schema.safeParse(plain);
    if (!parsed.success) return fail(refusalOfIssues(parsed.error.issues, plain, part));
    const broken = anyText ? null : findControlCharacter(parsed.data);
    if (broken) return fail(broken);
    input[part] = parsed.data;
  }
  return ok(input);
}

const withFreshPlans = (company: Company): Company => ({ ...company, db: { ...company.db, freshPlans: true } });

const zoneOf = ({ headers: { "x-argosy-zone": zone } }: FastifyRequest): string | null => (typeof zone === "string" ? zone : null);
async function carryOut(parts: AppParts, operation: Operation, request: FastifyRequest, reply: FastifyReply, input: Input): Promise<FastifyReply> {
  const session = request.session;
  if (!session) return refuse(reply, { code: "signed_out" });
  const { memberId, memberName: name, role } = session;
  const locale = wantedLocale(languagesIn(request.headers["accept-language"] ?? "")) ?? session.locale ?? "en";
  const asked: Asked = {
    company: request.method === "GET" ? withFreshPlans(parts.companyOf(session.orgId)) : parts.companyOf(session.orgId), wakeRooms: parts.wakeRooms,
    caller: { memberId, name, role, locale, zone: zoneOf(request), loginStale: !fresh(parts, request), actor: `member:${memberId}`, session: session.tokenHash },
  };
  // The table pairs each operation with its own input and answer; a loop over all of them can't say so to the compiler.
  const handler = parts.handlers[operation as keyof typeof parts.handlers] as unknown as (asked: Asked, input: Input) => Promise<Result<unknown, Refusal>>;
  const answer = await handler(asked, input);
  if (!answer.ok) return refuse(reply, answer.error);
  if (request.method !== "GET") {
    parts.wakeRooms();
    parts.live.changed(session.orgId);
  }
  return sendAnswer(parts, routeOf(operation), reply, answer.value);
}

export function sendAnswer(parts: AppParts, route: Route, reply: FastifyReply, value: unknown): FastifyReply {
  if (!route.answer) return sendFile(reply, value as FileAnswer);
  if (parts.checkAnswers) {
    const checked = route.answer.safeParse(value);
    if (!checked.success) throw new Error(`the answer breaks the contract: ${JSON.stringify(refusalOfIssues(checked.error.issues, value, "answer"))}`);
  }
  return reply.type("application/json; charset=utf-8").send(JSON.stringify(value));
}

function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  const name = file.name.replace(/[^A-Za-z0-9._-]/g, "_");
  return reply.type(file.mime).header("content-disposition", `inline; filename="${name}"`).send(Buffer.from(file.bytes));
}
