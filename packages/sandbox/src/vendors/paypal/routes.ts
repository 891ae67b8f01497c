import type { HttpRequest, WholeResponse } from "@argosy/core/http.ts";
import type { PaypalAccount } from "../../books.ts";
import { derive } from "../../derive.ts";
import type { World } from "../../world.ts";
import { basicAuth, bearer, jsonAnswer, unknownName, type Http } from "../../wire.ts";
import { search } from "./search.ts";
import { debugId } from "./errors.ts";

const lifetimeS = 32_400;

const sign = (world: World, account: PaypalAccount, atMs: number): string => {
  let sum = Math.floor(atMs / 1000) >>> 0;
  for (const char of account.id) sum = (Math.imul(sum, 31) + char.charCodeAt(0)) >>> 0;
  return derive(world.seed, 73, sum).toString(36);
};

/** `POST /v1/oauth2/token`. Source: https://developer.paypal.com/api/rest/authentication/ */
async function token(world: World, request: HttpRequest): Promise<WholeResponse> {
  const client = basicAuth(request);
  const account = [...world.paypals.values()].find((p) => p.clientId === client?.user && p.secret === client.password);
  if (!account) return jsonAnswer(401, { error: "invalid_client", error_description: "Client Authentication failed" });
  const form = new URLSearchParams(await request.text());
  const unknown = unknownName(form.keys(), ["grant_type", "scope"]);
  if (unknown !== null) return jsonAnswer(400, { error: "invalid_request", error_description: `Unknown parameter ${unknown}` });
  if (form.get("grant_type") !== "client_credentials")
    return jsonAnswer(400, { error: "unsupported_grant_type", error_description: "Grant Type is NULL or not supported" });
  const atMs = world.nowMs();
  return jsonAnswer(200, {
    scope: "https://uri.paypal.com/services/reporting/search/read openid",
    access_token: `A21AA.${Buffer.from(account.id).toString("base64url")}.${atMs}.${sign(world, account, atMs)}`,
    token_type: "Bearer", app_id: "APP-80W284485P519543T", expires_in: lifetimeS,
    nonce: `${atMs}${sign(world, account, atMs)}`,
  });
}

function holderOf(world: World, request: HttpRequest): PaypalAccount | null {
  const [kind, id = "", at = "", signature] = (bearer(request) ?? "").split(".");
  const account = world.paypals.get(Buffer.from(id, "base64url").toString("utf8"));
  const atMs = Number(at);
  const isValid = kind === "A21AA" && account && signature === sign(world, account, atMs);
  return isValid && world.nowMs() < atMs + lifetimeS * 1000 ? account : null;
}

/** PayPal as far as payment evidence needs it: OAuth and the transaction search. */
export function paypalSandbox(world: World): { readonly http: Http } {
  const http: Http = async (request) => {
    const url = new URL(request.url);
    if (url.pathname === "/v1/oauth2/token" && request.method === "POST") return token(world, request);
    const account = holderOf(world, request);
    if (account === null)
      return jsonAnswer(401, { error: "invalid_token", error_description: "Token signature verification failed" });
    if (url.pathname === "/v1/reporting/transactions" && request.method === "GET") return search(world, account, request, url);
    return jsonAnswer(404, { name: "RESOURCE_NOT_FOUND", message: "The specified resource does not exist.",
      debug_id: debugId(world), details: [], links: [] });
  };
  return { http };
}

