import type { ConnectorContext, ConnectorError, Window } from "@argosy/core/connector.ts";
import { WholeRequest } from "@argosy/core/http.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { basic } from "../../kit/oauth.ts";
import { scrubText } from "../../kit/scrub.ts";
import { send, type Answer, type Effect, type Sender } from "../../kit/send.ts";
import { easypostFault } from "./map-error.ts";

export const pageSize = 100; // the most EasyPost gives

type Reply = Promise<Result<Answer, ConnectorError>>;
export type EasypostApi = ReturnType<typeof easypostApi>;

/** The calls we make to EasyPost, as HTTP and nothing else. */
export function easypostApi(context: ConnectorContext) {
  const sender: Sender = { http: context.http, clock: context.clock, faultOf: easypostFault };
  const authorization = basic(context.credentials["apiKey"] ?? "", "");
  const call = (effect: Effect, path: string, body?: unknown): Reply => {
    const headers = { authorization, accept: "application/json" };
    const url = `${context.baseUrl}/v2${path}`;
    if (body === undefined) return send(sender, new WholeRequest(url, { headers }), effect);
    const json = { ...headers, "content-type": "application/json" };
    return send(sender, new WholeRequest(url, { method: "POST", headers: json, body: JSON.stringify(body) }), effect);
  };

  return {
    /** https://docs.easypost.com/docs/shipments#create-a-shipment Charges nothing, so a lost answer does no harm. */
    createShipment: (body: object): Reply => call("repeatable", "/shipments", body),

    /** https://docs.easypost.com/docs/shipments#buy-a-shipment Charges, and has no idempotency key. */
    buyShipment: (id: string, rateId: string): Reply =>
      call("write", `/shipments/${encodeURIComponent(id)}/buy`, { rate: { id: rateId } }),

    /** https://docs.easypost.com/docs/shipments#retrieve-a-shipment By EasyPost's id or by our reference. */
    getShipment: (idOrReference: string): Reply => call("read", `/shipments/${encodeURIComponent(idOrReference)}`),

    /** https://docs.easypost.com/docs/shipments#retrieve-a-list-of-shipments Newest first. */
    listBoughtShipments: (beforeId: string | null): Reply =>
      call("read", `/shipments?purchased=true&page_size=${pageSize}${beforeId ? `&before_id=${beforeId}` : ""}`),

    /** https://docs.easypost.com/docs/shipments/refunds A second refund of one shipment changes nothing. */
    refundShipment: (id: string): Reply => call("repeatable", `/shipments/${encodeURIComponent(id)}/refund`, {}),

    /** https://docs.easypost.com/docs/trackers#retrieve-a-list-of-trackers By time of creation, newest first. */
    listTrackers(created: Window, beforeId: string | null): Reply {
      const range = `start_datetime=${encodeURIComponent(created.from)}&end_datetime=${encodeURIComponent(created.to)}`;
      return call("read", `/trackers?${range}&page_size=${pageSize}${beforeId ? `&before_id=${beforeId}` : ""}`);
    },

    /** A label file. From the storage's address, without our key. */
    async getFile(url: string): Promise<Result<{ readonly type: string; readonly bytes: Uint8Array }, ConnectorError>> {
      try {
        const response = await context.http(new WholeRequest(url));
        if (response.status < 200 || response.status > 299) return fail({ kind: "unavailable", detail: `${response.status}` });
        const bytes = new Uint8Array(await response.arrayBuffer());
        return ok({ type: response.headers.get("content-type") ?? "", bytes });
      } catch (error) {
        return fail({ kind: "unavailable", detail: scrubText(error instanceof Error ? error.message : String(error), 200) });
      }
    },
  };
}
