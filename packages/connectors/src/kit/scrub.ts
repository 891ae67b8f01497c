// What may stand in a log or in an error's detail: no secret, no person.

const secretNames = /authorization|token|secret|password|api[-_]?key|client[-_]?id|cookie|signature|session/i;
const personNames = /e-?mail|phone|name|street|address|line1|line2|zip|postal|postcode|city|note|message|text|body/i;

const mail = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
const bearer = /\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi;
const phone = /\+\d[\d ()-]{7,}\d/g;

/** Masks mail addresses, phone numbers and authorizations inside running text, and cuts it to `max` characters. */
export function scrubText(text: string, max = 300): string {
  // oxlint-disable-next-line no-control-regex -- a vendor's message may not steer a terminal
  const plain = text.replace(/[\u0000-\u001f\u007f]+/g, " ");
  return plain.replace(mail, "***@***").replace(bearer, "$1 ***").replace(phone, "+***").slice(0, max).toWellFormed();
}

/** A copy of any JSON value with secrets and personal data masked by the names of their fields. For logs only. */
export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return scrubText(value);
  if (value === null || typeof value !== "object") return value;
  if (depth > 12) return "…";
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => scrub(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const hidden = typeof inner === "string" && (secretNames.test(name) || personNames.test(name));
      return [name, hidden ? (inner === "" ? "" : "***") : scrub(inner, depth + 1)];
    }),
  );
}

/** Headers for a log: only the names we know to be harmless keep their value. */
export const scrubHeaders = (headers: Headers): Record<string, string> =>
  Object.fromEntries([...headers].map(([name, value]) => [name, harmless.has(name) ? value : "***"]));

const harmless = new Set(["accept", "content-type", "content-length", "content-language", "retry-after", "date"]);
