import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { call } from "../../api/client.ts";
import { useFindsBuyers, useMay } from "../../api/session.ts";
import { pagePaths, parcelPath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Why } from "../../ui/bits.tsx";
import { useFirstStep } from "../../ui/first-step.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Verb } from "../../ui/list/types.ts";
import { RoomNo, useViews } from "../orders/list.tsx";
import { beforeParcels } from "../parcels/list.tsx";
import { useParcelFilters } from "../parcels/rows.tsx";
import { PaperStrip } from "./paper.tsx";
import { ParcelPeek } from "./peek.tsx";
import { isHeld, useFloorParcels, useHoldVerbs, useParcelColumns, useSpoiledVerb, type ParcelRow } from "./rows.tsx";
import "./floor.css";

/** Room 10 at a desk: what waits to be scanned out. The scanning itself happens at the station. */
export default function ShippingPage() {
  const { t } = useSpeech();
  const first = useFirstStep(beforeParcels);
  const may = useMay();
  const navigate = useNavigate();
  const s = t.floor.shipping;
  const noScan = may("ship", "Scan") ? null : t.shell.meta.noAccess(s.station);
  const verbs: readonly Verb<ParcelRow>[] = [{
    id: "ship", label: s.shipMany, needs: "reason", keyName: "Shift+s", disabled: may("edit", "Parcel") ? null : t.shell.meta.noAccess(s.shipMany), refuses: (p) => (isHeld(p) ? t.floor.why.held : null),
    run: async (targets, { reason }) => ("ids" in targets ? (await call("shipParcels", { body: { parcelIds: [...targets.ids], reason } })).results : []),
  }, useSpoiledVerb(), ...useHoldVerbs("shipping")];
  return (
    <List name="shipping" title={t.rooms.shipping.name} hint={t.rooms.shipping.does} lead={<RoomNo room="shipping" />} pages={useFloorParcels("shipping")}
      columns={useParcelColumns(["parcel", "goods", "country", "method", "wave", "tracking", "weight", "printed", "shipBy", "reason"])}
      rowId={(p) => p.id} rowName={(p) => p.parcelNo} rowPath={(p) => parcelPath(p.id)} peek={(p) => <ParcelPeek parcel={p} />}
      views={useViews()} filters={useParcelFilters("shipping")} searchFor={t.shell.list.searchTravellers(useFindsBuyers())} verbs={verbs}
      above={<PaperStrip />}
      actions={<Why reason={noScan}><Button size="small" type="primary" disabled={noScan !== null} title={`${s.station} (G S)`} onClick={() => void navigate({ to: pagePaths.scan })}>{s.station}</Button></Why>}
      empty={{ title: t.shell.list.nothing, hint: t.rooms.shipping.empty, ...first }} />
  );
}
