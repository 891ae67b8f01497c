import { expect, test } from "vitest";
import { nameWords, termsAsked, termsOfBuyer } from "./buyer-terms.ts";

// oxfmt-ignore
// prettier-ignore
test.each([
  ["case and blanks",                  "  Ada   LOVELACE ",            ["ada", "lovelace"]],
  ["accents",                          "José Núñez",                   ["jose", "nunez"]],
  ["accents written apart",            "Jose\u0301 Nun\u0303ez",       ["jose", "nunez"]],
  ["letters without a mark",           "Søren Groß-Łukasz",            ["soren", "gross", "lukasz"]],
  ["full width",                       "Ａｄａ　Ｌｏｖｅｌａｃｅ",             ["ada", "lovelace"]],
  ["an apostrophe",                    "Sinéad O’Brien",               ["sinead", "obrien"]],
  ["comma and the family name first",  "Lovelace, Ada",                ["lovelace", "ada"]],
  ["initials",                         "J. R. Tolkien",                ["tolkien"]],
  ["nothing but initials",             "A B",                          ["a", "b"]],
  ["more than three words",            "Maria del Carmen García López", ["maria", "garcia", "lopez"]],
  ["Chinese",                          "张三",                          ["张三"]],
  ["Chinese with a blank",             "张 三",                         ["张三"]],
  ["Chinese, one character",           "张",                            ["张"]],
  ["with a middle dot",                "阿不都·热合曼",                   ["阿不都热合曼"]],
  ["Japanese",                         "田中　太郎",                      ["田中太郎"]],
  ["half-width kana",                  "ﾀﾅｶ ﾀﾛｳ",                       nameWords("タナカタロウ")],
  ["Korean",                           "김 철수",                        nameWords("김철수")],
  ["Chinese beside Latin",             "张三 (Zhang San)",              ["张三", "zhang", "san"]],
  ["Cyrillic",                         "Иван Петров",                  ["иван", "петров"]],
  ["nothing",                          " – ",                          []],
])("a name's words: %s", (_what, name, words) => expect(nameWords(name)).toEqual(words));

const shipTo = { name: "", company: "", line1: "", line2: "", city: "", state: "", postcode: "", country: "GB", phone: "" };
const phone = (given: string) => termsOfBuyer({ email: "", shipTo: { ...shipTo, phone: given } }).phone;
const postcode = (given: string) => termsOfBuyer({ email: "", shipTo: { ...shipTo, postcode: given } }).postcode;

// oxfmt-ignore
// prettier-ignore
test.each([
  ["a phone with and without its country", phone("+44 7700 900123"),  "07700 900123"],
  ["a Chinese mobile",                     phone("138-1234-5678"),    "+86 13812345678"],
  ["an extension",                         phone("+1 210-728-4548 ext. 12345"), "(210) 728-4548"],
  ["full width digits",                    phone("１３８１２３４５６７８"), "13812345678"],
])("%s", (_what, kept, asked) => {
  expect(kept).not.toBe("");
  expect(termsAsked(asked).phone).toBe(kept);
});

// oxfmt-ignore
// prettier-ignore
test.each([
  ["a postcode in any spelling", postcode("sw1y 4jh"),   "SW1Y4JH"],
  ["full width",                 postcode("１００－０００１"), "100-0001"],
  ["nine digits",                postcode("94105-1234"), "94105"],
  ["nine digits asked",          postcode("94105"),      "94105-1234"],
])("%s", (_what, kept, asked) => {
  expect(kept).not.toBe("");
  expect(termsAsked(asked).postcode).toBe(kept);
});

// oxfmt-ignore
// prettier-ignore
test.each([
  ["an e-mail is nothing else",         "Ada@Buyers.Example", { words: [], email: "ada@buyers.example", phone: "", postcode: "" }],
  ["a name is no phone or postcode",    "Ada",                { words: ["ada"], email: "", phone: "", postcode: "" }],
  ["too few digits for a phone",        "12345",              { words: ["12345"], email: "", phone: "", postcode: "12345" }],
  ["an order number is no phone",       "O1234567",           { words: ["o1234567"], email: "", phone: "", postcode: "O1234567" }],
  ["too long for a postcode",           "1234567890123",      { words: ["1234567890123"], email: "", phone: "67890123", postcode: "" }],
])("what was typed: %s", (_what, asked, terms) => expect(termsAsked(asked)).toEqual(terms));

test("a phone of a few digits, a missing e-mail and a missing postcode are nothing to be found by", () => {
  expect(termsOfBuyer({ email: " ", shipTo: { ...shipTo, phone: "n/a 12", postcode: "-" } })).toEqual({ words: [], email: "", phone: "", postcode: "" });
});
