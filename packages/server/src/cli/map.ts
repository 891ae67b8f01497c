import { findMap, mapFile, type MapOutcome } from "@argosy/connectors/map.ts";
import type { Result } from "@argosy/core/result.ts";

/** What a connector makes of a body, or why there is none: whoever reads our answer finds one JSON object either way. */
export function mapCommand(connector: string, verb: string, body: Result<string, string>): Told {
  const map = findMap(connector, verb);
  if (!map.ok) return map; // first: another file would not help
  return body.ok ? worded(mapFile(connector, verb, body.value)) : { ok: false, error: { kind: "refused", code: "body_unreadable", field: "file", detail: body.error } };
}

type Failed = Extract<MapOutcome, { readonly ok: false }>;
type Told = MapOutcome | { readonly ok: false; readonly error: Omit<Extract<Failed["error"], { readonly kind: "malformed" }>, "why"> };
/** `expected` says it in English; the fact beside it is for the web app, which words it in the reader's language. */
function worded(outcome: MapOutcome): Told {
  if (outcome.ok || outcome.error.kind !== "malformed") return outcome;
  const { why: _, ...error } = outcome.error;
  return { ok: false, error };
}
