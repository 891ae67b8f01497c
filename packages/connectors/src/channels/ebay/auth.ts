import type { ConnectorContext } from "@argosy/core/connector.ts";
import { WholeRequest } from "@argosy/core/http.ts";
import { ok } from "@argosy/core/result.ts";
import { basic, tokenSource, type TokenSource } from "../../kit/oauth.ts";
import { send, type Sender } from "../../kit/send.ts";
import { read } from "../../kit/wire.ts";
import { EbayToken } from "./wire.ts";

/**
 * Access tokens from the seller's long-lived refresh token. They live about two hours; eBay limits refreshes per app
 * and day, so one is shared by all calls of an account.
 * Source  https://developer.ebay.com/api-docs/static/oauth-refresh-token-request.html
 */
export function ebayTokens(context: ConnectorContext, sender: Sender): TokenSource {
  const { clientId = "", clientSecret = "", refreshToken = "" } = context.credentials;
  return tokenSource(context.clock, async () => {
    const request = new WholeRequest(`${context.baseUrl}/identity/v1/oauth2/token`, {
      method: "POST",
      headers: {
        authorization: basic(clientId, clientSecret),
        "content-type": "application/x-www-form-urlencoded",
        accept: "application/json",
      },
      body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: refreshToken }).toString(),
    });
    const answer = await send(sender, request, "read");
    if (!answer.ok) return answer;
    const token = read(EbayToken, answer.value.json);
    return token.ok ? ok({ text: token.value.access_token, expiresInS: token.value.expires_in }) : token;
  });
}
