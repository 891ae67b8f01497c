import { holdCodes, holdKind, isReleasable } from "@argosy/core/journey.ts";
import { expect, test } from "vitest";
import { cureLinks } from "../../ui/hold-actions.tsx";
import { cures, letsGo, offered } from "./cures.tsx";

test("whoever is held can be helped: a release, a verb, or the page of the cause", () => {
  const stuck = holdCodes.filter((code) => !letsGo({ code, kind: holdKind(code) }) && !cures[code] && !cureLinks[code]);
  expect(stuck).toEqual([]);
});

test("what can't be let go is not offered to be let go", () => {
  expect(holdCodes.filter((code) => !isReleasable(code) && letsGo({ code, kind: holdKind(code) }))).toEqual([]);
  expect(letsGo({ code: "cancelled_at_channel", kind: "fault" })).toBe(false);
  expect(cures.cancelled_at_channel).toEqual(["take_back", "cancel"]);
});

test("beside what accepts a payment no second word lets its hold go", () => {
  const verb = (id: string) => ({ id, why: null });
  const names = (able: readonly string[], isReleasable = true) => offered(able.map(verb), verb("release"), isReleasable).map(({ id }) => id);
  expect(names(["accept", "cancel"])).toEqual(["accept", "cancel"]);
  expect(names(["cancel"])).toEqual(["cancel", "release"]);
  expect(names(["unhold"], false)).toEqual(["unhold"]);
});
