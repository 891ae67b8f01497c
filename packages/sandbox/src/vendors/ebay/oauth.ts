import type { HttpRequest, WholeResponse } from "@argosy/core/http.ts";
import type { Shop } from "../../books.ts";
import { derive } from "../../derive.ts";
import type { World } from "../../world.ts";
import { basicAuth, bearer, jsonAnswer, unknownName } from "../../wire.ts";
import { oauthError } from "./errors.ts";

const lifetimeS = 7200;
const prefix = "v^1.1#i^1#";

/** The token carries shop and time and is signed, so that it outlives the process that gave it. */
function makeToken(world: World, shop: Shop | null, client: string, atMs: number): string {
  const body = Buffer.from(JSON.stringify([shop?.id ?? null, client, atMs])).toString("base64url");
  return `${prefix}${body}#${sign(world, body, shop)}`;
}

const sign = (world: World, body: string, shop: Shop | null): string => {
  let sum = shop?.epoch ?? 0;
  for (let i = 0; i < body.length; i++) sum = (Math.imul(sum, 33) + body.charCodeAt(i)) >>> 0;
  return derive(world.seed, 61, sum).toString(36);
};

/** Whom an access token speaks for. `application` tokens speak for no seller and may not read one's orders. */
export function holderOf(world: World, request: HttpRequest): Shop | "application" | null {
  const token = bearer(request);
  if (token === null || !token.startsWith(prefix)) return null;
  const [body = "", signature] = token.slice(prefix.length).split("#");
  const read = parseBody(body);
  if (read === null) return null;
  const [shopId, , atMs] = read;
  const shop = shopId === null ? null : (world.shops.get(shopId) ?? null);
  if (shopId !== null && shop === null) return null;
  if (signature !== sign(world, body, shop) || world.nowMs() >= atMs + lifetimeS * 1000) return null;
  return shop ?? "application";
}

function parseBody(body: string): [string | null, string, number] | null {
  try {
    return JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as [string | null, string, number];
  } catch {
    return null;
  }
}

/**
 * `POST /identity/v1/oauth2/token`.
 * Source  https://developer.ebay.com/api-docs/static/oauth-refresh-token-request.html
 */
export async function token(world: World, request: HttpRequest): Promise<WholeResponse> {
  const client = basicAuth(request);
  const shops = [...world.shops.values()].filter((s) => s.clientId === client?.user && s.clientSecret === client.password);
  if (client === null || shops.length === 0) return oauthError(401, "invalid_client", "client authentication failed");
  if (!(request.headers.get("content-type") ?? "").startsWith("application/x-www-form-urlencoded"))
    return oauthError(400, "invalid_request", "'grant_type' was not found in the request");
  const form = new URLSearchParams(await request.text());
  const unknown = unknownName(form.keys(), ["grant_type", "refresh_token", "scope"]);
  if (unknown !== null) return oauthError(400, "invalid_request", `'${unknown}' is not a parameter of this request`);
  const grant = form.get("grant_type");
  if (grant === "client_credentials") {
    return jsonAnswer(200, { access_token: makeToken(world, null, client.user, world.nowMs()), expires_in: lifetimeS,
      token_type: "Application Access Token" });
  }
  if (grant !== "refresh_token") return oauthError(400, "unsupported_grant_type", "grant type in request is not supported by the authorization server");
  const shop = shops.find((s) => s.refreshToken === form.get("refresh_token"));
  if (!shop || shop.revoked)
    return oauthError(400, "invalid_grant", "the provided authorization refresh token is invalid or was issued to another client");
  return jsonAnswer(200, { access_token: makeToken(world, shop, client.user, world.nowMs()), expires_in: lifetimeS,
    token_type: "User Access Token" });
}
