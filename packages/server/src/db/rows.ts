import type pg from "pg";
import { present } from "@argosy/core/assert.ts";
import { arrayText, bytesArray, uuidArray } from "./arrays.ts";
import { joinSql, Sql, sql } from "./sql.ts";

// Rows travel as columns: one array for each, put together again by `unnest`. As one JSON text PostgreSQL builds a small
// dictionary for every row: it took twice as long.

type Row = Readonly<Record<string, unknown>>;
/** Name of a column to the name of its type, as `int` or `_text`. */
export type Types = Readonly<Record<string, string>>;

/** These rows as a table to select from or to join; its columns are named as the rows' keys. */
export function asTable(alias: string, types: Types, rows: readonly object[]): Sql {
  const names = Object.keys(types);
  const arrays = names.map((name) => {
    const cells = (rows as readonly Row[]).map((row) => row[name] ?? null);
    return sql`${asArray(cells, types[name]!)}${new Sql([`::${cellType(types[name]!)}[]`], [])}`;
  });
  const columns = ` as ${alias}(${names.map(quoted).join(", ")})`;
  const table = sql`unnest(${joinSql(arrays, ", ")})${new Sql([columns], [])}`;
  if (names.every((name) => cellType(types[name]!) === types[name])) return table;
  const picked = names.map((name) => `${quoted(name)}::${types[name]!} as ${quoted(name)}`).join(", ");
  return sql`${new Sql([`(select ${picked} from `], [])}${table}${new Sql([`) ${alias}`], [])}`;
}

function asArray(cells: readonly unknown[], type: string): Buffer | string {
  if (type === "bytea") return bytesArray(cells);
  return (type === "uuid" ? uuidArray(cells) : null) ?? arrayText(isList(type) || isJson(type) ? cells.map((cell) => asCell(cell, type)) : cells);
}

const quoted = (name: string): string => (/^[a-z_0-9]+$/.test(name) ? name : `"${name}"`);
const isList = (type: string): boolean => type.startsWith("_") || type.endsWith("[]");
const isJson = (type: string): boolean => type === "json" || type === "jsonb";
const cellType = (type: string): string => (isList(type) || isJson(type) ? "text" : type); // these travel as text
const asCell = (cell: unknown, type: string): string | null =>
  cell === null ? null : isList(type) ? arrayText(cell as readonly unknown[]) : JSON.stringify(cell);

/** Whether a column has one and the same plain value in all rows: then it need not travel with each of them. */
export function isShared(rows: readonly Row[], key: string): boolean {
  const value = rows[0]?.[key];
  return (value === null || ["string", "number", "boolean"].includes(typeof value)) && rows.every((row) => row[key] === value);
}

const camelToSnake = new Map<string, string>();
export const snake = (name: string): string => {
  let known = camelToSnake.get(name);
  if (known === undefined) camelToSnake.set(name, (known = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)));
  return known;
};

/** `insert into … select …` of these rows (camelCase keys = columns). `extra` stands in each of them. */
export function inserting(table: string, rows: readonly object[], extra: Row, types: Types): Sql {
  const all = rows as readonly Row[];
  const keys = Object.keys(present(all[0], "a row to insert"));
  const own = keys.filter((key) => !isShared(all, key));
  if (own.length === 0) own.push(present(keys[0], "a column")); // somebody must say how many rows there are
  const typeOf = (key: string): string => present(types[snake(key)], `column ${table}.${snake(key)}`);
  const picked = [...Object.values(extra).map((value) => sql`${value}`), ...keys.map((key) => (own.includes(key) ? new Sql([`x.${quoted(key)}`], []) : sql`${all[0]![key]}`))];
  const into = new Sql([`insert into ${table} (${[...Object.keys(extra), ...keys].map(snake).join(", ")}) select `], []);
  return sql`${into}${joinSql(picked, ", ")} from ${asTable("x", Object.fromEntries(own.map((key) => [key, typeOf(key)])), all)}`;
}

const known = new WeakMap<object, Map<string, Types>>();
/** The columns of a table and their types, asked once for each pool. */
export async function typesOf(pool: object, { ask }: { readonly ask: (what: pg.QueryArrayConfig) => Promise<pg.QueryArrayResult> }, table: string): Promise<Types> {
  const tables = known.get(pool) ?? new Map<string, Types>();
  known.set(pool, tables);
  const before = tables.get(table);
  if (before) return before;
  const { rows } = await ask({
    rowMode: "array",
    text: "select a.attname as name, t.typname as type from pg_attribute a join pg_type t on t.oid = a.atttypid where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped",
    values: [table],
  });
  const types = Object.fromEntries(rows) as Types;
  tables.set(table, types);
  return types;
}
