/** Groups that can be merged now, and orders whose other order is still on its way: shown after them, counted apart. */
export function partGroups<G extends { readonly orders: readonly unknown[] }>(rows: readonly G[]): { readonly groups: readonly G[]; readonly waiting: readonly G[] } {
  return { groups: rows.filter((g) => g.orders.length > 1), waiting: rows.filter((g) => g.orders.length === 1) };
}
/** A group that a verb was used on, and the one that stood beside it: the walk goes on there once it has gone. */
export type Leaving = { readonly key: string; readonly next: string | undefined };
/**
 * The group that the keys mean, followed by what it is and not by its place: others come and go while it is looked at. One that
 * somebody else took away leaves none, or a key would hit a group nobody has looked at.
 */
export const followed = (chosen: string | undefined, keys: readonly string[], leaving: Leaving | null): string | undefined =>
  chosen === undefined || keys.includes(chosen) ? chosen : leaving?.key === chosen ? leaving.next : undefined;
/** What a parcel of these orders would weigh: each line says the weight of all its pieces. */
export const weightOf = (orders: readonly { readonly goods: readonly { readonly weightG: number }[] }[]): number =>
  orders.flatMap((o) => o.goods).reduce((sum, line) => sum + line.weightG, 0);
