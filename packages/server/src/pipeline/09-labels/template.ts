import type { Address } from "@argosy/core/address.ts";
import { templateFields, type Template } from "@argosy/core/api/parcels.ts";
import { putBar, putBarcode, putText, type Paper } from "../../print/paper.ts";

export type TemplateField = (typeof templateFields)[number];
type Element = Template["elements"][number];
export type Values = Readonly<Record<TemplateField, string>>;

/** The address label before anybody changed it: 100 x 150 mm, as most label printers take. */
// prettier-ignore
export const defaultTemplate: Template = {
  widthMm: 100, heightMm: 150, version: 0,
  elements: [
    { kind: "field", field: "method",       x: 5,  y: 4,   w: 56, h: 10, size: 12, bold: true },
    { kind: "line",                         x: 64, y: 4,   w: 0.4, h: 9 },
    { kind: "field", field: "weight",       x: 68, y: 4,   w: 27, h: 7,  size: 12, bold: false },
    { kind: "field", field: "from_address", x: 5,  y: 14,  w: 90, h: 14, size: 8,  bold: false },
    { kind: "line",                         x: 5,  y: 30,  w: 90, h: 0.4 },
    { kind: "field", field: "to_name",      x: 5,  y: 34,  w: 90, h: 8,  size: 15, bold: true },
    { kind: "field", field: "to_company",   x: 5,  y: 42,  w: 90, h: 6,  size: 11, bold: false },
    { kind: "field", field: "to_address",   x: 5,  y: 49,  w: 90, h: 15, size: 12, bold: false },
    { kind: "field", field: "to_city_line", x: 5,  y: 65,  w: 90, h: 7,  size: 12, bold: false },
    { kind: "field", field: "to_country",   x: 5,  y: 73,  w: 58, h: 7,  size: 14, bold: true },
    { kind: "field", field: "to_phone",     x: 66, y: 74,  w: 29, h: 6,  size: 9,  bold: false },
    { kind: "line",                         x: 5,  y: 82,  w: 90, h: 0.4 },
    { kind: "barcode", field: "tracking_no", x: 5, y: 86,  w: 90, h: 22 },
    { kind: "field", field: "tracking_no",  x: 20, y: 109, w: 75, h: 6,  size: 12, bold: true },
    { kind: "line",                         x: 5,  y: 117, w: 90, h: 0.4 },
    { kind: "field", field: "goods",        x: 5,  y: 120, w: 58, h: 18, size: 8,  bold: false },
    { kind: "barcode", field: "parcel_no",  x: 66, y: 120, w: 29, h: 9 },
    { kind: "field", field: "parcel_no",    x: 66, y: 130, w: 29, h: 5,  size: 9,  bold: false },
    { kind: "field", field: "order_nos",    x: 5,  y: 140, w: 58, h: 5,  size: 8,  bold: false },
    { kind: "field", field: "printed_at",   x: 66, y: 140, w: 29, h: 5,  size: 7,  bold: false },
  ],
};

const addressFields: ReadonlySet<TemplateField> = new Set(["to_name", "to_company", "to_address", "to_city_line", "to_country", "to_phone"]);
const isAddress = (element: Element): boolean => element.kind === "field" && addressFields.has(element.field);
const bottomOf = (element: Element): number => element.y + element.h;

/**
 * How far an element moves up because lines of the address above it are empty.
 *
 * Rule   Only the receiver's address closes up, and only until anything else stands between: a line, a barcode, a text.
 * Units  Millimetres. `spare` says what each element drawn so far left empty.
 */
export function closesUpMm(element: Element, elements: readonly Element[], spare: ReadonlyMap<Element, number>): number {
  if (!isAddress(element)) return 0;
  const above = elements.filter((e) => isAddress(e) && bottomOf(e) <= element.y && !elements.some((other) => !isAddress(other) && other.y > e.y && other.y < element.y));
  return above.reduce((sum, e) => {
    const beside = elements.some((other) => other !== e && isAddress(other) && other.y < bottomOf(e) && bottomOf(other) > e.y);
    return sum + (beside ? 0 : (spare.get(e) ?? 0));
  }, 0);
}
/** Draws one page of a template. Values go in as finished text; nothing in them is read as an expression. */
export function drawTemplate(paper: Paper, template: Template, values: Values): void {
  paper.embedded = true;
  const spare = new Map<Element, number>();
  for (const element of template.elements.filter(isAddress).toSorted((a, b) => a.y - b.y))
    if (element.kind === "field") spare.set(element, putText(paper, values[element.field], { ...element, y: element.y - closesUpMm(element, template.elements, spare) }, element));
  for (const element of template.elements) {
    if (isAddress(element)) continue;
    if (element.kind === "field") putText(paper, values[element.field], element, element);
    else if (element.kind === "text") putText(paper, element.text, element, element);
    else if (element.kind === "line") putBar(paper, element);
    else if (values[element.field] !== "" && !putBarcode(paper, values[element.field], element))
      putText(paper, values[element.field], element, { size: 10, bold: true }); // no barcode can carry it; the eye can
  }
  paper.embedded = false;
}

const countryNames = new Intl.DisplayNames("en", { type: "region" });
export const countryLine = (code: string): string => {
  const name = /^[A-Z]{2}$/.test(code) ? countryNames.of(code) : undefined;
  return name && name !== code ? `${name.toUpperCase()} (${code})` : code;
};
export const streetLines = (a: Address): string => [a.line1, a.line2].filter((line) => line !== "").join("\n");
export const cityLine = (a: Address): string => [a.city, a.state, a.postcode].filter((part) => part !== "").join(", ");
export const senderLines = (a: Address): string =>
  [[a.company, a.name].filter((part) => part !== "").join(", "), streetLines(a), `${cityLine(a)} ${a.country}`].filter((line) => line.trim() !== "").join("\n");
export const weightText = (weightG: number): string => `${Math.floor(weightG / 1000)}.${String(weightG % 1000).padStart(3, "0")} kg`;

/** The longest data we know of, for the preview: what fits here fits every day. */
export const worstCase: Values = {
  to_name: "Константин Константинович Преображенский-Вознесенский",
  to_company: "Общество с ограниченной ответственностью «Внешнеторговая логистика»",
  to_address: "проспект Шестидесятилетия Октября, дом 127, корпус 4, строение 2, подъезд 11\nэтаж 24, квартира 1187, код домофона 1187К4590",
  to_city_line: "Комсомольск-на-Амуре, Хабаровский край, 681000",
  to_country: "RUSSIA (RU)",
  to_phone: "+7 (4217) 555-01-99 доб. 1187",
  from_address: "深圳市商舶跨境电子商务有限公司, 华南仓\nBuilding 7, Bantian Huawei Base East Gate, Wuhe Avenue 5034\nShenzhen, Guangdong, 518129 CN",
  parcel_no: "P10000000001",
  tracking_no: "92748902348204100083402315",
  order_nos: "O100001, O100002, O100003, O100004, O100005",
  method: "中邮小包 China Post Registered Air Mail Small Packet",
  weight: "1.998 kg",
  goods: Array.from({ length: 12 }, (_, i) => `SHIRT-LINEN-NAVY-${i + 1}XL x ${i + 1}`).join(", "),
  buyer_note: "请勿折叠 — bitte nicht knicken, {1+1} is text, not two; a gift, so no invoice inside please",
  printed_at: "2026-12-31 23:59 UTC",
};
