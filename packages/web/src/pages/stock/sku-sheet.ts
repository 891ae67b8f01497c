import { isCountry } from "@argosy/core/countries.ts";
import { fact } from "@argosy/core/facts.ts";
import { isCurrency } from "@argosy/core/money.ts";
import type { Text } from "../../text/index.tsx";
import { factSentence } from "../../ui/facts.ts";
import { problemsOf, shownOf, type Shown, type Speech } from "./sku-form.tsx";

// SKUs out of a spreadsheet: read and judged here, row by row, before anything is sent.

type Column = keyof Shown;
/** The columns by the names of the form, in its order. */
export const columnsOfSheet = ({ stock: { catalogue: c } }: Text): Readonly<Record<Column, string>> => ({
  code: c.code, nameEn: c.nameEn, nameZh: c.nameZh, barcode: c.barcode, weightText: c.weight, originCountry: c.origin, declaredNameEn: c.declaredEn, declaredNameZh: c.declaredZh,
  valueText: c.value, currency: c.currency, hsCode: c.hs, imageUrl: c.image,
});
/** How spreadsheets call the same columns, in whatever language its reader has. */
const otherNames: Partial<Readonly<Record<Column, readonly string[]>>> = {
  nameEn: ["Name", "English name", "Product name"], nameZh: ["名称", "名稱", "品名", "商品名称", "商品名稱", "中文名"], weightText: ["Weight", "Weight (g)", "重量", "重量(g)", "重量(克)", "重量(公克)"],
  barcode: ["EAN", "UPC", "条形码"], imageUrl: ["Picture", "Image", "图片", "圖片"], hsCode: ["HS"], originCountry: ["Origin"],
};
/** A title without what people write now so, now so: capitals, spaces, wide brackets. */
const plainTitle = (title: string): string => title.normalize("NFKC").toLowerCase().replaceAll(/\s/g, "");
const longest: Partial<Readonly<Record<Column, number>>> = { nameEn: 200, nameZh: 200, barcode: 60, declaredNameEn: 120, declaredNameZh: 120, imageUrl: 500 };
export const mostRows = 500;
export const mostBytes = 2_000_000;

/**
 * The cells of pasted or saved rows. Between them stands what stands in the first line: a tab, a semicolon or a comma. A cell in quotes
 * may hold any of them, and line ends, and a quote written twice; a quote that does not enclose its cell is a letter.
 */
export function readCells(text: string): readonly (readonly string[])[] {
  const [firstLine = ""] = text.split("\n", 1);
  const between = ["\t", ";", ","].find((mark) => firstLine.includes(mark)) ?? "\t";
  const cell = new RegExp(`(?:"([^"]*(?:""[^"]*)*)"(?=${between}|\\r?\\n|\\r?$)|([^${between}\\n]*))(${between}|\\r?\\n|\\r?$)`, "y");
  const rows: string[][] = [[]];
  for (;;) {
    const [, quoted, plain = "", end = ""] = cell.exec(text) ?? [];
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (cell.lastIndex >= text.length) return rows;
    if (end !== between) rows.push([]);
  }
}

/** A saved file as text: UTF-8, what Excel calls Unicode text, or what Chinese Windows saves without asking. */
export function textOfFile(bytes: ArrayBuffer, locale: string): string {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(locale === "zh-TW" ? "big5" : "gb18030").decode(bytes);
  }
}

export type SheetRow = { readonly number: number; readonly sku: Shown };
export type SheetProblem = { readonly row: number; readonly column: string; readonly problem: string };
export type Sheet = { readonly rows: readonly SheetRow[]; readonly problems: readonly SheetProblem[] };

/**
 * Reads a sheet whose first row names its columns, in any order; of these only the SKU must be there.
 * Answer  Each row by its number in the sheet, and every cell that the server would refuse, with what to write instead.
 */
export function readSheet(text: string, speech: Speech): Sheet {
  const { t } = speech;
  const { wrong } = t.stock.catalogue;
  const titles = columnsOfSheet(t);
  const named = [...Object.entries(otherNames).flatMap(([column, names]) => names.map((name) => [name, column] as const)), ...Object.entries(titles).map(([column, title]) => [title, column] as const)];
  const byTitle = new Map(named.map(([title, column]) => [plainTitle(title), column as Column]));
  const [head = [], ...body] = readCells(text.replace(/^\uFEFF/, "").trimEnd());
  const columns = head.map((title) => byTitle.get(plainTitle(title)));
  const inHead = (column: string, problem: string): SheetProblem => ({ row: 1, column, problem });
  const strange = head.flatMap((title, i) => (columns[i] === undefined ? [inHead(title, wrong.column)] : columns.indexOf(columns[i]) < i ? [inHead(title, wrong.twice("1"))] : []));
  if (!columns.includes("code")) strange.unshift(inHead(titles.code, wrong.noColumn));
  const filled = body.map((cells, i) => ({ cells, number: i + 2 })).filter(({ cells }) => cells.some((cell) => cell !== ""));
  if (filled.length > mostRows) strange.push({ row: mostRows + 2, column: titles.code, problem: wrong.rows(String(mostRows)) });
  if (strange.length > 0) return { rows: [], problems: strange };
  const rows = filled.map(({ cells, number }): SheetRow => ({ number, sku: skuOf(columns, cells) }));
  const firstWith = { code: new Map<string, number>(), barcode: new Map<string, number>() };
  const problems = filled.flatMap(({ cells, number }, i) => {
    const { sku } = rows[i]!; // made of the same rows
    const found: Partial<Record<Column, string>> = { ...judge(sku, speech) };
    for (const column of ["code", "barcode"] as const) {
      const name = column === "code" ? sku.code.toLowerCase() : sku.barcode; // as the server compares them
      const before = firstWith[column].get(name);
      if (before !== undefined && name !== "") found[column] ??= wrong.twice(String(before));
      else firstWith[column].set(name, number);
    }
    const told = Object.entries(found).map(([column, problem]) => ({ row: number, column: titles[column as Column], problem }));
    return cells.slice(head.length).some((cell) => cell !== "") ? [{ row: number, column: String(head.length + 1), problem: wrong.column }, ...told] : told;
  });
  return { rows, problems };
}

/** What a row leaves empty is as in a new form. */
function skuOf(columns: readonly (Column | undefined)[], cells: readonly string[]): Shown {
  const given = Object.fromEntries(columns.flatMap((column, i) => (column && cells[i] ? [[column, cells[i]]] : []))) as Partial<Shown>;
  const sku = { ...shownOf(null), ...given };
  return { ...sku, currency: sku.currency.toUpperCase(), originCountry: sku.originCountry.toUpperCase() };
}
function judge(sku: Shown, speech: Speech): Partial<Record<Column, string>> {
  const { t, f } = speech;
  const { wrong } = t.stock.catalogue;
  const long = Object.entries(longest).flatMap(([column, most]) => ((sku[column as Column] ?? "").length > most ? [[column, wrong.long(String(most))]] : []));
  const rounded = (["code", "barcode", "hsCode"] as const).filter((column) => /^\d(\.\d+)?E\+\d+$/i.test(sku[column])).map((column) => [column, wrong.rounded]);
  return {
    ...problemsOf(sku, speech), ...(isCurrency(sku.currency) ? {} : { currency: wrong.currency }), ...(isCountry(sku.originCountry) ? {} : { originCountry: factSentence(fact("input_country"), t, f) }),
    ...Object.fromEntries([...long, ...rounded]),
  };
}
