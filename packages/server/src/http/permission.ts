import { api, type Operation } from "@argosy/core/api/index.ts";
import type { Role } from "@argosy/core/api/people.ts";
import type { Route } from "@argosy/core/api/route.ts";
import { may } from "../people/abilities.ts";

export const routeOf = (operation: Operation): Route => api[operation];
export const operations = Object.keys(api) as Operation[];

/** Does this role reach the operation? `public` and `member` are open to all who are signed in. */
export function allows(role: Role, operation: Operation): boolean {
  const { may: needed } = routeOf(operation);
  return typeof needed === "string" || may(role, needed[0], needed[1]);
}
