import { uuidArray } from "./arrays.ts";

/** A piece of SQL with its parameters. Values become parameters, never text; only `sql` pieces become text. */
export class Sql {
  readonly texts: readonly string[];
  readonly values: readonly unknown[];
  constructor(texts: readonly string[], values: readonly unknown[]) {
    this.texts = texts;
    this.values = values;
  }
}

/** Writes SQL. A nested piece is spliced in; anything else is sent as a parameter. */
export const sql = (texts: TemplateStringsArray, ...values: unknown[]): Sql => new Sql(texts, values);
/** Joins pieces, for filters that are built from what was asked. */
export const joinSql = (pieces: readonly Sql[], between: string): Sql =>
  pieces.length === 0
    ? new Sql([""], [])
    : new Sql(["", ...pieces.slice(1).map(() => between), ""], pieces);
export const nothing = new Sql([""], []);
/** A condition only where there is something to ask for: a kept plan can't leave out `$1 is null or …` by itself. */
export const given = <T>(value: T | null, piece: (value: T) => Sql): Sql => (value === null ? nothing : piece(value));

/** Numbers the parameters: `{ text: "… $1 …", values }`. A list before `::uuid[]` becomes one of PostgreSQL's. */
export function compile(piece: Sql): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  let text = "";
  const add = ({ texts, values: inner }: Sql): void => {
    for (const [i, part] of texts.entries()) {
      text += part;
      if (i >= inner.length) continue;
      const value = inner[i];
      if (value instanceof Sql) add(value);
      else text += `$${values.push(Array.isArray(value) && texts[i + 1]!.startsWith("::uuid[]") ? (uuidArray(value) ?? value) : value)}`;
    }
  };
  add(piece);
  return { text, values };
}
