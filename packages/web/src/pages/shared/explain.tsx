import type { z } from "zod";
import type { routeTrace } from "@argosy/core/api/parcels.ts";
import type { Condition } from "@argosy/core/rules.ts";
import { useSpeech, type Formats, type Text } from "../../text/index.tsx";
import { Badge, type Tone } from "../../ui/bits.tsx";
import { factText } from "../../ui/facts.ts";
import { useBoard } from "../../ui/shell/shell.tsx";
import { serviceText, siteText, vendorName } from "../../ui/vendor.tsx";
import { conditionText } from "../settings/rules-names.ts";

export type Trace = z.output<typeof routeTrace>;
const tones: Readonly<Record<string, Tone>> = { won: "flow", target_unusable: "ask" };

const shownFacts = ["country", "site", "channel", "amountMinor", "weightG", "qty", "skus", "postcode", "requestedService"] as const;
function valueText(name: string, value: unknown, facts: Trace["facts"], t: Text, f: Formats): string {
  if (name === "amountMinor" && typeof value === "number") return f.money(value, String(facts["currency"] ?? ""));
  if (name === "weightG" && typeof value === "number") return f.weight(value);
  if (name === "channel") return vendorName(String(value));
  if (name === "site") return siteText(String(value), f);
  if (name === "country") return f.country(String(value));
  if (name === "requestedService") return serviceText(String(value), t);
  return Array.isArray(value) ? f.list(value.map(String)) : String(value);
}
/** Why this warehouse or method: what was known, every rule in order, and why each did or did not win. */
export function Explain({ trace }: { readonly trace: Trace }) {
  const { t, f } = useSpeech();
  const e = t.orders.explain;
  const shops = useBoard()?.accounts ?? [];
  const valueName = (fact: Condition["fact"], value: string): string =>
    fact === "account" ? (shops.find((a) => a.id === value)?.name ?? t.shell.meta.unknown) : fact === "country" ? f.country(value) : fact === "site" ? siteText(value, f) : fact === "channel" ? vendorName(value) : value;
  const whyNot = ({ is, failedCondition, because }: Trace["tried"][number]): string => {
    const why = failedCondition ? conditionText(failedCondition as unknown as Condition, { valueName }, { t, f }) : because ? factText(because, t, f) : "";
    return why ? t.shell.meta.ofField(e.is[is] ?? is, why) : (e.is[is] ?? is);
  };
  const facts = shownFacts.filter((name) => { const v = trace.facts[name]; return v !== undefined && v !== null && v !== "" && !(Array.isArray(v) && v.length === 0); });
  return (
    <section className="explain">
      <h3>{t.shell.meta.ofField(e[trace.decision], "")}<b>{trace.chosen?.name ?? e.none}</b> <span className="muted">{e.setBy[trace.setBy.split(":")[0] ?? ""] ?? trace.setBy} · {e.version(trace.ruleSetVersion)}</span></h3>
      <p className="explain-facts">{facts.map((name) => <span key={name}><span className="muted">{e.factNames[name] ?? name}</span> {valueText(name, trace.facts[name], trace.facts, t, f)}</span>)}</p>
      <ol className="explain-rules">
        {trace.tried.map((rule) => {
          const tone = tones[rule.is];
          return <li key={rule.ruleId}>
            {tone ? <Badge tone={tone} plain>{rule.name}</Badge> : <span className="rule-tried">{rule.name}</span>}
            <span className="muted">{whyNot(rule)}</span>
          </li>;
        })}
      </ol>
    </section>
  );
}
