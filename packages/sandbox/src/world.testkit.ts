import type { HttpHeaders } from "@argosy/core/http.ts";
import { instant, type Instant } from "@argosy/core/time.ts";
import { settableClock } from "./clock.ts";
import { ebaySandbox } from "./vendors/ebay/routes.ts";
import { easypostSandbox } from "./vendors/easypost/routes.ts";
import { paypalSandbox } from "./vendors/paypal/routes.ts";
import type { Http } from "./wire.ts";
import { createWorld } from "./world.ts";

export const start = "2026-03-01T00:00:00.000Z" as Instant;
export const minutes = (n: number): Instant => instant(Date.parse(start) + n * 60_000);

export type Json = { [key: string]: Json } & Json[] & string & number & boolean;
export type Got = { readonly status: number; readonly body: Json; readonly headers: HttpHeaders };

export async function call(http: Http, method: string, url: string, authorization: string, body?: unknown): Promise<Got> {
  const isForm = typeof body === "string";
  const response = await http(new Request(url, {
    method,
    headers: { authorization, ...(body === undefined ? {} : { "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json" }) },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  }));
  const text = await response.text();
  const isJson = (response.headers.get("content-type") ?? "").startsWith("application/json");
  return { status: response.status, body: (isJson ? JSON.parse(text) : text) as Json, headers: response.headers };
}

const basic = (user: string, password: string): string => `Basic ${btoa(`${user}:${password}`)}`;

/** A world with one account of each kind, the clock at `start`, and short ways to call each vendor. */
export function testWorld(options: { readonly journal?: string } = {}) {
  const clock = settableClock(start);
  const world = createWorld({ seed: 42, clock, ...options });
  if (world.shops.size === 0) {
    const client = { clientId: "client", clientSecret: "secret" };
    world.control.addShop({ id: "us", site: "EBAY_US", currency: "USD", ...client, refreshToken: "refresh-us", sellerId: "seller_us" });
    world.control.addShop({ id: "gb", site: "EBAY_GB", currency: "GBP", ...client, refreshToken: "refresh-gb", sellerId: "seller_gb" });
    world.control.addPaypal({ id: "pp", clientId: "pp-client", secret: "pp-secret", email: "pay@shop.example" });
    world.control.addCarrier({ id: "ep", apiKey: "EZTK" });
  }
  const ebayHttp = ebaySandbox(world).http;
  const paypalHttp = paypalSandbox(world).http;
  const easypostHttp = easypostSandbox(world).http;
  const ebayToken = (refresh: string) =>
    call(ebayHttp, "POST", "https://api.ebay.com/identity/v1/oauth2/token", basic("client", "secret"), `grant_type=refresh_token&refresh_token=${refresh}`);
  const ebay = async (method: string, path: string, body?: unknown, refresh = "refresh-us") =>
    call(ebayHttp, method, `https://api.ebay.com${path}`, `Bearer ${(await ebayToken(refresh)).body["access_token"]}`, body);
  const paypal = async (path: string) => {
    const token = await call(paypalHttp, "POST", "https://api-m.paypal.com/v1/oauth2/token", basic("pp-client", "pp-secret"), "grant_type=client_credentials");
    return call(paypalHttp, "GET", `https://api-m.paypal.com${path}`, `Bearer ${token.body["access_token"]}`);
  };
  const easypost = (method: string, path: string, body?: unknown) =>
    call(easypostHttp, method, path.startsWith("http") ? path : `https://api.easypost.com${path}`, basic("EZTK", ""), body);
  return { clock, world, ebayHttp, paypalHttp, easypostHttp, ebayToken, ebay, paypal, easypost };
}

export const oneLine = [{ sku: "A-1", title: "Lamp", qty: 1, priceMinor: 1999 }] as const;
