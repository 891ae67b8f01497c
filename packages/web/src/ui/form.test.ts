import { expect, it } from "vitest";
import { countryCodes } from "@argosy/core/countries.ts";
import { formatsOf } from "../text/formats.ts";
import { countryOptions } from "./form.tsx";

it("every country and territory can be chosen, each by its name, the islands beside Britain too", () => {
  expect([countryCodes.length, new Set(countryCodes).size]).toEqual([250, 250]);
  for (const locale of ["en", "zh-CN", "zh-TW"] as const) expect(countryOptions(formatsOf(locale)).filter(({ value, label }) => label === `${value} ${value}`)).toEqual([]);
  expect(["JE", "GG", "IM", "GI", "JM", "GH", "XK"].filter((code) => !countryCodes.includes(code))).toEqual([]);
});
