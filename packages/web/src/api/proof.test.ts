import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { call } from "./client.ts";
import { endProof, isProofAsked } from "./proof.ts";

const stale = (): Response => new Response(JSON.stringify({ code: "login_stale" }), { status: 403 });
const sent: [method: string, body: unknown][] = [];
let answers: Response[];
beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal("document", { documentElement: { lang: "en" } });
  vi.stubGlobal("fetch", async (_address: string, { method, body }: { method: string; body?: string }) => {
    sent.push([method, body]);
    return answers.shift() ?? new Response("{}");
  });
});
afterEach(() => vi.unstubAllGlobals());

const addMember = () => call("addMember", { body: { name: "Bea", email: "bea@example.com", password: "another horse", role: "packer" } });
const asked = () => vi.waitFor(() => expect(isProofAsked()).toBe(true));

test("what was refused for want of the password is sent again as it was, for all who wait, after one question", async () => {
  answers = [stale(), stale()];
  const both = Promise.all([addMember(), addMember()]);
  await asked();
  await vi.waitFor(() => expect(sent.length).toBe(2));
  endProof(true);
  await both;
  expect(isProofAsked()).toBe(false);
  expect(sent.slice(2)).toEqual(sent.slice(0, 2));
});

test("who would rather not is told that nothing was done, and nothing is sent again", async () => {
  answers = [stale()];
  const refused = addMember().catch((error: unknown) => error);
  await asked();
  endProof(false);
  expect(await refused).toMatchObject({ code: "login_stale" });
  expect(sent.length).toBe(1);
});

test("a page that reads in the background asks for no password", async () => {
  answers = [stale()];
  await expect(call("listMembers")).rejects.toMatchObject({ code: "login_stale" });
  expect(isProofAsked()).toBe(false);
});
