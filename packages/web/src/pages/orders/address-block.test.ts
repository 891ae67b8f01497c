import { expect, it } from "vitest";
import { versionOf } from "./address-block.tsx";

const shipTo = { name: "Ada", company: "", line1: "12 St James's Square", line2: "", city: "London", state: "", postcode: "SW1Y 4JH", country: "GB", phone: "" };
it("a corrected address takes the place of the one that was read, and of no other", () => {
  expect(versionOf({ version: 3, shipTo }, { version: 5, shipTo: { ...shipTo } })).toBe(5);
  expect(versionOf({ version: 3, shipTo }, { version: 5, shipTo: { ...shipTo, line1: "14 St James's Square" } })).toBe(3);
});
