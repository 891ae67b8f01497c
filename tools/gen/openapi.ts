import { z } from "zod";
import { api } from "@argosy/core/api/index.ts";
import type { May, Route } from "@argosy/core/api/route.ts";
import { errorCatalog, type ErrorCode } from "@argosy/core/errors.ts";
import { defaultPort } from "../../packages/server/src/config.ts";
import { cookieName } from "../../packages/server/src/http/entry.ts";

type Json = Record<string, unknown>;

/** The HTTP contract as OpenAPI 3.1, from the same schemas that the server checks every call with. */
export function printOpenApi(): string {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [operationId, route] of Object.entries(api) as [string, Route][]) {
    const address = route.path.replace(/:(\w+)/g, "{$1}");
    paths[address] = { ...paths[address], [route.method.toLowerCase()]: operation(operationId, route) };
  }
  const document = {
    openapi: "3.1.0",
    info: { title: "Argosy", version: "1", description: "Sign in with POST /api/session; send the `csrf` of its answer as x-argosy-csrf with every write. What is marked x-fresh wants a password of the last half hour: PUT /api/session." },
    paths,
    components: { securitySchemes: { session: { type: "apiKey", in: "cookie", name: "argosy_session", description: sessionCookie } }, schemas: { Refusal: refusal } },
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

const sessionCookie = `The answer of POST /api/session sets it. Its name carries the port of the Host the browser called, so that two installations on one host keep apart: ${cookieName("argosy.example:8080", "session", false)} at port 8080. At port ${defaultPort}, or where the address names no port, it is ${cookieName(undefined, "session", false)}. Over https it is ${cookieName(undefined, "session", true)}.`;
const refusal: Json = {
  type: "object", required: ["code"],
  properties: { code: { enum: Object.keys(errorCatalog) }, field: { type: "string" }, detail: { type: "string" } },
};

function operation(operationId: string, route: Route): Json {
  const writes = route.method !== "GET";
  const open = route.may === "public";
  return {
    operationId, summary: route.summary, "x-may": said(route.may), ...(route.fresh ? { "x-fresh": route.fresh === true ? "always" : "some bodies" } : {}), security: open ? [] : [{ session: [] }],
    parameters: [
      ...parametersOf(route.params, "path"), ...parametersOf(route.query, "query"),
      ...(writes && !open ? [{ name: "x-argosy-csrf", in: "header", required: true, schema: { type: "string" } }] : []),
    ],
    ...(route.body ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body, "input") } } } } : {}),
    responses: { 200: success(route), ...refusalsOf(route, operationId) },
  };
}
const said = (may: May): string => (typeof may === "string" ? may : `${may[0]} ${may[1]}`);

/** What is sent is the schema's input side, what is answered its output. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return json;
}

function parametersOf(schema: z.ZodType | undefined, place: "path" | "query"): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({ name, in: place, required: place === "path" || required.includes(name), schema: property }));
}

function success(route: Route): Json {
  if (route.answer) return { description: "Done.", content: { "application/json": { schema: schemaOf(route.answer, "output") } } };
  const mime = route.path === "/api/live" ? "text/event-stream" : "application/octet-stream";
  return { description: mime === "text/event-stream" ? "Events named `changed`." : "A file.", content: { [mime]: {} } };
}

/** Refusals by status: those the route names, and those every call can meet. */
function refusalsOf(route: Route, operationId: string): Record<string, Json> {
  const always: ErrorCode[] = [
    "input_refused", "internal", "database_unreachable", "not_allowed",
    ...(route.may === "public" ? [] : (["signed_out"] as const)), ...(route.method === "GET" ? [] : (["csrf_refused"] as const)),
    ...(route.fresh ? (["login_stale"] as const) : []),
    ...(["signIn", "setUp"].includes(operationId) ? (["too_many_requests"] as const) : []),
  ];
  const codes = [...new Set([...(route.refuses ?? []), ...always])].toSorted();
  return Object.fromEntries([...Map.groupBy(codes, (code) => errorCatalog[code])].toSorted(([a], [b]) => a - b).map(([status, those]) => [
    status, { description: those.join(", "), content: { "application/json": { schema: { $ref: "#/components/schemas/Refusal" } } } },
  ]));
}
