import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import type { Tx } from "../../db/tx.ts";
import { actorNames } from "../../lists/shown.ts";
import { done, refused, type Person, type RowResult } from "../acts.ts";
import { lockTravellers } from "../hold.ts";
import { writeHistory } from "../move.ts";
import { unlabelParcels } from "../undo.ts";
import { confirmPages, listOpenPages, listPages, type OpenPage } from "./sql.ts";

// A PDF is no paper yet. Whoever stands at the printer says how the sheet came out.

export type OpenDocument = Pick<OpenPage, "name" | "pages" | "createdAt" | "createdBy"> & { readonly id: string; readonly open: Pick<OpenPage, "page" | "parcelId" | "parcelNo" | "waveNo" | "slot">[] };
const mostPages = 2000;

/** Documents with pages that nobody has seen on paper. A scanned piece of the parcel is as good as a word. */
export async function openDocuments(tx: Tx): Promise<OpenDocument[]> {
  const pages = Map.groupBy(await listOpenPages(tx, mostPages), (p) => p.documentId);
  const actorOf = await actorNames(tx, [...pages.values()].flatMap((same) => same.map((p) => p.createdBy)));
  return [...pages].flatMap(([id, same]) => same.slice(0, 1).map(({ name, pages: all, createdAt, createdBy }) => (
    { id, name, pages: all, createdAt, createdBy: actorOf(createdBy), open: same.map(({ page, parcelId, parcelNo, waveNo, slot }) => ({ page, parcelId, parcelNo, waveNo, slot })) }
  )));
}

/**
 * Says how a document came out: the spoiled labels send their parcels back to labels, the rest are confirmed.
 *
 * Rule    Spoiled is a page of this document that was not printed again since, and whose parcel still waits in shipping;
 *         each other one answers why. A page once confirmed may turn out spoiled later.
 * Refuses not_found; reason_missing when something is spoiled.
 */
export async function confirmDocument(tx: Tx, documentId: string, spoiled: readonly string[], person: Person): Promise<Result<RowResult[], Refusal>> {
  if (spoiled.length > 0 && person.reason === "") return fail({ code: "reason_missing" });
  const parcelIds = (await listPages(tx, documentId)).map((p) => p.parcelId);
  if (parcelIds.length === 0) return fail({ code: "not_found" });
  await lockTravellers(tx, "parcel", parcelIds);
  const pages = new Map((await listPages(tx, documentId)).map((p) => [p.parcelId, p.outcome]));
  const standing = spoiled.filter((id) => pages.get(id) === null || pages.get(id) === "good");
  const moved = new Set(await unlabelParcels(tx, standing, person));
  const good = new Set((await confirmPages(tx, documentId, person.actor)).map((p) => p.parcelId)); // a label may have two pages
  await writeHistory(tx, "parcel", "label_confirmed", [...good].map((id) => ({ id, reason: "" })), person.actor);
  return ok(spoiled.map((id) => (moved.has(id) ? done(id) : pages.has(id) ? refused(id, "wrong_stage") : refused(id, "parcel_not_found", fact("not_on_document")))));
}
