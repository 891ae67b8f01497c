/** Groups that can be merged now, and orders whose other order is still on its way: shown after them, counted apart. */
export function partGroups<G extends { readonly orders: readonly unknown[] }>(rows: readonly G[]): { readonly groups: readonly G[]; readonly waiting: readonly G[] } {
  return { groups: rows.filter((g) => g.orders.length > 1), waiting: rows.filter((g) => g.orders.length === 1) };
}
/** What a parcel of these orders would weigh: each line says the weight of all its pieces. */
export const weightOf = (orders: readonly { readonly goods: readonly { readonly weightG: number }[] }[]): number =>
  orders.flatMap((o) => o.goods).reduce((sum, line) => sum + line.weightG, 0);
