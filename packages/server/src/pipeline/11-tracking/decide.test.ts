import { expect, test } from "vitest";
import type { ConnectorError } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { judgeNotice, moveFor } from "./decide.ts";

// oxfmt-ignore
const notices: [error: ConnectorError, tries: number, state: string, waitS: number][] = [
  [{ kind: "refused", code: "X", detail: "" },                               0,  "rejected", 0],
  [{ kind: "outcome_unknown", detail: "" },                                  0,  "unknown",  60],
  [{ kind: "malformed", path: "", expected: "", why: fact("want_json", ":nothing") },    0,  "unknown",  60],
  [{ kind: "rate_limited", retryAfterS: 7 },                                 5,  "pending",  7],
  [{ kind: "unavailable", detail: "" },                                      0,  "pending",  30],
  [{ kind: "unavailable", detail: "" },                                      3,  "pending",  240],
  [{ kind: "unavailable", detail: "" },                                      99, "pending",  3600],
  [{ kind: "signed_out", detail: "" },                                       0,  "pending",  900],
];
test.each(notices)("a notice, $kind", (error, tries, state, waitS) => {
  expect(judgeNotice(error, tries)).toEqual({ state, waitS, externalId: null, error });
});

test.each([
  ["delivered", "", "deliver"],
  ["expired", "", "expire"],
  ["exception", "return_to_sender", "bring_back"],
  ["exception", "Exception_Returned", "bring_back"],
  ["exception", "Exception_Lost", "lose"],
  ["exception", "error/lost", "lose"],
  ["exception", "glossy", null],
  ["in_transit", "", null],
  ["delivery_failure", "", null],
] as const)("%s %s leads to %s", (status, code, move) => expect(moveFor(status, code)).toBe(move));
