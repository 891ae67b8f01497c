import { z } from "zod";
import { isCountry } from "../countries.ts";
import type { ErrorCode } from "../errors.ts";
import { fact } from "../facts.ts";
import { ownCode, unseen } from "../ids.ts";

// The HTTP contract, declared once: the server validates and answers by it, the web app calls by it, openapi.json is
// printed from it. A route the server does not implement, or answers in another shape, does not compile.

export const actions = ["view", "edit", "approve", "print", "pick", "ship", "receive", "connect", "manage", "unmask"] as const;
export const subjects = [
  "Board", "Order", "Payment", "Buyer", "Merge", "Parcel", "Wave", "Label", "Scan", "Stock", "Catalogue", "Purchase", "Rules", "Settings",
  "Account", "Member", "Inbox", "Demo",
] as const;
export type Action = (typeof actions)[number];
export type Subject = (typeof subjects)[number];
/** `public`: no session needed. `member`: any signed-in member. Else an action on a subject, by role. */
export type May = "public" | "member" | readonly [Action, Subject];

export type Route = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string; // with :params
  readonly may: May;
  /** Asks for a password given lately (`freshS`): always, or for those bodies that the function names. */
  readonly fresh?: true | ((body: never) => boolean);
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Absent for files and streams, which the handler writes itself. */
  readonly answer?: z.ZodType;
  readonly refuses?: readonly ErrorCode[];
};

type Input<R extends Route, K extends "params" | "query" | "body"> = R[K] extends z.ZodType
  ? { readonly [P in K]: z.output<R[K]> }
  : unknown;
/** What a handler receives: only what the route declares, already checked. */
export type RouteInput<R extends Route> = Input<R, "params"> & Input<R, "query"> & Input<R, "body">;
type Sent<R extends Route, K extends "params" | "query" | "body"> = R[K] extends z.ZodType
  ? { readonly [P in K]: z.input<R[K]> }
  : unknown;
/** What a caller sends: fields with defaults may be left out. */
export type RouteSent<R extends Route> = Sent<R, "params"> & Sent<R, "query"> & Sent<R, "body">;
export type RouteAnswer<R extends Route> = R["answer"] extends z.ZodType ? z.output<R["answer"]> : void;

/** Acts that hurt are not done by whoever finds a session open: the password must be younger than this. */
export const freshS = 30 * 60;

export const id = z.uuid().toLowerCase(); // as the database writes it, so that ids can be compared
export const idParams = z.strictObject({ id });
export const instantText = z.string(); // ISO 8601 with Z
export const instantAsked = z.iso.datetime().refine((at) => at.startsWith("2"), fact("input_millennium")); // sent by a caller and kept: SQL must be able to read it
export const versionAsked = z.int().min(0).max(2_147_483_647); // of a row, as the caller saw it: SQL's integer
export const moneySchema = z.strictObject({ minor: z.int(), currency: z.string() });
export const reason = z.string().trim().max(500);
export const code = z.string().trim().regex(ownCode, fact("input_code"));
export const label = z.string().trim().min(1).max(120).refine((text) => !unseen.test(text), fact("input_unseen"));
export const qty = z.int().min(1).max(1_000_000);
export const country = z.string().regex(/^[A-Z]{2}$/, fact("input_country"));
/** One that there is, where a person names it; what channels have sent and what was kept before is shown as it is. */
export const countryAsked = country.refine(isCountry, fact("input_country"));
export const addressSchema = z.strictObject({
  name: z.string().max(200), company: z.string().max(200), line1: z.string().max(300), line2: z.string().max(300),
  city: z.string().max(200), state: z.string().max(200), postcode: z.string().max(40), country, phone: z.string().max(60),
});
export const addressAsked = addressSchema.extend({ country: countryAsked });
/** Keyset pages: `after` is the `next` of the page before. `count.more` says that only `n` were counted. */
export const paged = <T extends z.ZodType>(row: T) =>
  z.strictObject({ rows: z.array(row), next: z.string().nullable(), count: z.strictObject({ n: z.int(), more: z.boolean() }) });
export const pageQuery = { after: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };
export const holdSchema = z.strictObject({
  id, code: z.string(), kind: z.enum(["wait", "ask", "fault"]), evidence: z.record(z.string(), z.unknown()),
  evidenceHash: z.string(), since: instantText, releasedAt: instantText.nullable(), releasedBy: z.string().nullable(), reason: z.string().nullable(),
});
export const goodsSchema = z.strictObject({
  lineId: id, sku: z.string(), skuId: id.nullable(), name: z.string(), title: z.string(), qty: z.int(), imageUrl: z.string().nullable(), barcode: z.string(),
  elsewhereQty: z.int(), // of `qty`: pieces that others than we have shipped
  weightG: z.int(), total: moneySchema.nullable(),
});
export const eventSchema = z.strictObject({
  seq: z.int(), at: instantText, kind: z.string(), move: z.string().nullable(), from: z.string().nullable(), to: z.string().nullable(),
  actor: z.string(), reason: z.string(), data: z.record(z.string(), z.unknown()), of: z.string(), // order or parcel number
});
type Asked = { readonly act: string; readonly targets: { readonly ids: readonly string[] } | { readonly matching: object } };
/** Cancelling more than one at once. */
export const cancelsMany = ({ act, targets }: Asked): boolean => act === "cancel" && !("ids" in targets && targets.ids.length === 1);
/** One result per row: a batch never half succeeds in silence. `no` is the number people call the row by, where it has one. */
export const rowResults = z.strictObject({
  results: z.array(z.strictObject({ id, no: z.string().optional(), ok: z.boolean(), code: z.string().nullable(), detail: z.string().nullable() })),
});
export const done = z.strictObject({ ok: z.literal(true) });
