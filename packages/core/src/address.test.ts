import { expect, test } from "vitest";
import { differingParts, type Address, type AddressPart } from "./address.ts";

const home: Address = { name: "José Müller", company: "", line1: "12 High Street", line2: "Apt 3", city: "Köln", state: "", postcode: "50674", country: "DE", phone: "1" };
const us: Address = { ...home, line2: "", city: "Austin", state: "TX", postcode: "78704", country: "US" };

// prettier-ignore
test.each<[name: string, a: Address, b: Partial<Address>, parts: AddressPart[]]>([
  ["the same",                                     home, {},                                                 []],
  ["case, spaces, punctuation, accents",           home, { line1: "12, HIGH-STREET", city: "KOLN" },         []],
  ["names, companies, states, phones",             us,   { name: "Somebody", company: "Ltd", state: "Texas", phone: "" }, []],
  ["both lines in one",                            home, { line1: "12 High Street Apt 3", line2: "" },       []],
  ["both lines the other way round",               home, { line1: "Apt 3", line2: "12 High Street" },        []],
  ["a ZIP code with its last four",                us,   { postcode: "78704-1234" },                         []],
  ["elsewhere five digits and more are two codes", home, { postcode: "50674-1234" },                         ["postcode"]],
  ["another name of the town",                     us,   { city: "West Lake Hills" },                        []],
  ["another town where no postcode tells",         { ...home, postcode: "", country: "HK" }, { city: "Bonn" }, ["city"]],
  ["what one of them does not say",                home, { line1: "", line2: "", city: "", postcode: "", country: "" }, []],
  ["another house",                                home, { line1: "14 High Street" },                        ["line"]],
  ["another postcode",                             home, { postcode: "50676" },                              ["postcode"]],
  ["another country, all else alike",              home, { country: "AT" },                                  ["country"]],
  ["somewhere else",                               home, { ...us, line1: "1 Elm Road" },                     ["country", "postcode", "city", "line"]],
])("%s", (_name, a, b, parts) => {
  expect(differingParts(a, { ...a, ...b })).toEqual(parts);
  expect(differingParts({ ...a, ...b }, a)).toEqual(parts);
});
