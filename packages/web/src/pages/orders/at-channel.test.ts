import { expect, test } from "vitest";
import { orderAtChannel } from "./at-channel.ts";

// oxfmt-ignore
const cases: [name: string, channel: string, site: string, externalId: string, url: string | null][] = [
  ["the site's own host",          "ebay",    "EBAY_GB", "07-10000-00001", "https://www.ebay.co.uk/mesh/ord/details?mode=SH&orderid=07-10000-00001"],
  ["an id cannot leave its place", "ebay",    "EBAY_US", "a&b/../c",       "https://www.ebay.com/mesh/ord/details?mode=SH&orderid=a%26b%2F..%2Fc"],
  ["a site we do not know",        "ebay",    "EBAY_XX", "07-10000-00001", null],
  ["another channel",              "example", "EBAY_US", "07-10000-00001", null],
  ["no number",                    "ebay",    "EBAY_US", "",               null],
];
test.each(cases)("%s", (_name, channel, site, externalId, url) => expect(orderAtChannel({ account: { channel, site }, externalId })).toBe(url));
