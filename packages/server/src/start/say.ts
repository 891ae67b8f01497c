/** Lines for the person at the console. */
export type Say = (line: string) => void;

/** An end with a sentence instead of a stack: the person can cure it. */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
}

const quietS = 2;
const againS = 5;

/** Runs one step of the start; says so when it takes more than two seconds, and again every five. */
export async function step<T>(say: Say, name: string, work: () => Promise<T>): Promise<T> {
  const since = performance.now();
  const tell = (): void => say(`${name} … ${Math.round((performance.now() - since) / 1000)} s`);
  let repeat: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    tell();
    repeat = setInterval(tell, againS * 1000);
  }, quietS * 1000);
  try {
    return await work();
  } finally {
    clearTimeout(first);
    clearInterval(repeat);
  }
}

/** The words of an error, also of the kind that keeps them in its parts (a refused connection to two addresses). */
export function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join("; ");
  if (!(error instanceof Error)) return String(error);
  return error.message || String((error as { code?: string }).code ?? error.name);
}
