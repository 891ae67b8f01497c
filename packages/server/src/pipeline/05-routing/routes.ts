import { fact } from "@argosy/core/facts.ts";
import { fail, ok } from "@argosy/core/result.ts";
import { inOrg } from "../../db/tx.ts";
import type { SomeHandlers } from "../../http/route.ts";
import { orTaken } from "../../http/taken.ts";
import { previewRules, tryRules } from "./preview.ts";
import { listMethods, listRuleSets, listWarehouses, readActiveRules, readRuleSet, wakeUnrouted } from "./sql.ts";

/** Two editors at the same moment start from the same version: the second to commit is told. */
const newerRules = { rule_set_pkey: { code: "changed_meanwhile" } } as const;

export const routes = {
  getRules: ({ company }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const all = await listRuleSets(tx);
      const active = (["warehouse", "method"] as const).map(
        (decision) => all.find((s) => s.decision === decision) ?? { decision, version: 0, rules: [], activatedAt: tx.now, activatedBy: "" },
      );
      const history = all.map(({ rules, ...set }) => ({ ...set, ruleCount: rules.length }));
      return ok({ active, history });
    }),

  getRuleVersion: ({ company }, { params }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const set = await readRuleSet(tx, params.decision, params.version);
      return set ? ok(set) : fail({ code: "not_found" as const });
    }),

  /** A list becomes active as a whole, on top of the version its editor started from. */
  activateRules: ({ company, caller }, { body }) =>
    orTaken(newerRules, () => inOrg(company.db, company.orgId, async (tx) => {
      const { decision, rules, basedOn } = body;
      const current = await readActiveRules(tx, decision);
      if (current.version !== basedOn) return fail({ code: "changed_meanwhile", detail: fact("version_now", current.version) });
      const targets = new Set((decision === "warehouse" ? await listWarehouses(tx) : await listMethods(tx)).map((t) => t.id));
      const lost = rules.findIndex((r) => !targets.has(r.then));
      if (lost !== -1) return fail({ code: "rules_refused", field: `rules.${lost}.then`, detail: fact("target_missing") });
      const row = { decision, version: basedOn + 1, rules, activatedAt: tx.now, activatedBy: caller.name };
      await tx.insert("rule_set", [row]);
      await wakeUnrouted(tx);
      return ok(row);
    })),

  previewRules: ({ company }, { body }) =>
    inOrg(company.db, company.orgId, async (tx) => ok(await previewRules(tx, body.decision, body.rules))),

  tryRules: ({ company }, { body }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const trace = await tryRules(tx, body.decision, body.rules, body.number);
      return trace ? ok({ ...trace, facts: { ...trace.facts } }) : fail({ code: "parcel_not_found" as const });
    }),
} satisfies SomeHandlers;
