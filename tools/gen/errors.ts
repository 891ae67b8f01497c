import { api } from "@argosy/core/api/index.ts";
import type { Route } from "@argosy/core/api/route.ts";
import { errorCatalog } from "@argosy/core/errors.ts";

/** Every refusal with its status and the operations that name it. */
export function printErrors(): string {
  const routes = Object.entries(api) as [string, Route][];
  const named = (code: string): string => routes.filter(([, route]) => (route.refuses as readonly string[] | undefined)?.includes(code)).map(([operation]) => operation).join(", ");
  return [
    "# Refusals", "", "Printed by `npm run gen` from `core/errors.ts`. A refused call answers `{ code, field?, detail? }`: `field` names the input at fault.", "",
    "| Code | Status | Named by |", "|---|---|---|",
    ...Object.entries(errorCatalog).map(([code, status]) => `| ${code} | ${status} | ${named(code) || "any operation, or one row of a batch"} |`), "",
  ].join("\n");
}
