import { expect, test } from "vitest";
import { addressLine } from "./address.tsx";

const address = { name: "N", company: "", line1: "190 River Road", line2: "", city: "Setagaya-ku", state: "Tokyo", postcode: "154-0024", country: "JP", phone: "" };
// oxfmt-ignore
const cases = [
  ["Japan in our letters",  {},                                                                           "190 River Road, Setagaya-ku, Tokyo 154-0024"],
  ["Japan in its own",      { state: "東京都", city: "世田谷区", line1: "太子堂1-2" },                     "154-0024, 東京都世田谷区, 太子堂1-2"],
  ["China in its own",      { country: "CN", state: "广东省", city: "深圳市", line1: "龙华路18号", postcode: "518109" }, "518109, 广东省深圳市, 龙华路18号"],
  ["Germany",               { country: "DE", state: "", city: "Berlin", line1: "Hof 1", postcode: "10437" }, "Hof 1, 10437 Berlin"],
] as const;
test.each(cases)("%s", (_name, given, line) => expect(addressLine({ ...address, ...given })).toBe(line));
