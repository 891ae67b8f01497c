import type { Action, Subject } from "@argosy/core/api/route.ts";
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { callWith, keepCsrf, type Answer } from "./client.ts";
import { setServerNow } from "./clock.ts";

export type Me = Answer<"me">;
export function greet(me: Me): Me {
  keepCsrf(me.csrf);
  setServerNow(me.now);
  return me;
}
export const meQuery = queryOptions({
  queryKey: ["me", null],
  queryFn: async ({ signal }) => greet(await callWith(signal, "me")),
  staleTime: Number.POSITIVE_INFINITY, retry: false, meta: { still: true },
});
/** The signed-in member. Pages below the guard of routes.tsx always have one. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data;
/** Whether this member finds orders by their buyers: whoever may see the buyer, at once or with the mask taken off. */
export function useFindsBuyers(): boolean {
  const may = useMay();
  return may("view", "Buyer") || may("unmask", "Buyer");
}
/** The demo company's panel, for those who may make something happen. */
export const useMayDemo = (): boolean => useMay()("manage", "Demo") && useMe().org.demo;
export function useMay(): (action: Action, subject: Subject) => boolean {
  const { may } = useMe();
  return (action, subject) => may.some((m) => m.action === action && m.subject === subject);
}
