import { expect, test } from "vitest";
import { fact, readFact } from "./facts.ts";

test("a fact is read as it was written, whatever its values hold", () => {
  expect(readFact(fact("nothing_to_ask"))).toEqual({ code: "nothing_to_ask", values: [] });
  expect(readFact(fact("routed", 'Post "A" ]', "仓\n1"))).toEqual({ code: "routed", values: ['Post "A" ]', "仓\n1"] });
  expect(readFact(fact("too_heavy", 2500, 2000))).toEqual({ code: "too_heavy", values: ["2500", "2000"] });
});
test.each(["", "picked", "#picked", "#1 gift please", "#routed [1]", "#routed [", "#toString", "# nothing_to_ask", "the buyer wrote"])("%j is somebody's own words", (text) => {
  expect(readFact(text)).toBeNull();
});
