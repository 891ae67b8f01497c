/** A moment: ISO 8601 text in UTC that ends in `Z`. The only form in which a time crosses a function boundary. */
export type Instant = string & { readonly __brand: "Instant" };

/** Where "now" comes from. Passed in, so that one seed replays a month of business. */
export type Clock = { readonly now: () => Instant };

export const systemClock: Clock = { now: () => instant(Date.now()) };

const withZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** The years in which business is done. PostgreSQL reads no year 0, and at either end of what a text can say is no room to count days. */
const [firstMs, endMs] = [0, Date.UTC(3000)];

/** Reads any ISO 8601 instant of the years 1970 to 2999 that names its zone (`Z`, `+00:00` or PayPal's `+0000`); null when it is none. */
export function parseInstant(text: string): Instant | null {
  if (!withZone.test(text)) return null;
  const ms = Date.parse(text.endsWith("Z") ? text : text.replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
  return ms >= firstMs && ms < endMs ? instant(ms) : null; // neither of them is true of no number
}

// An order's way has some 40 instants. Put together here, with the hours kept, one takes a sixth of `toISOString`'s 465 ns.
// Of two pieces only: of nine V8 makes a chain of eight objects, and copies it when the text is read.
const hourMs = 3_600_000;
const hours = Array.from({ length: 256 }, () => ({ hour: NaN, text: "" }));
const two = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, "0"));
const minutes = two.map((minute) => `${minute}:`);
const millis = Array.from({ length: 1000 }, (_, n) => `.${String(n).padStart(3, "0")}Z`);
export function instant(epochMs: number): Instant {
  const ms = Math.trunc(epochMs);
  const hour = Math.floor(ms / hourMs);
  const known = hours[hour & 255]!;
  if (known.hour !== hour) {
    known.text = new Date(ms).toISOString().slice(0, -10); // throws where there is no such day
    known.hour = hour;
  }
  const rest = ms - hour * hourMs;
  const s = Math.floor(rest / 1000);
  return (known.text + (minutes[Math.floor(s / 60)]! + two[s % 60]! + millis[rest % 1000]!)) as Instant;
}
export const epochMs = (at: Instant): number => Date.parse(at);
export const plusS = (at: Instant, seconds: number): Instant => instant(epochMs(at) + seconds * 1000);
export const secondsBetween = (from: Instant, to: Instant): number => (epochMs(to) - epochMs(from)) / 1000;
export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** As paper says it: the minute on the wall of those who read it. Where their zone is not known, or no zone, UTC says so. */
export function onPaper(at: Instant, zone: string | null): string {
  if (zone !== null)
    try {
      return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(epochMs(at));
    } catch {
      // not a zone that this system knows
    }
  return `${at.slice(0, 16).replace("T", " ")} UTC`;
}
