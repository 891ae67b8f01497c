import { expect, test } from "vitest";
import { api } from "./index.ts";

test("a label has the length of its paper until somebody asks for the strip below it", () => {
  expect(api.printLabels.body.parse({}).pickStrip).toBe(false);
});
