import { readFact } from "@argosy/core/facts.ts";
import { useSpeech, type Formats, type Text } from "../text/index.tsx";
import { factText } from "./facts.ts";

// Vendors' codes in the reader's language. Their enums are open: what we have no words for is shown as it came.

const vendorNames: Readonly<Record<string, string>> = { ebay: "eBay", paypal: "PayPal", easypost: "EasyPost" };
/** A channel, payment service or carrier by the name it gives itself, which is the same in every language. */
export const vendorName = (connector: string): string => vendorNames[connector] ?? connector;

/** "NOT_STARTED / PAID": each part has its own words, as the same code may mean another thing in another part. */
export const orderStatusText = (status: string, t: Text): string =>
  status.split(" / ").map((part, i) => t.vendor.order[i]?.[part] ?? part).join(" · ");

/** "T0006 P echeck": event, status, reason of PayPal. The status is what the record or its hold says anyway. */
export function paymentCodeText(code: string, t: Text): string {
  const [event = "", , reason = ""] = code.split(" ");
  const words = t.vendor.paymentEvents[event];
  return words ? [words, t.vendor.pendingReasons[reason] ?? reason].filter(Boolean).join(" · ") : code;
}
/** "EBAY_GB": the country of the site. */
export function siteText(site: string, f: Formats): string {
  const country = /^[A-Z]+_([A-Z]{2})$/.exec(site)?.[1];
  return country ? f.country(country) : site;
}
/**
 * What a vendor's fault means, by the code in it; null where we have no words. "422 ADDRESS.VERIFY.FAILURE Unable to …": the
 * code stands among the vendor's words. Of a code that is new to us its family says what it is about.
 */
export function faultText(said: string, t: Text): string | null {
  for (const word of said.split(" ")) {
    const words = t.vendor.faults[word] ?? (/^[A-Z_]+(\.[A-Z_]+)+$/.test(word) ? familyText(word, t) : null);
    if (words) return words;
  }
  return null;
}
function familyText(code: string, t: Text): string | null {
  const family = code.slice(0, Math.max(0, code.lastIndexOf(".")));
  return family === "" ? null : (t.vendor.faults[family] ?? familyText(family, t));
}
/** A vendor's fault: our words for its code, and beside them what we know more of it, or its own sentence as a quote. */
export function vendorSaid(code: string, said: string, t: Text, f: Formats): string {
  const known = faultText(code, t);
  if (readFact(said)) return known ? t.shell.meta.ofField(known, factText(said, t, f)) : factText(said, t, f);
  return networkText(said, t) ?? ([known ?? faultText(said, t), said && t.factQuote(said)].filter(Boolean).join(" ") || code);
}
/** What a carrier tells of a parcel: what it adds to its status in our words, its own sentence as a quote. */
export const trackedText = ({ vendorCode, text }: { readonly vendorCode: string; readonly text: string }, t: Text): string =>
  [t.vendor.trackingDetails[vendorCode.split("/")[1] ?? ""], text && t.factQuote(text)].filter(Boolean).join(" ");
const networkFault = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)\b|^socket hang up$/;
/** What a failure of the network means, by the code of the system in it ("getaddrinfo ENOTFOUND api.ebay.com"); null for what a vendor said. */
export function networkText(said: string, t: Text): string | null {
  const found = networkFault.exec(said);
  return found && (t.vendor.network[found[1] ?? "ECONNRESET"] ?? null); // "socket hang up" is what a connection says that was reset
}
/** "delivered/arrived_at_destination": a carrier's status and what it adds to it. A code without words of ours stays as it came. What is `known` is not said again. */
export function carrierText(code: string, t: Text, known = ""): string {
  const [status = "", detail = ""] = code.split("/");
  const words = t.vendor.tracking[status];
  return words ? [status === known ? "" : words, t.vendor.trackingDetails[detail]].filter(Boolean).join(" · ") : code;
}
/** "UK_OtherCourierOrDelivery": a service in our words, else in the words its code is made of. Names of carriers stay whole. */
export const serviceText = (service: string, t: Text): string =>
  t.vendor.services[service] ?? service.replaceAll("_", " ").replaceAll(/(?<=[A-Za-z][a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, " ").replaceAll("Fed Ex", "FedEx");
/** The same with its code, which is what a rule about it must contain. */
export function serviceWithCode(service: string, t: Text): string {
  const words = serviceText(service, t);
  return words === service ? service : `${words} (${service})`;
}

/** Words on the screen, the vendor's own code on hover. */
export const Coded = ({ code, words }: { readonly code: string; readonly words: string }) => <span title={words === code ? undefined : code}>{words}</span>;
export const Site = ({ site }: { readonly site: string }) => <Coded code={site} words={siteText(site, useSpeech().f)} />;
