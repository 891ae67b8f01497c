import type { Operation } from "@argosy/core/api/index.ts";
import {
  keepPreviousData, QueryClient, queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient,
} from "@tanstack/react-query";
import { call, callWith, Refusal, type Answer, type Sent, type SentArgs } from "./client.ts";

// Server state lives here and nowhere else. Query keys are [operation, what was sent], so a live signal can make
// everything on screen fresh without knowing any page.

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000, gcTime: 5 * 60_000, refetchOnWindowFocus: true,
      retry: (count, error) => count < 2 && error instanceof Refusal && error.code === "unreachable",
      retryDelay: (count) => 500 * 2 ** count,
    },
  },
});

/** Options of one query, for useQuery, prefetch and loaders alike. */
export const asking = <O extends Operation>(operation: O, ...args: SentArgs<O>) =>
  queryOptions<Answer<O>, Error>({
    queryKey: [operation, args[0] ?? null],
    queryFn: ({ signal }) => callWith(signal, operation, ...args),
  });
/** Reads one operation; the old answer stays on screen while a new one is fetched. */
export const useAsk = <O extends Operation>(operation: O, ...args: SentArgs<O>) =>
  useQuery({ ...asking(operation, ...args), placeholderData: keepPreviousData });
/** Like `useAsk`, but nothing is asked until `args` are there. */
export function useAskWhen<O extends Operation>(ready: boolean, operation: O, ...args: SentArgs<O>) {
  return useQuery({ ...asking(operation, ...args), enabled: ready });
}

type Page<R> = { readonly rows: readonly R[]; readonly next: string | null; readonly count: { readonly n: number; readonly more: boolean } };
/** Operations that answer in keyset pages. */
export type PagedOperation = {
  [O in Operation]: Answer<O> extends Page<unknown> ? O : never;
}[Operation];
export type RowOf<O extends PagedOperation> = Answer<O> extends Page<infer R> ? R : never;
export type QueryOf<O extends PagedOperation> = Sent<O> extends { readonly query: infer Q } ? Omit<Q, "after"> : never;

/** Reads a list page by page. `rows` grow with `more()`; `count` is what the filter matches. */
export function usePages<O extends PagedOperation>(operation: O, query: QueryOf<O>) {
  const result = useInfiniteQuery({
    queryKey: [operation, { query }],
    queryFn: ({ signal, pageParam }) =>
      callWith(signal, operation, ...([{ query: { ...query, after: pageParam } }] as unknown as SentArgs<O>)) as Promise<Page<RowOf<O>>>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const pages = result.data?.pages ?? [];
  return {
    rows: pages.flatMap((page) => page.rows),
    count: pages[0]?.count ?? null,
    loading: result.isPending, stale: result.isPlaceholderData, error: result.error, refetch: () => void result.refetch(),
    hasMore: result.hasNextPage, loadingMore: result.isFetchingNextPage, more: () => void result.fetchNextPage(),
  };
}
export type Pages<R> = Omit<ReturnType<typeof usePages>, "rows"> & { readonly rows: readonly R[] };

/** Writes. Everything on screen is read again afterwards: the server alone knows what one verb changed. */
export function useTell<O extends Operation>(operation: O) {
  const client = useQueryClient();
  return useMutation<Answer<O>, Error, Sent<O>>({
    mutationFn: (sent) => call(operation, ...([sent] as unknown as SentArgs<O>)),
    onSettled: () => client.invalidateQueries(),
  });
}
