import { parseArgs } from "node:util";

/** Whole numbers by name: the least, the most, and what counts where none is given. */
type Numbers<Name extends string> = Readonly<Record<Name, readonly [min: number, max: number, otherwise: number]>>;
export type Options<Name extends string> = Readonly<Record<Name, number>> & { readonly json: boolean };

/**
 * Reads the command line of a benchmark. Who asks for help gets it, and the process ends with 0; who gives a wrong option is
 * told which and what it may be, and it ends with 2.
 */
export function readOptions<Name extends string>(help: string, numbers: Numbers<Name>, args: readonly string[] = process.argv.slice(2)): Options<Name> {
  try {
    const names = Object.keys(numbers) as Name[];
    const texts = Object.fromEntries(names.map((name) => [name, { type: "string" as const, default: String(numbers[name][2]) }]));
    const { values } = parseArgs({ args: [...args], options: { ...texts, json: { type: "boolean", default: false }, help: { type: "boolean", default: false } } });
    if (values.help) return end(0, help);
    const given = values as Record<string, unknown>;
    return { ...(Object.fromEntries(names.map((name) => [name, whole(name, String(given[name]), numbers[name])])) as Record<Name, number>), json: given["json"] === true };
  } catch (error) {
    return end(2, `${(error as Error).message}\n\n${help}`);
  }
}

function whole(name: string, text: string, [min, max]: readonly [number, number, number]): number {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : NaN;
  if (!(value >= min && value <= max)) throw new Error(`--${name} must be a whole number from ${min} to ${max}, not "${text}"`);
  return value;
}

function end(code: number, text: string): never {
  process.stdout.write(`${text}\n`);
  process.exit(code);
}
