import type { ConnectorError } from "@argosy/core/connector.ts";
import type { VendorFault } from "../../kit/send.ts";
import { PaypalFault, PaypalOAuthFault } from "./wire.ts";

export const tooManyResults = "RESULTSET_TOO_LARGE";

/**
 * Reads a PayPal error body.
 * A window that begins after PayPal's newest data is answered by 400 INVALID_REQUEST and "Data for the given start date
 * is not available": that means "not yet", and the same call succeeds later.
 */
export function paypalFault(_status: number, json: unknown): VendorFault | ConnectorError | null {
  const oauth = PaypalOAuthFault.safeParse(json);
  if (oauth.success) {
    const detail = `${oauth.data.error} ${oauth.data.error_description ?? ""}`.trim();
    return signedOut.has(oauth.data.error) ? { kind: "signed_out", detail } : { code: oauth.data.error, detail };
  }
  const body = PaypalFault.safeParse(json);
  if (!body.success || !body.data.name) return null;
  const { name, message, details } = body.data;
  const first = details?.[0];
  const said = [message, first?.issue, first?.description].filter(Boolean).join(" ");
  if (/start date is not available/i.test(said)) return { kind: "unavailable", detail: said, notYet: true };
  if (signedOut.has(name)) return { kind: "signed_out", detail: said };
  const code = tooMany(name, first?.issue) ? tooManyResults : name;
  return { code, ...(first?.field ? { field: first.field } : {}), detail: said };
}

const tooMany = (...names: readonly (string | null | undefined)[]) => names.includes(tooManyResults);
const signedOut = new Set(["invalid_client", "invalid_token", "AUTHENTICATION_FAILURE", "NOT_AUTHORIZED"]);
