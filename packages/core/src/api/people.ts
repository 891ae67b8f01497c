import { z } from "zod";
import { fact } from "../facts.ts";
import { locales } from "../locale.ts";
import { actions, done, id, idParams, instantText, label, subjects, type Route } from "./route.ts";

export const roles = ["owner", "manager", "service", "purchaser", "warehouse", "picker", "packer", "finance", "readonly"] as const;
export type Role = (typeof roles)[number];
const email = z.string().trim().toLowerCase().max(200).regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, fact("input_email"));
const password = z.string().min(10).max(200);
const me = z.strictObject({
  member: z.strictObject({ id, name: z.string(), email: z.string(), role: z.enum(roles), locale: z.enum(locales).nullable() }),
  org: z.strictObject({ id, name: z.string(), demo: z.boolean() }),
  may: z.array(z.strictObject({ action: z.enum(actions), subject: z.enum(subjects) })),
  csrf: z.string(), // sent back as x-argosy-csrf with every write
  now: instantText,
});
const member = z.strictObject({
  id, name: z.string(), email: z.string(), role: z.enum(roles), disabledAt: instantText.nullable(), lastSeenAt: instantText.nullable(),
});

export const peopleApi = {
  setupState: {
    method: "GET", path: "/api/setup", may: "public", summary: "Does this installation still need its owner?",
    answer: z.strictObject({ needed: z.boolean() }),
  },
  setUp: {
    method: "POST", path: "/api/setup", may: "public", summary: "Creates the owner and the company, or the demo company. Once.",
    body: z.strictObject({
      name: label, email, password, company: label, kind: z.enum(["demo", "company"]), locale: z.enum(locales),
      token: z.string().max(100),
    }),
    answer: me, refuses: ["setup_done", "setup_token_wrong", "input_refused"],
  },
  signIn: {
    method: "POST", path: "/api/session", may: "public", summary: "Signs a member in.",
    body: z.strictObject({ email, password: z.string().max(200) }), answer: me, refuses: ["sign_in_refused", "too_many_requests"],
  },
  provePassword: {
    method: "PUT", path: "/api/session", may: "member", summary: "Gives my password again: what asks for a fresh login works for half an hour.",
    body: z.strictObject({ password: z.string().max(200) }), answer: done, refuses: ["sign_in_refused", "too_many_requests"],
  },
  signOut: { method: "DELETE", path: "/api/session", may: "member", summary: "Ends this session.", answer: done },
  me: { method: "GET", path: "/api/me", may: "member", summary: "Who am I, and what may I do?", answer: me },
  setLocale: {
    method: "PUT", path: "/api/me/locale", may: "member", summary: "Keeps my language.",
    body: z.strictObject({ locale: z.enum(locales) }), answer: done,
  },
  changePassword: {
    method: "PUT", path: "/api/me/password", may: "member", summary: "Changes my password and ends my other sessions.",
    body: z.strictObject({ current: z.string().max(200), password }), answer: done, refuses: ["sign_in_refused", "too_many_requests", "input_refused"],
  },
  listMembers: { method: "GET", path: "/api/members", may: ["view", "Member"], summary: "All members.", answer: z.strictObject({ rows: z.array(member) }) },
  addMember: {
    method: "POST", path: "/api/members", may: ["manage", "Member"], fresh: true, summary: "Adds a member with a first password.",
    body: z.strictObject({ name: label, email, password, role: z.enum(roles) }), answer: member, refuses: ["code_taken", "too_many_requests", "input_refused"],
  },
  changeMember: {
    method: "PUT", path: "/api/members/:id", may: ["manage", "Member"], fresh: true, summary: "Changes name, role or access; works at the next request.",
    params: idParams, body: z.strictObject({ name: label, role: z.enum(roles), disabled: z.boolean(), password: password.optional() }),
    answer: member, refuses: ["member_not_found", "last_owner", "input_refused"],
  },
} as const satisfies Record<string, Route>;
