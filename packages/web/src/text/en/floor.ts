import type { Api } from "@argosy/core/api/index.ts";
import type { z } from "zod";

type FieldName = Extract<z.infer<Api["putTemplate"]["body"]>["elements"][number], { kind: "field" }>["field"];
const items = (n: string, one: string): string => `${n} ${one}${n === "1" ? "" : "s"}`;

export const floor = {
  columns: { parcel: "Parcel", goods: "Goods", country: "To", method: "Method", warehouse: "Warehouse", wave: "Wave", tracking: "Tracking no.", weight: "Weight", printed: "Printed", booked: "Booked" },
  filters: { warehouse: "Warehouse", method: "Method", country: "Country", sku: "SKU" },
  why: { inWave: "already in a wave", held: "held", notReserved: "no stock reserved", printed: "printed before; use reprint", notPrinted: "not printed yet", noLabel: "no label from the carrier", shipped: "shipped" },
  waves: {
    title: "Waves", make: "Wave from selection", makeAll: "Make waves", makeHint: "One wave for each warehouse, with its most urgent waiting parcels that are not held, up to the number below. What is left over waits for the next time.", warehouse: "Warehouse", anyWarehouse: "All warehouses", maxRefused: (most: string) => `A whole number from 1 to ${most}`, maxParcels: "Parcels per wave", none: "No parcel waits for a wave", made: (n: string) => `${items(n, "wave")} made`,
    open: "Open", picked: "Picked", cancelled: "Taken back", all: "All", parcels: (n: string) => items(n, "parcel"), units: (n: string) => items(n, "piece"), pick: "Pick", print: "Pick list", undo: "Take back", undoHint: "Its parcels wait for picking again.", undone: (no: string) => `${no} was taken back`,
    wave: "Wave", created: "Made", by: "By", pickedAt: "Picked", state: "State", count: "Parcels", unitCount: "Pieces", empty: "No wave is open.", emptyHint: "Waves put parcels of one warehouse on one pick list, in walking order. Make one from the waiting parcels.", openWaves: "Open waves", allWaves: "All waves", toLabels: "Print labels", detail: "Wave", back: "Waves",
    bin: "Bin", sku: "SKU", qty: "Qty", taken: "Taken", slots: "Slots", slot: "Slot", noBin: "no bin", held: "held", finish: "Finish", printWave: "Print labels of the wave", progress: (taken: string, of: string) => `${taken} of ${of} taken`, preview: "Pick list as it prints", steps: "Walking order", inWave: "Parcels in this wave",
  },
  pick: {
    take: "Take", of: (n: string, total: string) => `${n} of ${total}`, bin: "Bin", noBin: "No bin", one: "+1", allOf: (n: string) => `Took ${n}`, short: "Not enough", shortHint: (n: string) => `Go on with ${n}`, next: "Next", previous: "Back", scanHint: "Scan the goods or tap", wrong: (code: string) => `${code} is not this one`, unknown: "Not on this pick list", tooMany: "That is already the whole quantity", otherStep: (sku: string) => `${sku} comes at another bin`, toSlots: "Into slots",
    offline: (n: string) => `No connection; ${n} kept here`, saved: "Saved", overview: "Overview", summary: "All bins walked", everything: "Everything was found", missing: "Not found", willPass: "Finish and send to labels", finishShort: "Finish; short parcels leave the wave", finished: (picked: string, short: string) => (short === "0" ? `${picked} to labels` : `${picked} to labels, ${short} left the wave short`), ended: "This wave has ended", toWaves: "To the waves", resume: "Continue", keys: "Space +1 · A all · S short · ← →", waiting: "Still sending what you took",
  },
  labels: {
    print: "Print", reprint: "Reprint", toPrint: "To print", printedView: "Printed", template: "Template", documents: "Documents", documentsHint: "One document per carrier, pages in pick order.", pages: (n: string) => items(n, "page"), openPdf: "Open in new tab", preview: "Preview", failed: (n: string) => `${n} not printed`, nothingPrinted: "Nothing was printed", times: (n: string) => `${n}×`, needsPaper: (sizes: string) => `paper ${sizes} mm`, stripPaper: "Each page is 18 mm longer: a label of 100 × 150 mm needs paper of 100 × 168 mm. For labels of fixed length, switch it off.", pickStrip: "Pick strip on the label (+18 mm)", wavesToPrint: "Picked waves", done: "Done", again: "Reprint the wave", reason: "Reason for the reprint",
    unconfirmed: "made, not confirmed", paper: (n: string) => `${items(n, "document")} to confirm`, paperHint: "A PDF is no paper yet. Say how it came out: spoiled labels go back to labels and are printed again with the same booking, nothing is paid twice. A scanned parcel is not asked about.", later: "Later", allGood: "All came out", someSpoiled: "Some did not", confirmed: "confirmed", spoiledTitle: "Which labels did not come out", spoiledHint: "The chosen parcels go back to labels; the others are confirmed.", fromHere: "all from here on", page: (n: string) => `Page ${n}`, spoiledReason: "Reason, such as a paper jam", sendBack: (n: string) => `Send ${n} back to labels`, openPages: (n: string) => `${items(n, "label")} not confirmed`,
    result: (labels: string, docs: string) => `${items(labels, "label")} in ${items(docs, "document")}`,
  },
  template: {
    title: "Label template", intro: "The address label Argosy draws for methods without a carrier label. Sizes in millimetres.", paper: "Paper", elements: "Elements", add: "Add", field: "Field", text: "Text", barcode: "Barcode", line: "Line", x: "Left", y: "Top", w: "Width", h: "Height", size: "Letter size", bold: "Bold", content: "Content", remove: "Remove", duplicate: "Duplicate", undo: "Undo", redo: "Redo", save: "Save", saved: "Saved; the next print uses it", saveNothing: "Nothing changed", preview: "As it prints, with the longest data we know", outside: (n: string) => `${items(n, "element")} beyond the paper`, tooClose: (n: string) => `${n} elements can run into each other`, closeHint: "Overlaps another element, or stands less than 2 mm beside another text", front: "Later in the list lies above", select: "Choose an element on the label or in the list", drag: "Drag to move; arrow keys move by half a millimetre, with Shift by five", mm: "mm", pt: "pt", version: (n: string) => `version ${n}`, readonly: "Your role may look, not change",
    fields: {
      to_name: "Recipient", to_company: "Recipient's company", to_address: "Street", to_city_line: "City, state, postcode", to_country: "Country", to_phone: "Phone", from_address: "Sender", parcel_no: "Parcel no.", tracking_no: "Tracking no.", order_nos: "Order nos.", method: "Shipping method", weight: "Weight", goods: "Goods", buyer_note: "Buyer note", printed_at: "Printed at",
    } satisfies Record<FieldName, string> as Readonly<Record<FieldName, string>>,
  },
  shipping: {
    station: "Open scan station", shipMany: "Ship without scanning", shipManyHint: "For parcels packed and weighed elsewhere",
  },
  scan: {
    title: "Scan station", waiting: (n: string) => `${n} waiting`, ready: "Scan a parcel", readyHint: "Parcel number, tracking number, wave slot or a product", input: "Scan or type", slot: "Slot", noSlot: "–", next: "Take", complete: "Complete", completeHint: "Scan the label or DONE to ship", shipped: "Shipped", lines: "In this parcel", pieces: (done: string, of: string) => `${done} / ${of}`, note: "Buyer note", weight: "Weight", expected: (w: string) => `expected ${w}`, weighHint: "Type 350g to record the weight", recent: "Last ten shipped", scans: "Last scans", none: "Nothing shipped yet today",
    commands: { done: "Ship", undo: "Undo", skip: "Put aside", go: "Go on" }, leave: "Leave", sounds: "Sounds", soundsOff: "Sounds off", scanner: "Scanner", keyboard: "Keyboard", idle: "Waiting", online: "Connected", offline: "No connection, trying again", queued: (n: string) => `${items(n, "scan")} waiting`, busy: "Checking", full: "full",
    stopGo: "Understood, go on", stopHow: "Press Esc, or scan this code. Other scans are ignored.", ignored: "Scan ignored: first go on", put: "Put this parcel aside",
    warnings: { buyer_note: "The buyer left a note", printed_again: "Label was printed more than once: throw the old one away" } as Readonly<Record<string, string>>,
    stops: {
      barcode_unknown: "Nobody knows this code", not_on_parcel: "This does not belong in this parcel", line_full: "This parcel already has enough of these", parcel_held: "Stop: this parcel is held", already_shipped: "This parcel has already left", wrong_stage: "This parcel is not ready to ship", parcel_incomplete: "Pieces are still missing", weight_differs: "Stop: the weight differs. A lead decides.", order_cancelled: "Stop: the order was cancelled", label_outdated: "The label shows an old address", last_look_failed: "The channel could not be asked whether the order still stands", no_label: "This parcel has no label", parcel_not_found: "This parcel does not exist", wrong_label: "Wrong label: it belongs to another parcel",
      nothing_open: "Scan a parcel first", no_single_piece: "Scan the parcel or its label first", nothing_to_undo: "Nothing to undo: no piece counted here, or the parcel has left",
    } as Readonly<Record<string, string>>,
  },
};
