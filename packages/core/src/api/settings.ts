import { z } from "zod";
import { accountKinds } from "../connector.ts";
import { fact } from "../facts.ts";
import { decisions, rulesAsked, rulesSchema } from "../rules.ts";
import { done, id, idParams, instantText, label, versionAsked, type Route } from "./route.ts";
import { routeTrace } from "./parcels.ts";

const kind = z.enum(accountKinds);
/** What a service listed over a longer time, compared by id and version with what is here. */
const recount = z.strictObject({
  beganAt: instantText, finishedAt: instantText.nullable(), fromAt: instantText, toAt: instantText, doneTo: instantText,
  compared: z.int(), missing: z.int(), outdated: z.int(), // both were fetched by it
});
/** A paid label that nobody uses and that its carrier did not take back, with the carrier's code and its own words. */
const keptLabel = z.strictObject({ parcelId: id, parcelNo: z.string(), trackingNo: z.string().nullable(), at: instantText, state: z.enum(["cancelling", "cancel_failed"]), code: z.string(), said: z.string() });
export const account = z.strictObject({
  id, kind, connector: z.string(), name: z.string(), site: z.string(), colour: z.string(), baseUrl: z.string(), status: z.enum(["connected", "degraded", "signed_out", "paused"]),
  bookingError: z.string().nullable(), // why the carrier refuses to book, as a fact: signed out by it, whatever its lists say
  proof: z.string(), credentialHints: z.record(z.string(), z.string()), // "set, ends in …" per field; never the value
  provenBy: z.enum(["channel", "own_records"]).nullable(), toleranceMinor: z.int(), mergePolicy: z.enum(["ask", "auto", "never"]).nullable(), mergeWaitMinutes: z.int(), paymentAccountId: id.nullable(),
  warehousePolicy: z.enum(["default_warehouse", "several_warehouses"]), outagePolicy: z.enum(["ship", "wait"]),
  asksPayerAddress: z.boolean(), asksUnprotected: z.boolean(),
  version: z.int(),
  feeds: z.array(z.strictObject({ feed: z.string(), lastSuccessAt: instantText.nullable(), lastError: z.string().nullable(), lastErrorAt: instantText.nullable(), nextPollAt: instantText.nullable(), syncedTo: instantText.nullable(), failures: z.int() })),
  recount: z.strictObject({ nightAt: instantText, nextAt: instantText.nullable(), lastError: z.string().nullable(), last: recount.nullable(), underWay: recount.nullable() }),
  keptLabels: z.array(keptLabel), // the newest of the last sixty days; a carrier's only
});
const settings = {
  name: label, colour: z.string().regex(/^#[0-9a-fA-F]{6}$/, fact("input_colour")), provenBy: z.enum(["channel", "own_records"]).optional(), toleranceMinor: z.int().min(0).max(100_000).default(1),
  mergePolicy: z.enum(["ask", "auto", "never"]).default("ask"), mergeWaitMinutes: z.int().min(0).max(10_080).default(60), paymentAccountId: id.nullable().default(null),
  warehousePolicy: z.enum(["default_warehouse", "several_warehouses"]).default("default_warehouse"), outagePolicy: z.enum(["ship", "wait"]).default("ship"),
  asksPayerAddress: z.boolean().default(true), asksUnprotected: z.boolean().default(false),
};
const credentials = z.record(z.string().max(60), z.string().max(4000));
const ruleSet = z.strictObject({ decision: z.enum(decisions), version: z.int(), rules: rulesSchema, activatedAt: instantText, activatedBy: z.string() });
const preview = z.strictObject({
  considered: z.int(), // parcels of the last 30 days, at most 2,000
  perRule: z.array(z.strictObject({ ruleId: z.string(), matches: z.int(), wins: z.int(), examples: z.array(z.strictObject({ id, parcelNo: z.string() })) })),
  unrouted: z.int(), changed: z.int(), // parcels that would be decided otherwise than they were
  changes: z.array(z.strictObject({ id, parcelNo: z.string(), was: z.string().nullable(), becomes: z.string().nullable() })),
});

export const settingsApi = {
  connectors: {
    method: "GET", path: "/api/connectors", may: ["view", "Account"], summary: "Which services can be connected, how each was proven, what it asks for.",
    answer: z.strictObject({ rows: z.array(z.strictObject({ kind, id: z.string(), label: z.string(), proof: z.string(), liveUrl: z.string(), sites: z.array(z.string()), credentialFields: z.array(z.strictObject({ name: z.string(), secret: z.boolean() })), scopes: z.array(z.string()) })) }),
  },
  listAccounts: { method: "GET", path: "/api/accounts", may: ["view", "Account"], summary: "All connected accounts and their health.", answer: z.strictObject({ rows: z.array(account) }) },
  connectAccount: {
    method: "POST", path: "/api/accounts", may: ["connect", "Account"], fresh: true, summary: "Connects an account after a call that proves the credentials.",
    body: z.strictObject({ kind, connector: z.string().max(40), site: z.string().max(40).default(""), baseUrl: z.string().max(300).optional(), credentials, ...settings }),
    answer: account, refuses: ["credentials_refused", "account_unreachable", "url_refused", "input_refused", "code_taken"],
  },
  changeAccount: {
    method: "PUT", path: "/api/accounts/:id", may: ["connect", "Account"], fresh: true, summary: "Changes settings, or replaces the credentials of the same account.", params: idParams,
    body: z.strictObject({ version: versionAsked, credentials: credentials.optional(), ...settings }), answer: account, refuses: ["account_not_found", "changed_meanwhile", "credentials_refused", "account_unreachable"],
  },
  pauseAccount: { method: "POST", path: "/api/accounts/:id/pause", may: ["connect", "Account"], summary: "Stops or resumes fetching.", params: idParams, body: z.strictObject({ paused: z.boolean() }), answer: done, refuses: ["account_not_found"] },
  recountAccount: { method: "POST", path: "/api/accounts/:id/recount", may: ["edit", "Account"], summary: "Compares the last thirty days (a carrier's sixty) with what the service lists, and fetches what is missing.", params: idParams, answer: done, refuses: ["account_not_found"] },
  pollAccount: { method: "POST", path: "/api/accounts/:id/poll", may: ["edit", "Account"], summary: "Fetches now instead of at the next turn; a fetch under way goes first, unless it shows no sign of life for a minute.", params: idParams, answer: z.strictObject({ underWay: z.boolean() }), refuses: ["account_not_found"] },

  getRules: { method: "GET", path: "/api/rules", may: ["view", "Rules"], summary: "The active rule lists and their earlier versions.", answer: z.strictObject({ active: z.array(ruleSet), history: z.array(z.strictObject({ decision: z.enum(decisions), version: z.int(), activatedAt: instantText, activatedBy: z.string(), ruleCount: z.int() })) }) },
  getRuleVersion: { method: "GET", path: "/api/rules/:decision/:version", may: ["view", "Rules"], summary: "An earlier version.", params: z.strictObject({ decision: z.enum(decisions), version: z.coerce.number().pipe(versionAsked.min(1)) }), answer: ruleSet, refuses: ["not_found"] },
  activateRules: {
    method: "POST", path: "/api/rules", may: ["edit", "Rules"], summary: "Makes a list active as a new version; decisions already made stay as they are.",
    body: z.strictObject({ decision: z.enum(decisions), basedOn: versionAsked, rules: rulesAsked }), answer: ruleSet, refuses: ["changed_meanwhile", "rules_refused"],
  },
  previewRules: { method: "POST", path: "/api/rules/preview", may: ["view", "Rules"], summary: "Replays a draft over the last 30 days: what would be decided otherwise.", body: z.strictObject({ decision: z.enum(decisions), rules: rulesSchema }), answer: preview },
  tryRules: { method: "POST", path: "/api/rules/try", may: ["view", "Rules"], summary: "What the draft decides for one order or parcel, and why.", body: z.strictObject({ decision: z.enum(decisions), rules: rulesSchema, number: z.string().trim().min(1).max(60) }), answer: routeTrace, refuses: ["parcel_not_found"] },

  demoAct: {
    method: "POST", path: "/api/demo", may: ["manage", "Demo"], summary: "Makes something happen in the demo company's outside world.",
    body: z.strictObject({
      act: z.enum(["order", "order_with_note", "double_order", "paid_together", "unpaid_order", "message", "change_note", "cancel", "ship_part_elsewhere", "reversal", "carrier_timeout", "revoke_token", "restore_token", "advance_tracking", "poison_order", "complete_payment", "paid_elsewhere", "receive_short"]),
    }),
    answer: z.strictObject({ what: z.string(), orderNo: z.string().nullable(), externalId: z.string().nullable(), movedCount: z.int().nullable() }), refuses: ["demo_only", "nothing_fits"],
  },
  live: { method: "GET", path: "/api/live", may: "member", summary: "Server-sent events: `changed` whenever something of this company moved." },
} as const satisfies Record<string, Route>;
