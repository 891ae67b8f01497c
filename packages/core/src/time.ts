/** A moment: ISO 8601 text in UTC that ends in `Z`. The only form in which a time crosses a function boundary. */
export type Instant = string & { readonly __brand: "Instant" };

/** Where "now" comes from. Passed in, so that one seed replays a month of business. */
export type Clock = { readonly now: () => Instant };

export const systemClock: Clock = { now: () => new Date().toISOString() as Instant };

const withZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Reads any ISO 8601 instant that names its zone (`Z`, `+00:00` or PayPal's `+0000`); null when it does not. */
export function parseInstant(text: string): Instant | null {
  if (!withZone.test(text)) return null;
  const at = new Date(text.replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
  return Number.isNaN(at.getTime()) ? null : (at.toISOString() as Instant);
}

export const instant = (epochMs: number): Instant => new Date(epochMs).toISOString() as Instant;
export const epochMs = (at: Instant): number => Date.parse(at);
export const plusS = (at: Instant, seconds: number): Instant => instant(epochMs(at) + seconds * 1000);
export const secondsBetween = (from: Instant, to: Instant): number => (epochMs(to) - epochMs(from)) / 1000;
export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
