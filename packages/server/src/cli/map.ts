import { mapFile, type MapOutcome } from "@argosy/connectors/map.ts";
import type { Result } from "@argosy/core/result.ts";

/** What a connector makes of a body, or why there is none: whoever reads our answer finds one JSON object either way. */
export const mapCommand = (connector: string, verb: string, body: Result<string, string>): MapOutcome =>
  body.ok ? mapFile(connector, verb, body.value) : { ok: false, error: { kind: "refused", code: "body_unreadable", field: "file", detail: body.error } };
