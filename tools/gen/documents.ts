import { printErrors } from "./errors.ts";
import { printJourney } from "./journey.ts";
import { printOpenApi } from "./openapi.ts";
import { printPermissions } from "./permissions.ts";
import { printSchemaOfScratch } from "./schema.ts";

/** Every generated document and what prints it. Nobody edits them by hand. */
export const generated: Readonly<Record<string, () => string | Promise<string>>> = {
  "openapi.json": printOpenApi,
  "permissions.md": printPermissions,
  "errors.md": printErrors,
  "journey.mmd": printJourney,
  "schema.sql": printSchemaOfScratch,
};
