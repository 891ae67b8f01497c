/** Stops on what cannot be. Stays on in production: a wrong shipment costs more than a stopped batch. */
export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${what}`);
}

/** The value that must be there: for look-ups whose miss is a bug, never for input from outside. */
export function present<T>(value: T | null | undefined, what: string): T {
  assert(value !== null && value !== undefined, what);
  return value;
}

/** Marks the branch that the compiler has proven empty. */
export function never(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
