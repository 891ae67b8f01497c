import { api } from "@argosy/core/api/index.ts";
import { roles } from "@argosy/core/api/people.ts";
import { actions, subjects, type Route } from "@argosy/core/api/route.ts";
import { may } from "../../packages/server/src/people/abilities.ts";

/** Who may do what, as the server decides it: first subject by subject, then route by route. */
export function printPermissions(): string {
  const routes = (Object.entries(api) as [string, Route][]).map(([operation, { may: needed, fresh }]) => ({ operation, needed, fresh }));
  const pairs = new Set(routes.flatMap(({ needed }) => (typeof needed === "string" ? [] : [`${needed[0]} ${needed[1]}`])));
  const rows = subjects.flatMap((subject) => actions.filter((action) => pairs.has(`${action} ${subject}`)).map((action) => ({ action, subject })));
  return [
    "# Permissions", "", "Printed by `npm run gen` from `people/abilities.ts` and the contract. ✓ may, – may not.", "",
    `| Right | ${roles.join(" | ")} |`, `|---|${roles.map(() => "---").join("|")}|`,
    ...rows.map(({ action, subject }) => `| ${action} ${subject} | ${roles.map((role) => (may(role, action, subject) ? "✓" : "–")).join(" | ")} |`), "",
    "| Operation | Needs | Password of the last half hour |", "|---|---|---|",
    ...routes.map(({ operation, needed, fresh }) => `| ${operation} | ${typeof needed === "string" ? (needed === "public" ? "nothing" : "to be signed in") : needed.join(" ")} | ${fresh === undefined ? "–" : fresh === true ? "always" : "for some bodies"} |`), "",
  ].join("\n");
}
