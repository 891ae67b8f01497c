/** Groups that can be merged now, and orders whose other order is still on its way: shown after them, counted apart. */
export function partGroups<G extends { readonly orders: readonly unknown[] }>(rows: readonly G[]): { readonly groups: readonly G[]; readonly waiting: readonly G[] } {
  return { groups: rows.filter((g) => g.orders.length > 1), waiting: rows.filter((g) => g.orders.length === 1) };
}
