import { present } from "@argosy/core/assert.ts";
import { templateSchema, type Template } from "@argosy/core/api/parcels.ts";
import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { onPaper } from "@argosy/core/time.ts";
import { inOrg, type Tx } from "../../db/tx.ts";
import type { FileAnswer } from "../../http/route.ts";
import type { RowResult } from "../acts.ts";
import { changeHolds, listOpenHolds, placeHolds, sayHolds } from "../hold.ts";
import { labelHash } from "../label-file.ts";
import { moveParcels, writeHistory } from "../move.ts";
import { endPages } from "../undo.ts";
import type { Company } from "../room.ts";
import type { Actor } from "../traveller.ts";
import { intoDocuments, missing, whyNotPrinted, type PrintRefusal, type ToPrint } from "./decide.ts";
import { readLabel, renderLabels, type Label, type PageWish, type PaperSize, type Rendered } from "./render.ts";
import {
  countPrint, listGoods, listLabelFacts, listOrderWords, listSenders, listWaiting, listWaveParcels, lockParcels, openAddresses, readTemplate, writeDocument,
  type LabelFacts,
} from "./sql.ts";
import { cityLine, countryLine, defaultTemplate, senderLines, streetLines, weightText, type Values } from "./template.ts";

// 09 labels (打单): one PDF per carrier in the order in which the goods lie on the table.
//
// In     parcels at stage `labels`, or `shipping` for a reprint with a reason
// Out    `label` -> shipping; `label_missing` or `label_outdated` where there is nothing to print
// Writes print_document, print_job, parcel.printed_count, hold, parcel_event
// Crash  pages are drawn before the transaction: what was not committed was not printed, and is drawn again

export type PrintWish = { readonly parcelIds: readonly string[] | null; readonly waveId: string | null; readonly reason: string; readonly pickStrip: boolean; readonly actor: Actor; readonly zone?: string | null };
export type Printed = { readonly documents: readonly { readonly id: string; readonly name: string; readonly pages: number; readonly papers: readonly PaperSize[] }[]; readonly results: readonly RowResult[] };

type Sheet = { readonly facts: LabelFacts; readonly judged: ToPrint; readonly label: Label | null; readonly goods: PageWish["strip"] };
export type Gathered = { readonly asked: readonly string[]; readonly template: Template; readonly sheets: readonly Sheet[]; readonly heldBy: ReadonlyMap<string, string>; readonly madeAt: string };
const mostParcels = 1000;
const mostTries = 4;

/**
 * Prints labels: one document per carrier account, or per method whose label is our own.
 *
 * Rule    `whyNotPrinted` for each parcel; what may not be printed answers why and stops no other. Drawing happens
 *         between two transactions. The second locks the parcels and compares their versions: whoever changed meanwhile
 *         gets no page, the document is drawn again without it, and nothing on paper is about a cancelled parcel.
 * Units   At most 1,000 parcels. Without ids and wave: everything that waits for its label, earliest promise first.
 */
export async function printLabels(company: Company, wish: PrintWish): Promise<Printed> {
  const gathered = await gather(company, wish);
  const refused = new Map<string, PrintRefusal>();
  for (const { judged, label } of gathered.sheets) {
    const why = whyNotPrinted(judged, wish.reason) ?? (label === null ? missing(fact("label_unreadable")) : null);
    if (why) refused.set(judged.id, why.code === "parcel_held" ? { ...why, detail: gathered.heldBy.get(judged.id) ?? why.detail } : why);
  }
  let drawn: Drawn[] = [];
  for (let turn = 0; turn < mostTries; turn++) {
    drawn = await draw(company, gathered, refused, wish, drawn);
    const changed = await inOrg(company.db, company.orgId, (tx) => apply(tx, gathered, drawn, refused, wish));
    for (const id of changed) refused.set(id, { code: "changed_meanwhile", detail: fact("changed_while_drawn") });
    if (changed.length === 0) return answer(gathered, drawn, refused);
  }
  for (const { ids } of drawn) for (const id of ids) refused.set(id, { code: "changed_meanwhile", detail: fact("changed_while_drawn") });
  return answer(gathered, [], refused);
}

async function gather({ db, orgId }: Company, { parcelIds, waveId, reason, pickStrip, zone = null }: PrintWish): Promise<Gathered> {
  const read = await inOrg(db, orgId, async (tx) => {
    const asked = parcelIds ?? (waveId === null ? await listWaiting(tx, mostParcels) : ofWave(await listWaveParcels(tx, waveId), reason)).map((p) => p.id);
    const ids = [...new Set(asked)].slice(0, mostParcels);
    const known = await readFacts(tx, ids);
    return { asked: ids, ...known, heldBy: await sayHolds(tx, known.facts.flatMap((f) => (f.holdCodes.length > 0 ? [f.id] : []))), madeAt: onPaper(tx.now, zone) };
  });
  return { ...read, sheets: await Promise.all(read.facts.map((facts) => makeSheet(facts, read, pickStrip))) };
}

/** Of a wave the labels still to print; all of them again when there are none, or when a reason is given. */
function ofWave<P extends { readonly stage: string }>(parcels: readonly P[], reason: string): readonly P[] {
  const waiting = parcels.filter((p) => p.stage === "labels");
  return reason === "" && waiting.length > 0 ? waiting : parcels;
}

type Read = Awaited<ReturnType<typeof readFacts>> & { readonly madeAt: string };
async function readFacts(tx: Tx, ids: readonly string[]) {
  const [facts, goods, template] = await Promise.all([listLabelFacts(tx, ids), listGoods(tx, ids), currentTemplate(tx)]);
  const own = facts.filter((f) => f.ownLabel);
  const [addresses, words, senders] = await Promise.all([
    openAddresses(tx, own.map((f) => f.piiOrderId)), own.length > 0 ? listOrderWords(tx, own.map((f) => f.id)) : [], own.length > 0 ? listSenders(tx) : [],
  ]);
  return {
    facts, addresses, template, senders: new Map(senders.map((s) => [s.warehouseId, s.address])),
    goods: Map.groupBy(goods, (g) => g.parcelId), words: Map.groupBy(words, (w) => w.parcelId),
  };
}

/** The template that the next print uses: the kept one, or ours. */
export async function currentTemplate(tx: Tx): Promise<Template> {
  const stored = await readTemplate(tx, "address_label");
  return stored ? templateSchema.parse({ ...(stored.value as object), version: stored.version }) : defaultTemplate;
}

async function makeSheet(facts: LabelFacts, read: Read, pickStrip: boolean): Promise<Sheet> {
  const file = fileState(facts);
  const address = read.addresses.get(facts.piiOrderId);
  const goods = read.goods.get(facts.id) ?? [];
  const judged: ToPrint = {
    ...facts, file, addressErased: facts.ownLabel && address === undefined,
    groupKey: facts.ownLabel ? `method/${facts.methodId}` : `carrier/${facts.carrierAccountId ?? facts.methodId}`,
    groupName: facts.ownLabel ? facts.method : (facts.carrier ?? facts.method),
  };
  const strip = pickStrip ? { parcelNo: facts.parcelNo, slot: slotText(facts), goods } : null;
  if (facts.ownLabel) return { facts, judged, label: address ? { kind: "own", values: valuesOf(facts, address, read) } : null, goods: strip };
  return { facts, judged, label: file === "good" && facts.bytes ? await readLabel(facts.mime ?? "", facts.bytes) : null, goods: strip };
}

const slotText = (f: LabelFacts): string => (f.waveNo === null || f.slot === null ? "" : `${f.waveNo}-${f.slot}`);
/** Bytes that do not match their hash are somebody else's label, or half of one. */
export function fileState({ mime, bytes, sha256: stored }: Pick<LabelFacts, "mime" | "bytes" | "sha256">): ToPrint["file"] {
  if (bytes === null || mime === null) return "missing";
  if (stored !== null && labelHash(bytes) !== stored) return "differs";
  return mime === "text/zpl" ? "zpl" : "good";
}

function valuesOf(f: LabelFacts, to: NonNullable<ReturnType<Read["addresses"]["get"]>>, read: Read): Values {
  const words = read.words.get(f.id) ?? [];
  const from = f.warehouseId ? read.senders.get(f.warehouseId) : undefined;
  return {
    to_name: to.name, to_company: to.company, to_address: streetLines(to), to_city_line: cityLine(to), to_country: countryLine(to.country), to_phone: to.phone,
    from_address: from ? senderLines(from) : "", parcel_no: f.parcelNo, tracking_no: f.trackingNo ?? "", order_nos: words.map((w) => w.orderNo).join(", "),
    method: f.method, weight: weightText(f.weightG), goods: (read.goods.get(f.id) ?? []).map((g) => `${g.sku} x ${g.qty}`).join(", "),
    buyer_note: words.map((w) => w.buyerNote).filter((note) => note !== "").join("\n"), printed_at: read.madeAt,
  };
}

type Drawn = Rendered & { readonly id: string; readonly name: string; readonly ids: readonly string[] };
/** Draws what may be printed; a document whose parcels are the same as last time is taken over as it is. */
async function draw(company: Company, { sheets, template, madeAt }: Gathered, refused: ReadonlyMap<string, PrintRefusal>, wish: PrintWish, before: readonly Drawn[]): Promise<Drawn[]> {
  const known = new Map(sheets.map((s) => [s.judged.id, s]));
  const wanted = intoDocuments(sheets.filter((s) => !refused.has(s.judged.id)).map((s) => s.judged));
  const drawn: Drawn[] = [];
  for (const { name, parcels } of wanted) {
    const ids = parcels.map((p) => p.id);
    const same = before.find((d) => d.ids.join() === ids.join());
    const pages = ids.flatMap((id) => {
      const sheet = present(known.get(id), "a sheet for a page");
      return sheet.label ? [{ parcelId: id, label: sheet.label, strip: wish.pickStrip ? sheet.goods : null }] : [];
    });
    drawn.push(same ?? { ...(await renderLabels(`${name} ${madeAt}`, pages, template)), id: company.db.newId(), name, ids });
  }
  return drawn;
}

/** Writes a batch, or answers who changed and writes nothing. */
async function apply(tx: Tx, { sheets }: Gathered, drawn: readonly Drawn[], refused: ReadonlyMap<string, PrintRefusal>, wish: PrintWish): Promise<string[]> {
  const { actor, reason, pickStrip } = wish;
  const known = new Map(sheets.map((s) => [s.judged.id, s]));
  const printed = drawn.flatMap((d) => d.ids);
  const toHold = [...refused].flatMap(([id, why]) => (why.hold && known.get(id)?.judged.stage === "labels" ? [{ id, ...why.hold }] : []));
  const locked = new Map((await lockParcels(tx, [...printed, ...toHold.map((h) => h.id)])).map((p) => [p.id, p]));
  const same = (id: string): boolean => locked.get(id)?.version === known.get(id)?.judged.version && locked.get(id)?.stage === known.get(id)?.judged.stage;
  const changed = printed.filter((id) => !same(id));
  if (changed.length > 0) return changed;
  await placeHolds(tx, "parcel", toHold.filter((h) => same(h.id)), { actor, source: "room:labels", reason: fact("nothing_to_print") });
  for (const { id, name, pageOf, bytes } of drawn) await writeDocument(tx, { id, name, pageCount: pageOf.length, pickStrip, bytes }, actor);
  await endPages(tx, printed.filter((id) => (known.get(id)?.judged.printedCount ?? 0) > 0), "replaced", actor);
  await tx.insert("print_job", drawn.flatMap((d) => d.pageOf.map((parcelId, i) => {
    const { judged, facts, label } = present(known.get(parcelId), "the parcel of a page");
    const hash = label?.kind === "own" ? labelHash(JSON.stringify(label.values)) : (facts.sha256 ?? labelHash(facts.bytes ?? ""));
    return { documentId: d.id, page: i + 1, parcelId, labelSha256: hash, reprintReason: judged.printedCount > 0 ? reason : "", at: tx.now };
  })));
  await closeOwnHolds(tx, printed.filter((id) => (known.get(id)?.judged.holdCodes.length ?? 0) > 0), actor);
  const again = printed.filter((id) => known.get(id)?.judged.stage === "shipping");
  await countPrint(tx, again);
  await writeHistory(tx, "parcel", "printed", again.map((id) => ({ id, reason })), actor);
  const first = printed.filter((id) => known.get(id)?.judged.stage === "labels");
  const counted = new Map(first.map((id) => [id, { printedCount: (locked.get(id)?.printedCount ?? 0) + 1 }]));
  await moveParcels(tx, "label", first, { actor, reason: fact("label_made") }, counted);
  return [];
}

async function closeOwnHolds(tx: Tx, ids: readonly string[], actor: Actor): Promise<void> {
  if (ids.length === 0) return;
  const open = Map.groupBy(await listOpenHolds(tx, "parcel", ids), (h) => h.travellerId);
  await changeHolds(tx, "parcel", [...open].map(([id, close]) => ({ id, open: [], close })), { actor, source: "room:labels", reason: fact("label_here") });
}

function answer({ asked, sheets }: Gathered, drawn: readonly Drawn[], refused: ReadonlyMap<string, PrintRefusal>): Printed {
  const known = new Map(sheets.map((s) => [s.judged.id, s.facts.parcelNo]));
  const boxes = new Set(drawn.flatMap((d) => [...d.unprintable]));
  const results = asked.map((id): RowResult => {
    const why = known.has(id) ? refused.get(id) : { code: "parcel_not_found", detail: null };
    const no = known.get(id) ?? "";
    if (why) return { id, no, ok: false, code: why.code, detail: why.detail };
    return { id, no, ok: true, code: null, detail: boxes.has(id) ? fact("letters_missing") : null };
  });
  return { documents: drawn.map(({ id, name, pageOf, papers }) => ({ id, name, pages: pageOf.length, papers })), results };
}

const endings: Readonly<Record<string, string>> = { "application/pdf": "pdf", "image/png": "png", "text/zpl": "zpl" };
/** The label of one parcel to look at: the carrier's file as it is, or our own page. Refuses parcel_not_found, no_label. */
export async function parcelLabelFile(company: Company, parcelId: string, zone: string | null = null): Promise<Result<FileAnswer, Refusal>> {
  const { sheets, template } = await gather(company, { parcelIds: [parcelId], waveId: null, reason: "", pickStrip: false, actor: "system", zone });
  const sheet = sheets[0];
  if (!sheet) return fail({ code: "parcel_not_found" });
  const { facts, judged, label } = sheet;
  if (facts.bookedHash === null) return fail({ code: "no_label", detail: fact("no_booking") });
  if (label?.kind === "own") {
    const { bytes } = await renderLabels(facts.parcelNo, [{ parcelId, label, strip: null }], template);
    return ok({ mime: "application/pdf", name: `label-${facts.parcelNo}.pdf`, bytes });
  }
  const ending = endings[facts.mime ?? ""];
  if (facts.bytes === null || facts.mime === null || !ending || judged.file === "differs") return fail({ code: "no_label", detail: whyNotPrinted({ ...judged, holdCodes: [] }, "to look at it")?.detail ?? fact("label_missing") });
  return ok({ mime: facts.mime, name: `label-${facts.parcelNo}.${ending}`, bytes: facts.bytes });
}
