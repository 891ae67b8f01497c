import type { ConnectorContext } from "@argosy/core/connector.ts";
import { WholeRequest } from "@argosy/core/http.ts";
import { ok } from "@argosy/core/result.ts";
import { basic, tokenSource, type TokenSource } from "../../kit/oauth.ts";
import { send, type Sender } from "../../kit/send.ts";
import { read } from "../../kit/wire.ts";
import { PaypalToken } from "./wire.ts";

/** Access tokens of the client-credentials kind. Source: https://developer.paypal.com/api/rest/authentication/ */
export function paypalTokens(context: ConnectorContext, sender: Sender): TokenSource {
  const { clientId = "", clientSecret = "" } = context.credentials;
  return tokenSource(context.clock, async () => {
    const request = new WholeRequest(`${context.baseUrl}/v1/oauth2/token`, {
      method: "POST",
      headers: {
        authorization: basic(clientId, clientSecret),
        "content-type": "application/x-www-form-urlencoded",
        accept: "application/json",
      },
      body: "grant_type=client_credentials",
    });
    const answer = await send(sender, request, "read");
    if (!answer.ok) return answer;
    const token = read(PaypalToken, answer.value.json);
    return token.ok ? ok({ text: token.value.access_token, expiresInS: token.value.expires_in }) : token;
  });
}
