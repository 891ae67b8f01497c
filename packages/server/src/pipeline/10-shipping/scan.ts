import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { inOrg, type Tx } from "../../db/tx.ts";
import { sayHolds } from "../hold.ts";
import type { Company } from "../room.ts";
import type { Actor } from "../traveller.ts";
import { cleanCode, numbersIn, slotIn, whyHeld, whyNotOpen, type ToShip } from "./decide.ts";
import { lookAndShip } from "./ship.ts";
import {
  deleteScan, findByNumber, findSinglePiece, findSku, listStationLines, lockParcels, readScan, readShipScan, readStationParcel, writeScan,
  type StationLine, type StationParcel,
} from "./sql.ts";

// The scan station: open a parcel, count every piece, ship. Each refusal has its own code, because the packer hears it
// as its own sound and does something else about each.

export type Station = Omit<StationParcel, "printedCount" | "weightG"> & { readonly warnings: string[]; readonly lines: StationLine[]; readonly complete: boolean; readonly expectedWeightG: number };

/** A parcel as the station shows it. */
export async function readStation(tx: Tx, parcelId: string): Promise<Station | null> {
  const parcel = await readStationParcel(tx, parcelId);
  if (!parcel) return null;
  const { printedCount, weightG, ...shown } = parcel;
  const lines = await listStationLines(tx, parcelId);
  const warnings = [...(shown.note === "" ? [] : ["buyer_note"]), ...(printedCount > 1 ? ["printed_again"] : [])];
  return { ...shown, lines, warnings, complete: lines.every((l) => l.packedQty === l.qty), expectedWeightG: weightG };
}

async function show(tx: Tx, parcelId: string): Promise<Result<Station, Refusal>> {
  const station = await readStation(tx, parcelId);
  return station ? ok(station) : fail({ code: "parcel_not_found" });
}

/** What holds it comes before where it stands: a held parcel in the packer's hand is to be put aside, whatever is printed. */
async function whyNotWorkable(tx: Tx, parcel: Pick<ToShip, "id" | "stage" | "shippedAt" | "holdCodes">): Promise<Refusal | null> {
  const held = parcel.shippedAt === null ? whyHeld(parcel.holdCodes) : null;
  return held ? { ...held, detail: (await sayHolds(tx, [parcel.id])).get(parcel.id) ?? held.detail } : whyNotOpen(parcel);
}

/**
 * Opens what was scanned: a parcel number, a tracking number, a wave slot, or the barcode of a product.
 *
 * Rule    A product opens the most urgent parcel in shipping that holds exactly that one piece.
 * Refuses barcode_unknown, already_shipped, wrong_stage, parcel_held (naming the holds), order_cancelled.
 */
export async function openScan(tx: Tx, scanned: string): Promise<Result<Station, Refusal>> {
  const code = cleanCode(scanned);
  const slot = slotIn(code);
  const found = await findByNumber(tx, numbersIn(code), slot?.waveNo ?? null, slot?.slot ?? null);
  const id = found?.id ?? (await findPiece(tx, scanned.trim(), code));
  if (typeof id !== "string") return fail({ code: "barcode_unknown", detail: id.detail });
  const [parcel] = await lockParcels(tx, [id]);
  if (!parcel) return fail({ code: "barcode_unknown", detail: code });
  const why = await whyNotWorkable(tx, parcel);
  return why ? fail(why) : show(tx, id);
}

async function findPiece(tx: Tx, typed: string, code: string): Promise<string | { detail: string }> {
  const sku = (await findSku(tx, typed)) ?? (await findSku(tx, code));
  if (!sku) return { detail: code };
  return (await findSinglePiece(tx, sku.skuId))?.id ?? { detail: fact("no_single_piece", sku.sku) };
}

/**
 * Counts one piece onto the open parcel.
 *
 * Rule    The scan id is made by the station and is the key: the same scan sent twice counts once. The parcel's lock
 *         puts two stations on one parcel in order, so a line is never overfilled.
 * Refuses parcel_not_found; changed_meanwhile for a scan id that counted another piece; already_shipped, wrong_stage,
 *         parcel_held; barcode_unknown; not_on_parcel; line_full.
 */
export async function scanPiece(tx: Tx, { parcelId, code, scanId, actor }: { readonly parcelId: string; readonly code: string; readonly scanId: string; readonly actor: Actor }): Promise<Result<Station, Refusal>> {
  const [parcel] = await lockParcels(tx, [parcelId]);
  if (!parcel) return fail({ code: "parcel_not_found" });
  const sku = (await findSku(tx, code.trim())) ?? (await findSku(tx, cleanCode(code)));
  const before = await readScan(tx, scanId);
  if (before) return before.parcelId === parcelId && before.skuId === sku?.skuId ? show(tx, parcelId) : fail({ code: "changed_meanwhile", field: "scanId", detail: fact("other_scan") });
  const why = await whyNotWorkable(tx, parcel);
  if (why) return fail(why);
  if (!sku) return fail({ code: "barcode_unknown", detail: cleanCode(code) });
  const line = (await listStationLines(tx, parcelId)).find((l) => l.skuId === sku.skuId);
  if (!line) return fail({ code: "not_on_parcel", detail: sku.sku });
  if (line.packedQty >= line.qty) return fail({ code: "line_full", detail: fact("line_has", sku.sku, line.packedQty, line.qty) });
  await writeScan(tx, scanId, { parcelId, skuId: sku.skuId }, actor);
  return show(tx, parcelId);
}

/**
 * Takes one counted piece back out, while the parcel has not left.
 * Refuses parcel_not_found, already_shipped, wrong_stage. A piece that is back already changes nothing.
 */
export async function undoScan(tx: Tx, { parcelId, scanId }: { readonly parcelId: string; readonly scanId: string }): Promise<Result<Station, Refusal>> {
  const [parcel] = await lockParcels(tx, [parcelId]);
  if (!parcel) return fail({ code: "parcel_not_found" });
  const why = whyNotOpen(parcel);
  if (why) return fail(why);
  await deleteScan(tx, scanId, parcelId);
  return show(tx, parcelId);
}

/**
 * The last scan. The same scan repeated after a lost answer hears the same answer; another one hears already_shipped.
 * Refuses what `whyNotShipped` says, and parcel_not_found.
 */
export async function shipScanned(company: Company, { parcelId, scanId, weightG, actor }: { readonly parcelId: string; readonly scanId: string; readonly weightG: number | null; readonly actor: Actor }): Promise<Result<Station, Refusal>> {
  const [result] = await lookAndShip(company, { parcelIds: [parcelId], actor, how: { scan: { scanId, weightG } } });
  return inOrg(company.db, company.orgId, async (tx) => {
    const repeated = result?.code === "already_shipped" && (await readShipScan(tx, parcelId))?.scanId === scanId;
    if (result?.ok || repeated) return show(tx, parcelId);
    const detail = result?.code === "parcel_held" ? ((await sayHolds(tx, [parcelId])).get(parcelId) ?? result.detail) : result?.detail;
    return fail({ code: result?.code ?? "parcel_not_found", ...(detail ? { detail } : {}) });
  });
}
