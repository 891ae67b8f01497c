import { fail, ok } from "@argosy/core/result.ts";
import { onPaper } from "@argosy/core/time.ts";
import type { Template } from "@argosy/core/api/parcels.ts";
import { inOrg } from "../../db/tx.ts";
import type { SomeHandlers } from "../../http/route.ts";
import { confirmDocument, openDocuments } from "./confirm.ts";
import { elementOutside } from "./decide.ts";
import { currentTemplate, parcelLabelFile, printLabels } from "./print.ts";
import { renderLabels } from "./render.ts";
import { readDocument, writeTemplate } from "./sql.ts";
import { worstCase } from "./template.ts";

/** Letters that are safe in a file name everywhere; the rest of a name is for people. */
const fileName = (name: string): string => `${name.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80) || "labels"}.pdf`;
const outside = (template: Template) => {
  const found = elementOutside(template);
  return found && { code: "template_refused" as const, ...found };
};

export const routes = {
  printLabels: async ({ company, caller }, { body }) => {
    const { documents, results } = await printLabels(company, {
      parcelIds: body.parcelIds ?? null, waveId: body.waveId ?? null, reason: body.reason, pickStrip: body.pickStrip, actor: caller.actor, zone: caller.zone ?? null,
    });
    return ok({ documents: documents.map((d) => ({ ...d, papers: [...d.papers] })), results: [...results] });
  },
  listDocuments: async ({ company }) => ok({ rows: await inOrg(company.db, company.orgId, openDocuments) }),
  confirmDocument: ({ company, caller }, { params, body }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const said = await confirmDocument(tx, params.id, body.spoiled, { actor: caller.actor, reason: body.reason });
      return said.ok ? ok({ results: [...said.value] }) : said;
    }),
  labelDocument: async ({ company, caller }, { params }) => {
    const found = await inOrg(company.db, company.orgId, (tx) => readDocument(tx, params.id));
    return found ? ok({ mime: "application/pdf", name: fileName(`${found.name} ${onPaper(found.createdAt, caller.zone ?? null)}`), bytes: found.bytes }) : fail({ code: "not_found" });
  },
  getTemplate: async ({ company }) => ok(await inOrg(company.db, company.orgId, currentTemplate)),
  putTemplate: ({ company }, { params, body }) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const refused = outside(body);
      if (refused) return fail(refused);
      const { version, ...value } = body;
      if (!(await writeTemplate(tx, params.id, value, version))) return fail({ code: "changed_meanwhile" as const });
      return ok(await currentTemplate(tx));
    }),
  previewTemplate: async (_asked, { params, body }) => {
    const refused = outside(body);
    if (refused) return fail(refused);
    const { bytes } = await renderLabels("Preview", [{ parcelId: params.id, label: { kind: "own", values: worstCase }, strip: null }], body);
    return ok({ mime: "application/pdf", name: `preview-${params.id}.pdf`, bytes });
  },
  parcelLabel: ({ company, caller }, { params }) => parcelLabelFile(company, params.id, caller.zone ?? null),
} satisfies SomeHandlers;
