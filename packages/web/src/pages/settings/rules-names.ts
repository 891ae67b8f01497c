import type { Condition, Decision } from "@argosy/core/rules.ts";
import { useMemo } from "react";
import { useAskWhen } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useBoard } from "../../ui/shell/shell.tsx";
import { useSpeech, type Formats, type Text } from "../../text/index.tsx";
import { serviceWithCode, siteText, vendorName } from "../../ui/vendor.tsx";
import type { Option } from "../../ui/list/types.ts";

export type Target = { readonly id: string; readonly name: string; readonly active: boolean };
export type Names = {
  readonly targets: Readonly<Record<Decision, readonly Target[]>>;
  readonly nameOf: (decision: Decision, id: string) => string;
  /** What may be chosen for a fact; null where it is typed. */
  readonly options: (fact: Condition["fact"]) => readonly Option[] | null;
  readonly valueName: (fact: Condition["fact"], value: string) => string;
};
/** The names that rules are written with. `error`: one of their lists could not be read, and none is known from before. */
export function useRuleNames(): { readonly names: Names; readonly loading: boolean; readonly error: Error | null; readonly retry: () => void } {
  const { f } = useSpeech();
  const may = useMay();
  const asked = [useAskWhen(may("view", "Settings"), "listMethods"), useAskWhen(may("view", "Settings"), "listWarehouses"), useAskWhen(may("view", "Account"), "connectors")] as const;
  const [methods, warehouses, connectors] = [asked[0].data?.rows, asked[1].data?.rows, asked[2].data?.rows];
  const shops = useBoard()?.accounts;
  const failed = asked.filter((list) => list.error && !list.data);
  const names = useMemo<Names>(() => {
    const targets = { method: methods ?? [], warehouse: (warehouses ?? []).map((w) => ({ ...w, active: true })) };
    const channels = (connectors ?? []).filter((c) => c.kind === "shop");
    const accounts = (shops ?? []).filter((a) => a.kind === "shop").map((a) => ({ value: a.id, label: a.name }));
    const options = (fact: Condition["fact"]): readonly Option[] | null => {
      if (fact === "account") return accounts;
      if (fact === "channel") return channels.map((c) => ({ value: c.id, label: c.label }));
      if (fact === "site") return channels.flatMap((c) => c.sites.map((site) => ({ value: site, label: `${c.label} ${siteText(site, f)}` })));
      return null;
    };
    const valueName = (fact: Condition["fact"], value: string): string => {
      if (fact === "country") return f.country(value);
      if (fact === "channel") return vendorName(value);
      return options(fact)?.find((o) => o.value === value)?.label ?? (fact === "site" ? siteText(value, f) : value);
    };
    return { targets, options, valueName, nameOf: (decision, id) => targets[decision].find((x) => x.id === id)?.name ?? "–" };
  }, [methods, warehouses, connectors, shops, f]);
  return { names, loading: asked.some((list) => list.isLoading), error: failed[0]?.error ?? null, retry: () => failed.forEach((list) => void list.refetch()) };
}
type Speech = { readonly t: Text; readonly f: Formats };
/** The part of a condition after its fact, in words. */
export function conditionValue(c: Condition, names: Pick<Names, "valueName">, { t, f }: Speech, most = 4): string {
  const r = t.settings.rules;
  if ("values" in c) {
    const shown = c.values.slice(0, most).map((v) => names.valueName(c.fact, v));
    return shown.length === 0 ? r.choose : shown.join(r.or) + (c.values.length > most ? r.more(c.values.length - most) : "");
  }
  const say = (n: number): string => (c.fact === "amount" ? f.money(n, c.currency) : c.fact === "weightG" ? f.weight(n) : f.count(n));
  if (c.min !== null && c.max !== null) return r.range.both(say(c.min), say(c.max));
  return c.min !== null ? r.range.from(say(c.min)) : c.max !== null ? r.range.to(say(c.max)) : r.choose;
}
export const conditionText = (c: Condition, names: Pick<Names, "valueName">, speech: Speech): string =>
  [speech.t.settings.rules.facts[c.fact], "values" in c ? speech.t.settings.rules.ops[c.op] : "", conditionValue(c, names, speech)].filter((part) => part !== "")
    .reduce((said, part) => said + (speech.f.locale === "en" || /^[\w“]/.test(part) ? " " : "") + part);
/** One fact that was known of a parcel, by its name among the facts. */
export function factValue(name: string, facts: Readonly<Record<string, unknown>>, names: Pick<Names, "valueName">, { t, f }: Speech): string {
  const value = facts[name] ?? "";
  if (name === "amountMinor" && typeof value === "number") return f.money(value, String(facts["currency"] ?? ""));
  if (typeof value === "number") return name === "weightG" ? f.weight(value) : f.count(value);
  if (name === "requestedService") return serviceWithCode(String(value), t);
  return Array.isArray(value) ? f.list(value.map(String)) : names.valueName(name as Condition["fact"], String(value));
}
/** What a rule asked for beside what there was. */
export const unmetText = (c: Condition, facts: Readonly<Record<string, unknown>>, names: Pick<Names, "valueName">, speech: Speech): string =>
  speech.t.settings.rules.unmet(conditionText(c, names, speech), factValue(c.fact === "amount" ? "amountMinor" : c.fact, facts, names, speech) || "–");
