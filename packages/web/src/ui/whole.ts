import type { UseQueryResult } from "@tanstack/react-query";
import type { Pages } from "../api/queries.ts";

/** A short list that comes whole, in the shape of a paged one, so that it gets the same list shell. */
export function wholePages<A, R>(asked: Pick<UseQueryResult<A>, "data" | "isPending" | "isPlaceholderData" | "error" | "refetch">, rowsOf: (answer: A) => readonly R[]): Pages<R> {
  const rows = asked.data === undefined ? [] : rowsOf(asked.data);
  return {
    rows, count: asked.data === undefined ? null : { n: rows.length, more: false },
    loading: asked.isPending, stale: asked.isPlaceholderData, error: asked.error, refetch: () => void asked.refetch(),
    hasMore: false, loadingMore: false, more: () => undefined,
  };
}
/** Does any of these texts contain what was typed? For lists that are searched where they stand. */
export const matches = (typed: string | undefined, ...texts: readonly string[]): boolean =>
  !typed || texts.some((text) => text.toLowerCase().includes(typed.toLowerCase()));
