import { BlockList, isIPv4, isIPv6 } from "node:net";

// Where no vendor lives: RFC 6890 special purpose ranges, cloud metadata (169.254), carrier NAT and multicast.
const inside = new BlockList();
// prettier-ignore
for (const [net, prefix] of [
  ["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12],
  ["192.0.0.0", 24], ["192.0.2.0", 24], ["192.88.99.0", 24], ["192.168.0.0", 16], ["198.18.0.0", 15], ["198.51.100.0", 24],
  ["203.0.113.0", 24], ["224.0.0.0", 4], ["240.0.0.0", 4],
] as const) inside.addSubnet(net, prefix, "ipv4");
// prettier-ignore
for (const [net, prefix] of [
  ["::", 96], ["64:ff9b::", 96], ["64:ff9b:1::", 48], ["100::", 64], ["2001::", 23], ["2001:db8::", 32], ["2002::", 16],
  ["fc00::", 7], ["fe80::", 10], ["fec0::", 10], ["ff00::", 8],
] as const) inside.addSubnet(net, prefix, "ipv6");

/**
 * True for an address inside a private, loopback, link-local, metadata, carrier NAT, multicast or tunnelled range.
 * IPv4-mapped IPv6 (`::ffff:10.0.0.1`) is judged by its IPv4 part. Names are not addresses: false.
 * `new URL` has already turned decimal, octal and hexadecimal forms of IPv4 into dotted text.
 */
export function isPrivateAddress(address: string): boolean {
  if (isIPv4(address)) return inside.check(address, "ipv4");
  return isIPv6(address) && (inside.check(address, "ipv6") || address.toLowerCase().startsWith("::ffff:"));
}
