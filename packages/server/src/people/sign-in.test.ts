import { expect, test } from "vitest";
import { networkOf } from "./sign-in.ts";

test.each([
  ["203.0.113.9", "203.0.113.9"], ["::ffff:203.0.113.9", "::ffff:203.0.113.9"], ["::1", "0:0:0:0::/64"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"], ["2001:db8:1:2::6", "2001:db8:1:2::/64"], ["2001:db8::6", "2001:db8:0:0::/64"], ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("%s is counted as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
