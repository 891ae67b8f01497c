import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

// All a person sees has an address. Every value in the URL is plain text, so links stay readable and easy to write.

export type Search = { readonly [name: string]: string | undefined };
export const readSearch = (text: string): Search => Object.fromEntries(new URLSearchParams(text));
export function writeSearch(search: Record<string, unknown>): string {
  const filled = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return filled.length > 0 ? `?${new URLSearchParams(filled.map(([k, v]) => [k, String(v)]))}` : "";
}

export type SetSearch = (patch: Search, how?: { readonly push?: boolean }) => void;
/** The page's state and how to change it: `undefined` takes a value away; `push` leaves a step to go back to. */
export function useUrlState(): readonly [Search, SetSearch] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const set = useCallback<SetSearch>(
    (patch, how = {}) => {
      const merged = (before: Search): Search => ({ ...before, ...patch });
      void navigate({ to: ".", search: merged as never, replace: !how.push, resetScroll: false });
    },
    [navigate],
  );
  return [search, set];
}
