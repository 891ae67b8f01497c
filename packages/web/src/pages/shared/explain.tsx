import type { z } from "zod";
import type { routeTrace } from "@argosy/core/api/parcels.ts";
import type { Condition } from "@argosy/core/rules.ts";
import { useSpeech } from "../../text/index.tsx";
import { Badge, type Tone } from "../../ui/bits.tsx";
import { factText } from "../../ui/facts.ts";
import { useBoard } from "../../ui/shell/shell.tsx";
import { siteText, vendorName } from "../../ui/vendor.tsx";
import { factValue, unmetText } from "../settings/rules-names.ts";

export type Trace = z.output<typeof routeTrace>;
const tones: Readonly<Record<string, Tone>> = { won: "flow", target_unusable: "ask" };

const shownFacts = ["country", "site", "channel", "amountMinor", "weightG", "qty", "skus", "postcode", "requestedService"] as const;
/** Why this warehouse or method: what was known, every rule in order, and why each did or did not win. */
export function Explain({ trace }: { readonly trace: Trace }) {
  const { t, f } = useSpeech();
  const e = t.orders.explain;
  const shops = useBoard()?.accounts ?? [];
  const valueName = (fact: Condition["fact"], value: string): string =>
    fact === "account" ? (shops.find((a) => a.id === value)?.name ?? t.shell.meta.unknown) : fact === "country" ? f.country(value) : fact === "site" ? siteText(value, f) : fact === "channel" ? vendorName(value) : value;
  const whyNot = ({ is, failedCondition, because }: Trace["tried"][number]): string => {
    if (failedCondition) return unmetText(failedCondition as unknown as Condition, trace.facts, { valueName }, { t, f });
    return because ? t.shell.meta.ofField(e.is[is] ?? is, factText(because, t, f)) : (e.is[is] ?? is);
  };
  const facts = shownFacts.filter((name) => { const v = trace.facts[name]; return v !== undefined && v !== null && v !== "" && !(Array.isArray(v) && v.length === 0); });
  return (
    <section className="explain">
      <h3>{t.shell.meta.ofField(e[trace.decision], "")}<b>{trace.chosen?.name ?? e.none}</b> <span className="muted">{e.setBy[trace.setBy.split(":")[0] ?? ""] ?? trace.setBy} · {e.version(trace.ruleSetVersion)}</span></h3>
      <p className="explain-facts">{facts.map((name) => <span key={name}><span className="muted">{e.factNames[name] ?? name}</span> {factValue(name, trace.facts, { valueName }, { t, f })}</span>)}</p>
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
