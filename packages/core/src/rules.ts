import { z } from "zod";
import { isCountry } from "./countries.ts";
import { fact } from "./facts.ts";

// A seller's routing rules: conditions over facts, first match wins. The same code decides in room 05, previews in
// the rule editor and replays the past in the simulation, so what is shown is what will happen.

/** What may be asked about a parcel. `amount` is in minor units of `currency`; weights are grams. */
export type Facts = {
  readonly channel: string;
  readonly site: string;
  readonly account: string; // shop account id
  readonly country: string; // ISO 3166-1 alpha-2
  readonly postcode: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly weightG: number;
  readonly qty: number;
  readonly skus: readonly string[];
  readonly requestedService: string;
};

const text = z.string().trim().min(1).max(100);
const list = z.array(text).min(1).max(200);
const whole = z.int().min(0).max(1_000_000_000);
export const conditionSchema = z.discriminatedUnion("fact", [
  z.strictObject({ fact: z.literal("channel"), op: z.enum(["in", "not_in"]), values: list }),
  z.strictObject({ fact: z.literal("site"), op: z.enum(["in", "not_in"]), values: list }),
  z.strictObject({ fact: z.literal("account"), op: z.enum(["in", "not_in"]), values: list }),
  z.strictObject({ fact: z.literal("country"), op: z.enum(["in", "not_in"]), values: list }),
  z.strictObject({ fact: z.literal("postcode"), op: z.enum(["begins", "not_begins"]), values: list }),
  z.strictObject({ fact: z.literal("requestedService"), op: z.enum(["contains", "not_contains"]), values: list }),
  z.strictObject({ fact: z.literal("skus"), op: z.enum(["some_in", "all_in", "none_in"]), values: list }),
  z
    .strictObject({ fact: z.literal("amount"), op: z.literal("between"), currency: text, min: whole.nullable(), max: whole.nullable() })
    .refine((c) => c.min !== null || c.max !== null, fact("input_one_bound"))
    .refine((c) => c.min === null || c.max === null || c.min <= c.max, fact("input_bounds")),
  z
    .strictObject({ fact: z.enum(["weightG", "qty"]), op: z.literal("between"), min: whole.nullable(), max: whole.nullable() })
    .refine((c) => c.min !== null || c.max !== null, fact("input_one_bound"))
    .refine((c) => c.min === null || c.max === null || c.min <= c.max, fact("input_bounds")),
]);
export type Condition = z.infer<typeof conditionSchema>;

/** All conditions must hold. A rule without conditions matches everything: the default at the end of a list. */
export const ruleSchema = z.strictObject({
  id: z.string().min(1).max(60),
  name: z.string().trim().min(1).max(120),
  enabled: z.boolean(),
  when: z.array(conditionSchema).max(20),
  then: z.uuid().toLowerCase(), // the warehouse or the shipping method this list decides
});
export const rulesSchema = z
  .array(ruleSchema)
  .max(500)
  .refine((rules) => new Set(rules.map((r) => r.id)).size === rules.length, fact("input_rule_ids"));
/** As a person saves them: each country is one there is. What was kept before is read as it is. */
export const rulesAsked = rulesSchema.superRefine((rules, { addIssue }) => {
  for (const [i, { when }] of rules.entries())
    for (const [j, condition] of when.entries())
      for (const [k, value] of condition.fact === "country" ? condition.values.entries() : [])
        if (!isCountry(value)) addIssue({ code: "custom", path: [i, "when", j, "values", k], message: fact("input_country"), input: value });
});
export type Rule = z.infer<typeof ruleSchema>;
export const decisions = ["warehouse", "method"] as const;
export type Decision = (typeof decisions)[number];

/** Is one condition true of these facts? Amounts of another currency are never compared: the answer is no. */
export function holds(condition: Condition, facts: Facts): boolean {
  switch (condition.fact) {
    case "channel":
    case "site":
    case "account":
    case "country":
      return condition.values.includes(facts[condition.fact]) === (condition.op === "in");
    case "postcode": {
      const postcode = facts.postcode.toUpperCase();
      return condition.values.some((v) => postcode.startsWith(v.toUpperCase())) === (condition.op === "begins");
    }
    case "requestedService": {
      const service = facts.requestedService.toLowerCase();
      return condition.values.some((v) => service.includes(v.toLowerCase())) === (condition.op === "contains");
    }
    case "skus":
      if (condition.op === "some_in") return facts.skus.some((sku) => condition.values.includes(sku));
      if (condition.op === "all_in") return facts.skus.every((sku) => condition.values.includes(sku));
      return !facts.skus.some((sku) => condition.values.includes(sku));
    case "amount":
      return facts.currency === condition.currency && between(facts.amountMinor, condition.min, condition.max);
    case "weightG":
    case "qty":
      return between(facts[condition.fact], condition.min, condition.max);
  }
}
const between = (value: number, min: number | null, max: number | null): boolean =>
  (min === null || value >= min) && (max === null || value <= max);

/** Why one rule did not win: it was off, a condition failed, or an earlier rule had already matched. */
export type Tried = {
  readonly ruleId: string;
  readonly is: "won" | "off" | "condition_failed" | "target_unusable" | "came_later";
  readonly failed?: number; // index of the first condition that failed
  readonly because?: string; // why the target can't serve this parcel
};
export type Explained = { readonly winner: Rule | null; readonly tried: readonly Tried[] };

/**
 * Decides one list of rules for one parcel and says why.
 *
 * Rule    First match wins. A match whose target can't serve the parcel (`unusable` says why) is passed over and
 *         named, so that a too heavy parcel falls through to the next rule instead of failing at the carrier.
 * Answer  `tried` names every rule up to the winner with the condition that failed, and the rules after it that
 *         would have matched as `came_later`, because "why not the other one" is the standing question.
 */
export function decide(rules: readonly Rule[], facts: Facts, unusable: (target: string) => string | null): Explained {
  const tried: Tried[] = [];
  let winner: Rule | null = null;
  for (const rule of rules) {
    const failed = rule.enabled ? rule.when.findIndex((condition) => !holds(condition, facts)) : 0;
    if (winner) {
      if (rule.enabled && failed === -1) tried.push({ ruleId: rule.id, is: "came_later" });
      continue;
    }
    if (!rule.enabled) tried.push({ ruleId: rule.id, is: "off" });
    else if (failed !== -1) tried.push({ ruleId: rule.id, is: "condition_failed", failed });
    else {
      const because = unusable(rule.then);
      if (because !== null) tried.push({ ruleId: rule.id, is: "target_unusable", because });
      else {
        winner = rule;
        tried.push({ ruleId: rule.id, is: "won" });
      }
    }
  }
  return { winner, tried };
}

export type ToldTried = Tried & { readonly name: string; readonly failedCondition?: Readonly<Record<string, unknown>> };
/** What was tried in the words of its rules. They are kept in every version, so a decision need not quote them. */
export function tellTried(tried: readonly Tried[], rules: readonly Rule[]): ToldTried[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return tried.map((t) => {
    const rule = byId.get(t.ruleId);
    const failed = t.failed === undefined ? undefined : rule?.when[t.failed];
    return { name: rule?.name ?? t.ruleId, ...(failed && { failedCondition: { ...failed } }), ...t };
  });
}
