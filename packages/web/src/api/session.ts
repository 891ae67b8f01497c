import type { Action, Subject } from "@argosy/core/api/route.ts";
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { callWith, keepCsrf, whenNotAllowed, type Answer } from "./client.ts";
import { setServerNow } from "./clock.ts";
import { queryClient } from "./queries.ts";

export type Me = Answer<"me">;
export function greet(me: Me): Me {
  keepCsrf(me.csrf);
  setServerNow(me.now);
  return me;
}
export const meQuery = queryOptions({
  queryKey: ["me", null],
  queryFn: async ({ signal }) => greet(await callWith(signal, "me")),
  staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: "always", retry: false, meta: { still: true },
});
// A role may change while a page is open. It is asked for again where the two disagree, and when the page is looked at again.
whenNotAllowed(() => void queryClient.invalidateQueries({ queryKey: meQuery.queryKey }, { cancelRefetch: false }));
/** When the member's rights are others than before, everything is read anew, and `again` asks which pages he may see. */
export function useRightsFollowed(again: () => void): void {
  const rights = JSON.stringify(useMe().may);
  const known = useRef(rights);
  useEffect(() => {
    if (known.current === rights) return;
    known.current = rights;
    void queryClient.invalidateQueries({ predicate: (query) => query.meta?.["still"] !== true });
    again();
  }, [rights, again]);
}
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
