import type { Booking, Carrier, ConnectorError } from "@argosy/core/connector.ts";
import { ok, type Result } from "@argosy/core/result.ts";
import type { Answered } from "./decide.ts";

/** Books and fetches the label. A label that can't be fetched now does not undo a booking that is paid. */
export async function withLabel(carrier: Carrier, answer: Result<Booking, ConnectorError>): Promise<Result<Answered, ConnectorError>> {
  if (!answer.ok) return answer;
  if (answer.value.labelUrl === null) return ok({ booking: answer.value, label: null });
  const label = await carrier.fetchLabel(answer.value);
  return ok({ booking: answer.value, label: label.ok ? label.value : null });
}
