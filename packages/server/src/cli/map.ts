import { mapFile, type MapOutcome } from "@argosy/connectors/map.ts";

/** What a connector makes of a body. A byte order mark, as editors leave it, is no part of it. */
export const mapCommand = (connector: string, verb: string, body: string): MapOutcome => mapFile(connector, verb, body.replace(/^\uFEFF/, ""));
