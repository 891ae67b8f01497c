import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { placeHolds } from "../hold.ts";
import { actor, london, openFloor, type Floor, type ParcelWish } from "../floor.testkit.ts";
import { createWaves, finishWave } from "../08-picking/wave.ts";
import { currentTemplate, parcelLabelFile, printLabels } from "./print.ts";
import { routes } from "./routes.ts";
import { readDocument, writeTemplate } from "./sql.ts";
import { defaultTemplate, worstCase } from "./template.ts";
import { renderLabels } from "./render.ts";

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.close());

/** Parcels that were picked in one wave: they wait for labels, slots in the order given. */
async function picked(wishes: readonly ParcelWish[]): Promise<string[]> {
  const ids = await floor.addParcels(wishes);
  const { waves } = await floor.tx((tx) => createWaves(tx, { parcelIds: ids, warehouseId: null, maxParcels: 500, actor }));
  for (const w of waves) await floor.tx((tx) => finishWave(tx, { waveId: w.id, everything: true, actor }));
  return ids;
}
const print = (parcelIds: readonly string[] | null, reason = "", pickStrip = true) => printLabels(floor.company, { parcelIds, waveId: null, reason, pickStrip, actor });
const stages = async (ids: readonly string[]) => (await floor.rows<{ stage: string }>("select stage from parcel where id = any($1) order by array_position($1, id)", ids)).map((r) => r.stage);
const open = async (documentId: string) => PDFDocument.load((await floor.tx((tx) => readDocument(tx, documentId)))!.bytes);
const one: ParcelWish = { goods: { "A-RED": 1 } };

test("one document per carrier in slot order; the parcels go to shipping and every page is on record", async () => {
  const ids = await picked([one, { ...one, label: "own" }, one, { ...one, label: "pdf" }]);
  const { documents, results } = await print(ids.toReversed());
  expect(results.every((r) => r.ok)).toBe(true);
  expect(documents.map((d) => [d.name, d.pages])).toEqual([["EasyPost", 3], ["Yun Air", 1]]);
  expect(await stages(ids)).toEqual(["shipping", "shipping", "shipping", "shipping"]);
  const jobs = await floor.rows<{ page: number; parcel_id: string }>("select page, parcel_id, label_sha256 from print_job where document_id = $1 order by page", documents[0]!.id);
  expect(jobs.map((j) => j.parcel_id)).toEqual([ids[0], ids[2], ids[3]]);
  const pdf = await open(documents[0]!.id);
  expect(pdf.getPageCount()).toBe(3);
  const mm = (points: number): number => Math.round((points * 25.4) / 72);
  expect(pdf.getPages().map((p) => [mm(p.getWidth()), mm(p.getHeight())])).toEqual([[100, 168], [100, 168], [102, 170]]); // a carrier's page keeps its size
  expect(documents.map((d) => d.papers)).toEqual([[{ widthMm: 100, heightMm: 168 }, { widthMm: 102, heightMm: 170 }], [{ widthMm: 100, heightMm: 168 }]]);
});

test("a document's file is named by the time where it is read", async () => {
  const [id] = await picked([one]);
  const { documents } = await print([id!]);
  const [{ at }] = await floor.rows<{ at: Date }>("select created_at as at from print_document where id = $1", documents[0]!.id) as [{ at: Date }];
  const minute = (zone: string): string => new Date(at).toLocaleString("sv-SE", { timeZone: zone }).slice(0, 16).replace(/[ :]/g, "-");
  const caller = { memberId: "m", name: "Ann", role: "owner" as const, locale: "en" as const, actor: actor as `member:${string}` };
  const nameIn = async (zone: string | null) => { const file = await routes.labelDocument({ company: floor.company, caller: { ...caller, zone }, wakeRooms: () => {} }, { params: { id: documents[0]!.id } }); return file.ok && file.value.name; };
  expect(await nameIn("Asia/Shanghai")).toBe(`EasyPost-${minute("Asia/Shanghai")}.pdf`);
  expect(await nameIn(null)).toBe(`EasyPost-${minute("UTC")}-UTC.pdf`);
});

test("without the strip the page is the label", async () => {
  const ids = await picked([one, { ...one, label: "pdf" }]);
  const { documents } = await print(ids, "", false);
  expect((await open(documents[0]!.id)).getPages().map((p) => Math.round(p.getHeight() / 72 * 25.4))).toEqual([150, 152]);
  expect(documents[0]!.papers).toEqual([{ widthMm: 100, heightMm: 150 }, { widthMm: 102, heightMm: 152 }]);
});

test("what is refused is named by its number, with what holds it or the order in it", async () => {
  const ids = await picked([one, one]);
  const [numbers] = await floor.rows<{ parcel_nos: string[]; order_id: string; order_no: string }>(
    "select array_agg(p.parcel_no order by array_position($1, p.id)) as parcel_nos, (array_agg(o.id) filter (where p.id = $2))[1] as order_id, (array_agg(o.order_no) filter (where p.id = $2))[1] as order_no from parcel p join parcel_line l on l.parcel_id = p.id join orders o on o.id = l.order_id where p.id = any($1)", ids, ids[1]);
  const found = { code: "held_by_person" as const, evidence: { note: "" } };
  await floor.tx((tx) => placeHolds(tx, "parcel", [{ ...found, id: ids[0]! }], { actor, source: actor, reason: "wait" }));
  await floor.tx((tx) => placeHolds(tx, "order", [{ ...found, id: numbers!.order_id }], { actor, source: actor, reason: "wait" }));
  const { results } = await print(ids);
  expect(results.map((r) => r.no)).toEqual(numbers!.parcel_nos);
  expect(results.map((r) => [r.code, r.detail])).toEqual([["parcel_held", '#held_by ["held_by_person"]'], ["parcel_held", `#held_with_order ["${numbers!.order_no}","held_by_person"]`]]);
});

test("printed again only with a reason, which is kept", async () => {
  const ids = await picked([one]);
  await print(ids);
  expect((await print(ids)).results).toMatchObject([{ ok: false, code: "reason_missing" }]);
  const { documents } = await print(ids, "the printer jammed");
  expect(await floor.rows("select reprint_reason from print_job where document_id = $1", documents[0]!.id)).toEqual([{ reprint_reason: "the printer jammed" }]);
  expect(await floor.rows("select printed_count, stage from parcel where id = $1", ids[0])).toEqual([{ printed_count: 2, stage: "shipping" }]);
  expect(await floor.rows("select reason from parcel_event where parcel_id = $1 and kind = 'printed'", ids[0])).toEqual([{ reason: "the printer jammed" }]);
});

test("a label that is missing, cut, somebody else's or not drawable stops its own parcel only", async () => {
  const ids = await picked([one, { ...one, label: "none" }, { ...one, label: "html" }, { ...one, label: "zpl" }, one, one, one]);
  await floor.owner.query("update label_file l set bytes = $2 from parcel p where p.id = $1 and l.booking_id = p.booking_id", [ids[4], Buffer.from("another label")]);
  await floor.owner.query("update parcel set address_hash = 'moved' where id = $1", [ids[5]]);
  const { results, documents } = await print(ids);
  expect(results.map((r) => r.code)).toEqual([null, "no_label", "no_label", "no_label", "no_label", "label_outdated", null]);
  expect(documents).toMatchObject([{ pages: 2 }]);
  const holds = await floor.rows<{ hold_codes: string[]; held: boolean; stage: string }>("select hold_codes, held, stage from parcel where id = any($1) order by array_position($1, id)", ids);
  expect(holds.map((p) => `${p.stage} ${p.hold_codes}`)).toEqual([
    "shipping ", "labels label_missing", "labels label_missing", "labels ", "labels label_missing", "labels label_outdated", "shipping ",
  ]);
  await floor.owner.query("insert into label_file (org_id, booking_id, mime, bytes) select l.org_id, p.booking_id, l.mime, l.bytes from parcel p, label_file l join parcel g on g.booking_id = l.booking_id where p.id = $1 and g.id = $2", [ids[1], ids[0]]);
  expect((await print([ids[1]!])).results).toMatchObject([{ ok: true }]); // the label came late: its hold is answered
  expect(await floor.rows("select stage, hold_codes from parcel where id = $1", ids[1])).toEqual([{ stage: "shipping", hold_codes: [] }]);
});

test("a parcel that is held while its page is drawn gets no page; the others are printed", async () => {
  const ids = await picked([one, one, one]);
  const { db } = floor.company;
  let meddled = false;
  // Between the reading and the writing transaction: the lock of what is to be marked comes first there.
  const before = async (statement: string): Promise<void> => {
    if (meddled || !statement.includes("select id, version, stage, printed_count from parcel")) return;
    meddled = true;
    await floor.tx((tx) => placeHolds(tx, "parcel", [{ id: ids[1]!, code: "cancel_requested", evidence: {} }], { actor, source: "channel", reason: "the buyer asked" }));
  };
  const company = { ...floor.company, db: { ...db, before } };
  const { documents, results } = await printLabels(company, { parcelIds: ids, waveId: null, reason: "", pickStrip: true, actor });
  expect(results.map((r) => r.code)).toEqual([null, "changed_meanwhile", null]);
  expect(documents).toMatchObject([{ pages: 2 }]);
  expect((await open(documents[0]!.id)).getPageCount()).toBe(2);
  expect(await stages(ids)).toEqual(["shipping", "labels", "shipping"]);
});

test("two people print the same batch: every parcel is printed once", async () => {
  const ids = await picked(Array.from({ length: 6 }, () => one));
  const both = await Promise.all([print(ids), print(ids)]);
  const printedBy = both.map((b) => b.results.filter((r) => r.ok).length);
  expect(printedBy.toSorted()).toEqual([0, 6]);
  expect(await floor.rows("select count(*)::int as n from print_job where parcel_id = any($1)", ids)).toEqual([{ n: 6 }]);
});

test("labels that another prints again while they are drawn are not printed again once more: one reprint counts", async () => {
  const ids = await picked([one, one]);
  await print(ids);
  const faster: Awaited<ReturnType<typeof print>>[] = [];
  let meddled = false;
  const before = async (statement: string): Promise<void> => {
    if (meddled || !statement.includes("select id, version, stage, printed_count from parcel")) return;
    meddled = true;
    faster.push(await print(ids, "wet"));
  };
  const company = { ...floor.company, db: { ...floor.company.db, before } };
  const slower = await printLabels(company, { parcelIds: ids, waveId: null, reason: "torn", pickStrip: true, actor });
  expect(faster.flatMap((f) => f.results.map((r) => r.code))).toEqual([null, null]);
  expect(slower.results.map((r) => r.code)).toEqual(["changed_meanwhile", "changed_meanwhile"]);
  expect(await floor.rows("select printed_count from parcel where id = any($1)", ids)).toEqual([{ printed_count: 2 }, { printed_count: 2 }]);
  expect(await floor.rows("select count(*)::int as n from print_job where parcel_id = any($1) and outcome is null", ids)).toEqual([{ n: 2 }]);
});

test("everything that waits, or one wave", async () => {
  const ids = await picked([one, one]);
  const all = await print(null);
  expect(all.results.map((r) => r.id)).toEqual(expect.arrayContaining(ids));
  const [wave] = await floor.rows<{ wave_id: string }>("select wave_id from parcel where id = $1", ids[0]);
  const again = await printLabels(floor.company, { parcelIds: null, waveId: wave!.wave_id, reason: "wet", pickStrip: true, actor });
  expect(again.results.map((r) => [r.id, r.ok])).toEqual(ids.map((id) => [id, true]));
});

test("values are printed as they are: braces, right-to-left, emoji, control characters", async () => {
  const name = "{1+1} {cost} {\"a\".constructor}";
  const ids = await picked([{ ...one, label: "own", shipTo: { ...london, name, line1: "شارع الملك فهد 🎁", line2: "\u202eevil\u0007\ttab" } }, { ...one, label: "own", shipTo: { ...london, name: "王小明", line1: "五和大道".repeat(60) } }]);
  const { results, documents } = await print(ids);
  expect(results.map((r) => r.detail)).toEqual(["#letters_missing", null]);
  const text = pdfText((await floor.tx((tx) => readDocument(tx, documents[0]!.id)))!.bytes);
  if (text === null) return;
  expect(text).toContain(name);
  expect(text).toContain("王小明");
  expect(text).toContain("\u2026"); // too long for its box: cut there, and marked
});

test("an own label brings its letters along, so that no viewer draws them wider; letters only the standard fonts have are kept", async (context) => {
  const values = { ...worstCase, to_name: "Emma Schneider", to_company: "", to_address: "Lindenstraße 24", to_city_line: "Hamburg, 20095", from_address: "", method: "China Post small packet" };
  const drawn = await renderLabels("x", [{ parcelId: "a", label: { kind: "own", values: { ...values, to_company: "Škoda Žatec" } }, strip: null }], defaultTemplate);
  expect(drawn.unprintable.size).toBe(0);
  const fonts = has("pdffonts") ? inFolder((await renderLabels("x", [{ parcelId: "a", label: { kind: "own", values }, strip: null }], defaultTemplate)).bytes, (file) => spawnSync("pdffonts", [file], { encoding: "utf8" }).stdout) : null;
  if (fonts === null) return context.skip("pdffonts is not installed here");
  expect(fonts).toContain("NotoSansSC");
  expect(fonts).not.toContain("Helvetica");
});

test("the barcode of an own label scans as its tracking number", async (context) => {
  const [id] = await picked([{ ...one, label: "own" }]);
  const { documents } = await print([id!]);
  const codes = scanned((await floor.tx((tx) => readDocument(tx, documents[0]!.id)))!.bytes);
  if (codes === null) return context.skip("zbarimg and pdftoppm are not installed here");
  const [parcel] = await floor.rows<{ tracking_no: string; parcel_no: string }>("select tracking_no, parcel_no from parcel where id = $1", id);
  expect(codes).toEqual(expect.arrayContaining([parcel!.tracking_no, parcel!.parcel_no]));
});

test("the label of one parcel: the carrier's bytes, our own page, or why not", async () => {
  const [png, own, none] = await picked([one, { ...one, label: "own" }, { ...one, label: "none" }]);
  expect(await parcelLabelFile(floor.company, png!)).toMatchObject({ ok: true, value: { mime: "image/png", name: expect.stringMatching(/^label-P\d+\.png$/) } });
  expect(await parcelLabelFile(floor.company, own!)).toMatchObject({ ok: true, value: { mime: "application/pdf" } });
  expect(await parcelLabelFile(floor.company, none!)).toMatchObject({ ok: false, error: { code: "no_label" } });
  expect(await parcelLabelFile(floor.company, floor.company.orgId)).toMatchObject({ ok: false, error: { code: "parcel_not_found" } });
});

test("a changed template is kept by version and used; one that leaves the page is refused by name", async () => {
  const asked = { company: floor.company, caller: { memberId: "m", name: "Ann", role: "owner" as const, locale: "en" as const, actor: actor as `member:${string}` }, wakeRooms: () => {} };
  const params = { id: "address_label" as const };
  expect(await routes.getTemplate(asked)).toEqual({ ok: true, value: defaultTemplate });
  const changed = { ...defaultTemplate, elements: [...defaultTemplate.elements, { kind: "text" as const, text: "{1+1}", x: 5, y: 145, w: 40, h: 4, size: 8, bold: false }] };
  expect(await routes.putTemplate(asked, { params, body: changed })).toMatchObject({ ok: true, value: { version: 1 } });
  expect(await routes.putTemplate(asked, { params, body: changed })).toMatchObject({ ok: false, error: { code: "changed_meanwhile" } });
  expect((await floor.tx(currentTemplate)).elements).toHaveLength(changed.elements.length);
  expect(await routes.putTemplate(asked, { params, body: { ...changed, version: 1, widthMm: 60 } })).toMatchObject({ ok: false, error: { code: "template_refused", field: "elements.0" } });
  expect(await floor.tx((tx) => writeTemplate(tx, "address_label", {}, 7))).toBe(false);
  const preview = await routes.previewTemplate(asked, { params, body: changed });
  expect(preview.ok && (await PDFDocument.load(preview.value.bytes)).getPageCount()).toBe(1);
});

test("500 labels are drawn in bounded pieces and none is lost", async () => {
  const pages = Array.from({ length: 60 }, (_, i) => ({ parcelId: `p${i}`, label: { kind: "own" as const, values: { ...worstCase, parcel_no: `P${i}` } }, strip: null }));
  const { pageOf, bytes } = await renderLabels("many", pages, defaultTemplate);
  expect(pageOf).toEqual(pages.map((p) => p.parcelId));
  expect((await PDFDocument.load(bytes)).getPageCount()).toBe(60);
});

const has = (tool: string): boolean => (process.env["PATH"] ?? "").split(path.delimiter).some((folder) => existsSync(path.join(folder, tool)));
function inFolder<T>(bytes: Buffer, work: (file: string, folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), "argosy-label-"));
  try {
    writeFileSync(path.join(folder, "label.pdf"), bytes);
    return work(path.join(folder, "label.pdf"), folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
function pdfText(bytes: Buffer): string | null {
  return has("pdftotext") ? inFolder(bytes, (file) => spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).stdout) : null;
}
function scanned(bytes: Buffer): string[] | null {
  if (!has("pdftoppm") || !has("zbarimg")) return null;
  return inFolder(bytes, (file, folder) => {
    spawnSync("pdftoppm", ["-r", "203", "-png", "-singlefile", file, path.join(folder, "page")]);
    return spawnSync("zbarimg", ["-q", "--raw", path.join(folder, "page.png")], { encoding: "utf8" }).stdout.trim().split("\n");
  });
}
