import { WholeResponse } from "@argosy/core/http.ts";
import { instant } from "@argosy/core/time.ts";
import type { Shipment } from "../../books.ts";
import type { Store } from "../../store.ts";
import { notFound } from "./errors.ts";
import { toPdf, toPng, type Picture } from "./picture.ts";
import { open, shipmentOfLabel, type LabelFormat } from "./state.ts";
import type { EasypostAddress } from "./read.ts";

/** `GET` of a label's address, drawn anew each time: nothing but the shipment is kept. No key is asked for, as at S3. */
export function labelAnswer(store: Store, hex: string, format: LabelFormat): WholeResponse {
  const s = shipmentOfLabel(store, hex);
  if (s === null) return notFound();
  const c = contents(store, s);
  if (format === "ZPL") return new WholeResponse(zpl(c), { headers: { "content-type": "application/zpl" } });
  const bytes = (format === "PDF" ? toPdf : toPng)((picture) => draw(picture, c));
  return new WholeResponse(bytes, { headers: { "content-type": format === "PDF" ? "application/pdf" : "image/png" } });
}

const placeLine = (a: EasypostAddress): string => [a.city, a.state, a.zip].filter((part) => part !== null).join(" ");

const addressLines = (a: EasypostAddress): string[] =>
  [a.name, a.company, a.street1, a.street2, placeLine(a), a.country].filter((line): line is string => line !== null && line !== "");

type Options = { readonly print_custom_1?: string; readonly invoice_number?: string };

/** What stands on a label, whatever it is printed with. */
function contents(store: Store, s: Shipment) {
  const { to, from, parcel, services } = open(store, s);
  const options = JSON.parse(store.text(s.options)) as Options;
  const service = services[s.rate];
  return {
    title: `${service?.carrier ?? ""} ${service?.service ?? ""}`, from: addressLines(from), to: addressLines(to),
    weight: `${Math.round(parcel.weight * 10) / 10} OZ`, date: instant(s.boughtMs).slice(0, 10),
    order: options.print_custom_1 ?? options.invoice_number ?? "", number: s.trackingNo ?? "", reference: s.reference ?? "",
  };
}

/** Carrier and service: a long name in two lines and smaller, for what does not fit is cut off. */
function drawTitle(picture: Picture, title: string): void {
  if (title.length <= 16) return picture.text(2, 10, 4, title);
  const [carrier = "", service = ""] = title.split(" ");
  picture.text(2, 6, 2, carrier);
  picture.text(2, 26, service.length <= 32 ? 2 : 1, service);
}

function draw(picture: Picture, c: ReturnType<typeof contents>): void {
  drawTitle(picture, c.title);
  picture.line(46, 3);
  ["FROM:", ...c.from.slice(0, 6)].forEach((line, i) => picture.text(2, 55 + i * 9, 1, line));
  picture.text(2, 123, 2, `${c.date}  ${c.weight}`);
  picture.line(142, 1);
  picture.text(2, 154, 2, "SHIP TO:");
  c.to.slice(0, 6).forEach((line, i) => picture.text(3, 182 + i * 24, 2, line));
  picture.line(336, 3);
  picture.barcode(356, 120, c.number);
  picture.text(Math.max(1, (50 - Math.ceil(c.number.length * 1.5)) >> 1), 486, 2, c.number);
  picture.line(514, 1);
  picture.text(2, 526, 2, c.order);
  picture.text(2, 552, 1, c.reference);
  picture.text(2, 578, 1, "SANDBOX - NOT VALID FOR POSTAGE");
}

/** ZPL takes `^` and `~` as commands, so they never come from data. */
const field = (x: number, y: number, size: number, text: string): string =>
  `^FO${x},${y}^A0N,${size},${size}^FD${text.replace(/[\^~]/g, " ")}^FS`;

function zpl(c: ReturnType<typeof contents>): string {
  return ["^XA^CI28^PW812^LL1218", field(30, 30, 50, c.title),
    ...c.from.map((line, i) => field(30, 110 + i * 28, 24, line)),
    ...c.to.map((line, i) => field(60, 360 + i * 48, 42, line)),
    `^FO60,720^BY3^BCN,240,Y,N,N^FD${c.number}^FS`, field(30, 1070, 36, c.order), field(30, 1120, 24, c.reference),
    field(30, 1170, 24, "SANDBOX - NOT VALID FOR POSTAGE"), "^XZ"].join("\n");
}
