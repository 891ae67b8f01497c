import { useAskWhen } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";

export type Named = { readonly id: string; readonly name: string };
/** Warehouses by name, where the role may see them. */
export function useWarehouses(): readonly (Named & { readonly isDefault: boolean })[] {
  return useAskWhen(useMay()("view", "Settings"), "listWarehouses").data?.rows ?? [];
}
