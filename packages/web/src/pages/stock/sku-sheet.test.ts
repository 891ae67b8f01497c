import { expect, it, test } from "vitest";
import { text as en } from "../../text/en/index.ts";
import { formatsOf } from "../../text/formats.ts";
import { text as zh } from "../../text/zh-CN/index.ts";
import { bodyOf } from "./sku-form.tsx";
import { columnsOfSheet, mostRows, readCells, readSheet, textOfFile } from "./sku-sheet.ts";

const { wrong } = en.stock.catalogue;
const english = { t: en, f: formatsOf("en") };

// oxfmt-ignore
test.each<[string, string, string[][]]>([
  ["a spreadsheet's clipboard",     "a\tb\r\n1\t2",             [["a", "b"], ["1", "2"]]],
  ["a saved file",                  "a,b\n1,2",                  [["a", "b"], ["1", "2"]]],
  ["one of the Continent",          "a;b\n1,5;2",                [["a", "b"], ["1,5", "2"]]],
  ["a tab wins",                    "a, of b\tc\n1\t2",          [["a, of b", "c"], ["1", "2"]]],
  ["quotes around a comma",         'a,b\n"1, and ""2""",3',     [["a", "b"], ['1, and "2"', "3"]]],
  ["a line end inside a cell",      'a,b\r\n"1\r\n2",3\r\n4,5',  [["a", "b"], ["1\r\n2", "3"], ["4", "5"]]],
  ["inches",                        'a\tb\n5" pipe\t"big" mug',  [["a", "b"], ['5" pipe', '"big" mug']]],
  ["a quote that is never closed",  'a,b\n"1,2\n3,4',           [["a", "b"], ['"1', "2"], ["3", "4"]]],
  ["empty cells and rows",          "a,b\n,2\n\n3,",            [["a", "b"], ["", "2"], [""], ["3"]]],
  ["nothing",                       "",                         [[""]]],
])("cells: %s", (_, text, cells) => expect(readCells(text)).toEqual(cells));

it("reads rows by the names of their columns, in any order and in the reader's language", () => {
  const { rows, problems } = readSheet("\uFEFF重量（克）\tSKU\t中文名称\t申报价值\t币种\n250\tMUG-1\t马克杯\t12.5\tcny\n\n\tMUG-2\n", { t: zh, f: formatsOf("zh-CN") });
  expect(problems).toEqual([]);
  expect(rows.map((row) => row.number)).toEqual([2, 4]);
  expect(bodyOf(rows[0]!.sku)).toEqual({ code: "MUG-1", nameEn: "", nameZh: "马克杯", barcode: "", imageUrl: null, declaredNameEn: "", declaredNameZh: "", hsCode: "", originCountry: "CN", weightG: 250, declaredValue: { minor: 1250, currency: "CNY" } });
  expect(bodyOf(rows[1]!.sku)).toMatchObject({ code: "MUG-2", weightG: 0, declaredValue: null, originCountry: "CN" });
});

it.each(["Name\tWeight", "name\tWEIGHT (g)", "English name\t重量(g)", "name\t重量（克）"])("takes the plain names of columns: %s", (names) => {
  const { rows, problems } = readSheet(`SKU\t${names}\nA\tMug\t250`, english);
  expect([problems, rows.map(({ sku }) => [sku.nameEn, sku.weightText])]).toEqual([[], [["Mug", "250"]]]);
});

// oxfmt-ignore
test.each<[string, string, [number, string, string][]]>([
  ["no code",                  "SKU,Barcode\n,1",                             [[2, "SKU", wrong.code]]],
  ["a code that begins oddly", "SKU\n-A",                                     [[2, "SKU", "Letters and digits first, then also . _ / - and spaces; at most 60 characters"]]],
  ["a code twice",             "SKU\nA\nB\nA",                                [[4, "SKU", wrong.twice("2")]]],
  ["a code in other letters",  "SKU\na-1\nA-1",                               [[3, "SKU", wrong.twice("2")]]],
  ["a name nobody can see",    "SKU,Name in English\nA,\u200B",               [[2, "Name in English", "Nothing in it can be seen; type it anew"]]],
  ["a barcode twice",          "SKU,Barcode\nA,1\nB,1\nC,\nD,",               [[3, "Barcode", wrong.twice("2")]]],
  ["a barcode cut off",        "SKU,Barcode\nA,6.9E+12",                      [[2, "Barcode", wrong.rounded]]],
  ["a weight with its unit",   "SKU,Weight in grams\nA,250 g",                [[2, "Weight in grams", wrong.weight]]],
  ["a yen's fraction",         "SKU,Declared value,Currency\nA,1.5,JPY",      [[2, "Declared value", wrong.value("0")]]],
  ["no currency of ours",      "SKU,Currency\nA,XXQ",                         [[2, "Currency", wrong.currency]]],
  ["a country by its name",    "SKU,Country of origin\nA,China",              [[2, "Country of origin", "A country of two capital letters, such as DE"]]],
  ["a long name",              `SKU,Name in English\nA,${"x".repeat(201)}`,    [[2, "Name in English", wrong.long("200")]]],
  ["several in one row",       "SKU,HS code,Picture address\nA,85a,ftp://x",  [[2, "Picture address", wrong.image], [2, "HS code", wrong.hs]]],
  ["a comma too many",         "SKU,Barcode\nA,1,2",                          [[2, "3", wrong.column]]],
  ["a column nobody knows",    "SKU,Colour\nA,red",                           [[1, "Colour", wrong.column]]],
  ["a column twice",           "SKU,sku\nA,B",                                [[1, "sku", wrong.twice("1")]]],
  ["no names of columns",      "A,250",                                       [[1, "SKU", wrong.noColumn], [1, "A", wrong.column], [1, "250", wrong.column]]],
  ["too many rows",            `SKU\n${Array.from({ length: mostRows + 1 }, (_, i) => `A${i}`).join("\n")}`, [[mostRows + 2, "SKU", wrong.rows("500")]]],
])("refuses %s by row and column, with the cure", (_, text, problems) => expect(readSheet(text, english).problems).toEqual(problems.map(([row, column, problem]) => ({ row, column, problem }))));

it("says the names of the columns in every language once each", () => {
  for (const t of [en, zh]) expect(new Set(Object.values(columnsOfSheet(t)).map((title) => title.toLowerCase())).size).toBe(12);
});

it("reads files as they are saved: UTF-8, Excel's Unicode text, and what Chinese Windows writes", () => {
  const bytes = (...all: number[]): ArrayBuffer => Uint8Array.from(all).buffer;
  expect(textOfFile(new TextEncoder().encode("马克杯").buffer, "zh-CN")).toBe("马克杯");
  expect(textOfFile(bytes(0xff, 0xfe, 0x6c, 0x9a), "zh-CN")).toBe("马");
  expect(textOfFile(bytes(0xc2, 0xed, 0xbf, 0xcb), "zh-CN")).toBe("马克");
  expect(textOfFile(bytes(0xb0, 0xa8, 0xa7, 0x4a), "zh-TW")).toBe("馬克");
});
