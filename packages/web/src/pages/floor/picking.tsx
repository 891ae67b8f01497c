import { Link } from "@tanstack/react-router";
import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { call, type Answer } from "../../api/client.ts";
import { useAsk } from "../../api/queries.ts";
import { useFindsBuyers, useMay } from "../../api/session.ts";
import { pagePaths, parcelPath, pickPath, wavePath, wavesPath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Ago, Why } from "../../ui/bits.tsx";
import { runJob } from "../../ui/jobs.tsx";
import { wholeOf } from "../../ui/form.tsx";
import { Key, useKeys } from "../../ui/keys.tsx";
import { beforeParcels } from "../parcels/list.tsx";
import { useParcelFilters } from "../parcels/rows.tsx";
import { useFirstStep } from "../../ui/first-step.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Verb } from "../../ui/list/types.ts";
import { say } from "../../ui/toast.tsx";
import { useViews, RoomNo } from "../orders/list.tsx";
import { useWarehouses } from "../stock/names.ts";
import { ParcelPeek } from "./peek.tsx";
import { PutBackStrip } from "./put-back.tsx";
import { isHeld, useFloorParcels, useHoldVerbs, useParcelColumns, type ParcelRow } from "./rows.tsx";
import WavesPage from "./waves.tsx";
import "./floor.css";

/** Room 08 for a lead: waiting parcels, and the open waves above them. A picker sees the waves alone. */
export default function PickingPage() {
  return useMay()("view", "Parcel") ? <WaitingList /> : <WavesPage room="picking" />;
}
function WaitingList() {
  const { t } = useSpeech();
  const first = useFirstStep(beforeParcels);
  const may = useMay();
  const [making, setMaking] = useState(false);
  const disabled = may("pick", "Wave") ? null : t.shell.meta.noAccess(t.floor.waves.make);
  const verbs: readonly Verb<ParcelRow>[] = [{
    id: "wave", label: t.floor.waves.make, keyName: "w", primary: true, disabled, tells: true,
    refuses: (p) => (p.waveId ? t.floor.why.inWave : isHeld(p) ? t.floor.why.held : p.reserved ? null : t.floor.why.notReserved),
    run: async (targets) => {
      if (!("ids" in targets)) return [];
      const answer = await call("createWave", { body: { parcelIds: [...targets.ids] } });
      if (answer.waves.length > 0) say(<WavesMade waves={answer.waves} left={null} />);
      return answer.results;
    },
  }];
  useKeys([{ keys: "n", label: t.floor.waves.makeAll, run: () => { if (!disabled) setMaking(true); } }]);
  return (
    <>
      <List name="picking" title={t.rooms.picking.name} hint={t.rooms.picking.does} lead={<RoomNo room="picking" />} pages={useFloorParcels("picking")}
        columns={useParcelColumns(["parcel", "goods", "country", "method", "warehouse", "wave", "weight", "shipBy", "reason"])}
        rowId={(p) => p.id} rowName={(p) => p.parcelNo} rowPath={(p) => parcelPath(p.id)} peek={(p) => <ParcelPeek parcel={p} />}
        views={useViews()} filters={useParcelFilters("picking")} searchFor={t.shell.list.searchTravellers(useFindsBuyers())} verbs={[...verbs, ...useHoldVerbs("picking")]} above={<><PutBackStrip /><OpenWaves /></>}
        actions={<Why reason={disabled}><Button size="small" type="primary" disabled={disabled !== null} onClick={() => setMaking(true)}>{t.floor.waves.makeAll}<Key>n</Key></Button></Why>}
        empty={{ title: t.shell.list.nothing, hint: t.rooms.picking.empty, ...first }} />
      {making && <MakeWaves close={() => setMaking(false)} />}
    </>
  );
}
type Made = Answer<"createWave">;
/** The new waves with what is in them, a link to each, and what was left behind and why. */
function WavesMade({ waves, left }: { readonly waves: Made["waves"]; readonly left: Made["left"] }) {
  const { t, f } = useSpeech();
  const w = t.floor.waves;
  return <>{waves.length > 0 ? w.made(f.count(waves.length)) : w.none} {waves.map((made) => <Link key={made.id} to={wavePath(made.id)}><span className="mono">{made.waveNo}</span> · {w.parcels(f.count(made.parcelCount))} </Link>)}{left && left.free > 0 && <span className="muted">{w.leftFree(f.count(left.free))} </span>}{left && left.held > 0 && <Link to={pagePaths.picking} search={{ view: "held" } as never}>{w.leftHeld(f.count(left.held))}</Link>}</>;
}
function OpenWaves() {
  const { t, f } = useSpeech();
  const pick = useMay()("pick", "Wave");
  const waves = useAsk("listWaves", { query: { state: "open", limit: 12 } }).data;
  if (!waves || waves.rows.length === 0) return null;
  return (
    <section className="wave-strip" aria-label={t.floor.waves.openWaves}>
      <h3 className="nowrap">{t.floor.waves.openWaves} <Link to={wavesPath}>{t.floor.waves.allWaves}</Link></h3>
      <div className="wave-cards">
        {waves.rows.map((wave) => (
          <article key={wave.id} className="wave-card">
            <Link to={wavePath(wave.id)} className="mono strong">{wave.waveNo}</Link><span className="muted"><Ago at={wave.createdAt} /></span>
            <span className="wave-what">{wave.warehouse.name} · <span className="num">{t.floor.waves.parcels(f.count(wave.parcelCount))}</span> · <span className="num">{t.floor.waves.units(f.count(wave.unitCount))}</span></span>
            {pick && <Link to={pickPath(wave.id)} className="wave-pick">{t.floor.waves.pick}</Link>}
          </article>
        ))}
      </div>
    </section>
  );
}
/** What the server takes at most. */
const mostParcels = 500;
function MakeWaves({ close }: { readonly close: () => void }) {
  const { t, f } = useSpeech();
  const warehouses = useWarehouses();
  const [warehouseId, setWarehouse] = useState("");
  const [typed, setTyped] = useState("50");
  const whole = wholeOf(typed);
  const maxParcels = whole !== null && whole >= 1 && whole <= mostParcels ? whole : null;
  const make = (): void => {
    if (maxParcels === null) return;
    close();
    const run = async () => {
      const { waves, results, left } = await call("createWave", { body: { maxParcels, ...(warehouseId ? { warehouseId } : {}) } });
      say(<WavesMade waves={waves} left={left} />);
      return results;
    };
    void runJob({ title: t.floor.waves.makeAll, size: 1, nameOf: () => "–", tells: true, run });
  };
  return (
    <Modal open title={t.floor.waves.makeAll} onCancel={close} okText={t.floor.waves.makeAll} cancelText={t.shell.meta.cancel} onOk={make} okButtonProps={{ disabled: maxParcels === null }} width={420}>
      <p className="form-note">{t.floor.waves.makeHint}</p>
      <label className="field"><span>{t.floor.waves.warehouse}</span><Select className="full" value={warehouseId} onChange={setWarehouse} options={[{ value: "", label: t.floor.waves.anyWarehouse }, ...warehouses.map((w) => ({ value: w.id, label: w.name }))]} /></label>
      <label className="field"><span>{t.floor.waves.maxParcels}</span><Input autoFocus className="full" inputMode="numeric" status={maxParcels === null ? "error" : ""} value={typed} onChange={(e) => setTyped(e.target.value)} onPressEnter={make} />
        {maxParcels === null && <span className="field-error" role="alert">{t.floor.waves.maxRefused(f.count(mostParcels))}</span>}</label>
    </Modal>
  );
}
