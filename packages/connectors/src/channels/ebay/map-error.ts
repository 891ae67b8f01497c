import { z } from "zod";
import type { ConnectorError } from "@argosy/core/connector.ts";
import type { VendorFault } from "../../kit/send.ts";

const parameters = z.array(z.object({ name: z.string().nullish(), value: z.string().nullish() })).nullish();
const Fault = z.object({
  errorId: z.union([z.number(), z.string()]),
  message: z.string().nullish(),
  longMessage: z.string().nullish(),
  category: z.string().nullish(),
  parameters, // Sell APIs
  parameter: parameters, // Post-Order and the identity service
});
const Body = z.object({ errors: z.array(Fault).min(1) });
const PostOrderBody = z.object({ error: z.array(Fault).min(1) });
const OAuthBody = z.object({ error: z.string(), error_description: z.string().nullish() });

/**
 * Reads an eBay error body: `errors` of the REST APIs, `error` of Post-Order, or the token service's two texts.
 * A refused refresh token arrives as 400 `invalid_grant`, and yet only a person can cure it: `signed_out`.
 */
export function ebayFault(_status: number, json: unknown): VendorFault | ConnectorError | null {
  const oauth = OAuthBody.safeParse(json);
  if (oauth.success) {
    const detail = `${oauth.data.error} ${oauth.data.error_description ?? ""}`.trim();
    return signedOut.has(oauth.data.error)
      ? { kind: "signed_out", detail }
      : { code: oauth.data.error, detail };
  }
  const rest = Body.safeParse(json);
  const post = rest.success ? null : PostOrderBody.safeParse(json);
  const fault = rest.success ? rest.data.errors[0] : post?.success ? post.data.error[0] : undefined;
  if (!fault) return null;
  const field = (fault.parameters ?? fault.parameter)?.[0]?.name;
  const detail = fault.longMessage ?? fault.message ?? fault.category ?? "";
  return { code: String(fault.errorId), ...(field ? { field } : {}), detail };
}

const signedOut = new Set(["invalid_grant", "invalid_client", "unauthorized_client", "invalid_scope"]);
