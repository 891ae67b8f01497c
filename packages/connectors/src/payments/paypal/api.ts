import type { ConnectorContext, ConnectorError, Window } from "@argosy/core/connector.ts";
import { WholeRequest } from "@argosy/core/http.ts";
import type { Result } from "@argosy/core/result.ts";
import { withToken } from "../../kit/oauth.ts";
import { send, type Answer, type Sender } from "../../kit/send.ts";
import { paypalTokens } from "./auth.ts";
import { paypalFault } from "./map-error.ts";

export const pageSize = 500; // PayPal refuses 501
export const maxWindowDays = 31;

export type PaypalApi = ReturnType<typeof paypalApi>;

/** The calls we make to PayPal, as HTTP and nothing else. */
export function paypalApi(context: ConnectorContext) {
  const sender: Sender = { http: context.http, clock: context.clock, faultOf: paypalFault };
  const tokens = paypalTokens(context, sender);
  return {
    /**
     * https://developer.paypal.com/docs/api/transaction-search/v1/#transactions_get
     * `balance_affecting_records_only=N`: a payment that waits for a bank does not move the balance yet, and the
     * default would hide it.
     */
    searchTransactions(window: Window, page: number): Promise<Result<Answer, ConnectorError>> {
      const query = new URLSearchParams({
        start_date: window.from,
        end_date: window.to,
        fields: "transaction_info,payer_info,shipping_info",
        balance_affecting_records_only: "N",
        page_size: String(pageSize),
        page: String(page),
      });
      const url = `${context.baseUrl}/v1/reporting/transactions?${query}`;
      return withToken(tokens, (token) => {
        const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
        return send(sender, new WholeRequest(url, { headers }), "read");
      });
    },
  };
}
