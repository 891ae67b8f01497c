import { WholeResponse } from "@argosy/core/http.ts";
import { instant } from "@argosy/core/time.ts";
import type { Shipment } from "../../books.ts";
import type { Store } from "../../store.ts";
import { notFound } from "./errors.ts";
import { blank, drawBarcode, drawLine, drawText, toPdf, toPng, type Canvas } from "./picture.ts";
import { open, shipmentOfLabel, type LabelFormat } from "./state.ts";
import type { EasypostAddress } from "./read.ts";

/** `GET` of a label's address, drawn anew each time: nothing but the shipment is kept. No key is asked for, as at S3. */
export function labelAnswer(store: Store, hex: string, format: LabelFormat): WholeResponse {
  const s = shipmentOfLabel(store, hex);
  if (s === null) return notFound();
  if (format === "ZPL") return new WholeResponse(zpl(store, s), { headers: { "content-type": "application/zpl" } });
  const canvas = draw(store, s);
  const bytes = format === "PDF" ? toPdf(canvas) : toPng(canvas);
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
function drawTitle(canvas: Canvas, title: string): void {
  if (title.length <= 21) return drawText(canvas, 12, 14, 3, title);
  const [carrier = "", service = ""] = title.split(" ");
  drawText(canvas, 12, 6, 2, carrier);
  drawText(canvas, 12, 26, service.length <= 32 ? 2 : 1, service);
}

export function draw(store: Store, s: Shipment): Canvas {
  const c = contents(store, s);
  const canvas = blank();
  drawTitle(canvas, c.title);
  drawLine(canvas, 46, 3);
  drawText(canvas, 12, 58, 1, "FROM:");
  c.from.slice(0, 6).forEach((line, i) => drawText(canvas, 12, 70 + i * 11, 1, line));
  drawText(canvas, 270, 58, 2, c.weight);
  drawText(canvas, 270, 80, 2, c.date);
  drawLine(canvas, 142, 1);
  drawText(canvas, 12, 154, 2, "SHIP TO:");
  c.to.slice(0, 6).forEach((line, i) => drawText(canvas, 24, 182 + i * 24, 2, line));
  drawLine(canvas, 336, 3);
  drawBarcode(canvas, 356, 120, c.number);
  drawText(canvas, Math.max(4, (400 - c.number.length * 12) >> 1), 486, 2, c.number);
  drawLine(canvas, 514, 1);
  drawText(canvas, 12, 526, 2, c.order);
  drawText(canvas, 12, 552, 1, c.reference);
  drawText(canvas, 12, 578, 1, "SANDBOX - NOT VALID FOR POSTAGE");
  return canvas;
}

/** ZPL takes `^` and `~` as commands, so they never come from data. */
const field = (x: number, y: number, size: number, text: string): string =>
  `^FO${x},${y}^A0N,${size},${size}^FD${text.replace(/[\^~]/g, " ")}^FS`;

function zpl(store: Store, s: Shipment): string {
  const c = contents(store, s);
  return ["^XA^CI28^PW812^LL1218", field(30, 30, 50, c.title),
    ...c.from.map((line, i) => field(30, 110 + i * 28, 24, line)),
    ...c.to.map((line, i) => field(60, 360 + i * 48, 42, line)),
    `^FO60,720^BY3^BCN,240,Y,N,N^FD${c.number}^FS`, field(30, 1070, 36, c.order), field(30, 1120, 24, c.reference),
    field(30, 1170, 24, "SANDBOX - NOT VALID FOR POSTAGE"), "^XZ"].join("\n");
}
