// What may stand in a log or in an error's detail: no secret, no person.

const mail = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
const bearer = /\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi;
const phone = /\+\d[\d ()-]{7,}\d/g;

/** Masks mail addresses, phone numbers and authorizations inside running text, and cuts it to `max` characters. */
export function scrubText(text: string, max = 300): string {
  // oxlint-disable-next-line no-control-regex -- a vendor's message may not steer a terminal
  const plain = text.replace(/[\u0000-\u001f\u007f]+/g, " ");
  return plain.replace(mail, "***@***").replace(bearer, "$1 ***").replace(phone, "+***").slice(0, max).toWellFormed();
}
