import type { Booking, Carrier, ConnectorError } from "@argosy/core/connector.ts";
import { ok, type Result } from "@argosy/core/result.ts";
import { guarded } from "../calls.ts";
import type { Company } from "../room.ts";
import type { Answered } from "./decide.ts";

/** Books and fetches the label. A label that can't be fetched now does not undo a booking that is paid. */
export async function withLabel(company: Company, carrier: Carrier, answer: Result<Booking, ConnectorError>): Promise<Result<Answered, ConnectorError>> {
  if (!answer.ok) return answer;
  const booking = answer.value;
  if (booking.labelUrl === null) return ok({ booking, label: null });
  const label = await guarded(company, () => carrier.fetchLabel(booking));
  return ok({ booking, label: label.ok ? label.value : null });
}
