import { QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { call } from "./client.ts";
import { queryClient } from "./queries.ts";
import { meQuery } from "./session.ts";

let role: string;
const asked: string[] = [];
beforeEach(() => {
  vi.stubGlobal("document", { documentElement: { lang: "en" } });
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    if (address === "/api/me") return new Response(JSON.stringify({ csrf: "", now: "2026-01-01T00:00:00.000Z", role }));
    return new Response(JSON.stringify({ code: address === "/api/members" ? "not_allowed" : "not_found" }), { status: 403 });
  });
});
afterEach(() => vi.unstubAllGlobals());

test("a refusal for lack of a right makes the page ask who the member is now, and no other refusal does", async () => {
  role = "manager";
  const leave = new QueryObserver(queryClient, meQuery).subscribe(() => {});
  await vi.waitFor(() => expect(queryClient.getQueryData(meQuery.queryKey)).toMatchObject({ role: "manager" }));
  role = "picker";
  await expect(call("listAccounts")).rejects.toMatchObject({ code: "not_found" });
  await expect(call("listMembers")).rejects.toMatchObject({ code: "not_allowed" });
  await vi.waitFor(() => expect(queryClient.getQueryData(meQuery.queryKey)).toMatchObject({ role: "picker" }));
  expect(asked).toEqual(["/api/me", "/api/accounts", "/api/members", "/api/me"]);
  leave();
});
