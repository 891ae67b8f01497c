import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { call } from "../../api/client.ts";
import { useAsk } from "../../api/queries.ts";
import { useFindsBuyers, useMay } from "../../api/session.ts";
import { pagePaths, parcelPath, wavePath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Ago } from "../../ui/bits.tsx";
import { useFirstStep } from "../../ui/first-step.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Verb } from "../../ui/list/types.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { RoomNo } from "../orders/list.tsx";
import { beforeParcels } from "../parcels/list.tsx";
import { useParcelFilters } from "../parcels/rows.tsx";
import { ParcelPeek } from "./peek.tsx";
import { PaperStrip } from "./paper.tsx";
import { PickStrip, PrintedDialog, usePrintWave, withPickStrip, type Printed } from "./print.tsx";
import { isHeld, useFloorParcels, useHoldVerbs, useSpoiledVerb, useParcelColumns, type ParcelRow } from "./rows.tsx";
import WavesPage from "./waves.tsx";
import "./floor.css";

/** Room 09: print in batches, one document per carrier. A packer, who sees no parcels, prints by wave. */
export default function LabelsPage() {
  return useMay()("view", "Parcel") ? <LabelList /> : <WavesPage room="labels" />;
}
function LabelList() {
  const { t } = useSpeech();
  const first = useFirstStep(beforeParcels);
  const may = useMay();
  const navigate = useNavigate();
  const [search] = useUrlState();
  const [printed, setPrinted] = useState<Printed | null>(null);
  const again = search["view"] === "printed";
  const [room, view] = [again ? "shipping" : "labels", again || search["view"] === "toPrint" ? "all" : search["view"]] as const;
  const pages = useFloorParcels(room, view);
  const l = t.floor.labels;
  const disabled = may("print", "Label") ? null : t.shell.meta.noAccess(l.print);
  const verb = (id: "print" | "reprint", more: Partial<Verb<ParcelRow>>): Verb<ParcelRow> => ({
    id, label: l[id], disabled,
    run: async (targets, { reason }) => {
      if (!("ids" in targets)) return [];
      const answer = await call("printLabels", { body: { parcelIds: [...targets.ids], reason, pickStrip: withPickStrip() } });
      setPrinted(answer);
      return answer.results;
    }, ...more,
  });
  const held = (p: ParcelRow): string | null => (isHeld(p) && p.holds.some((h) => !h.releasedAt && h.code !== "label_missing" && h.code !== "label_outdated") ? t.floor.why.held : null);
  const verbs = [
    verb("print", { keyName: "p", primary: true, refuses: (p) => held(p) ?? (p.stage === "shipping" ? t.floor.why.printed : null) }),
    verb("reprint", { keyName: "r", needs: "reason", refuses: (p) => held(p) ?? (p.stage === "labels" ? t.floor.why.notPrinted : null) }),
  ];
  const [spoiled, holds] = [useSpoiledVerb(), useHoldVerbs(room, view)];
  const views = [{ value: "toPrint", label: l.toPrint }, { value: "held", label: t.shell.list.held }, { value: "free", label: t.shell.list.free }, { value: "overdue", label: t.shell.list.overdue }, { value: "printed", label: l.printedView }];
  return (
    <>
      <List name="labels" title={t.rooms.labels.name} hint={t.rooms.labels.does} lead={<RoomNo room="labels" />} pages={pages}
        columns={useParcelColumns(["parcel", "goods", "country", "method", "wave", "tracking", "weight", "printed", "shipBy", "reason"])}
        rowId={(p) => p.id} rowName={(p) => p.parcelNo} rowPath={(p) => parcelPath(p.id)} peek={(p) => <ParcelPeek parcel={p} />}
        views={views} filters={useParcelFilters(room)} searchFor={t.shell.list.searchTravellers(useFindsBuyers())} verbs={[...(again ? [...verbs.toReversed(), spoiled] : verbs), ...holds]} above={<><PaperStrip />{may("view", "Wave") && <PickedWaves disabled={disabled} />}</>}
        actions={<><PickStrip /><Button size="small" onClick={() => void navigate({ to: pagePaths.template })}>{l.template}</Button></>}
        empty={{ title: t.shell.list.nothing, hint: t.rooms.labels.empty, ...first }} />
      {printed && <PrintedDialog printed={printed} close={() => setPrinted(null)} />}
    </>
  );
}
/** Waves of which parcels wait for their label, ready to be printed whole. What was printed stays to be seen when it was the last of them. */
function PickedWaves({ disabled }: { readonly disabled: string | null }) {
  const { t, f } = useSpeech();
  const waves = useAsk("listWaves", { query: { state: "labels", limit: 8 } }).data;
  const [print, shown] = usePrintWave();
  return (
    <>
      {waves && waves.rows.length > 0 && (
        <section className="wave-strip" aria-label={t.floor.labels.wavesToPrint}>
          <h3 className="nowrap">{t.floor.labels.wavesToPrint}</h3>
          <div className="wave-cards">
            {waves.rows.map((wave) => (
              <article key={wave.id} className="wave-card">
                <Link to={wavePath(wave.id)} className="mono strong">{wave.waveNo}</Link><span className="muted"><Ago at={wave.pickedAt} /></span>
                <span className="wave-what">{wave.warehouse.name} · <span className="num">{t.floor.labels.toLabel(f.count(wave.toLabelCount), f.count(wave.heldCount))}</span></span>
                <button type="button" className="wave-pick" disabled={disabled !== null} title={disabled ?? undefined} onClick={() => print(wave)}>{t.floor.labels.print}</button>
              </article>
            ))}
          </div>
        </section>
      )}
      {shown}
    </>
  );
}
