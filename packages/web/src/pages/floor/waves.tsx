import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useMemo } from "react";
import { usePages, type QueryOf, type RowOf } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { pagePaths, pickPath, wavePath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Ago, Badge, When } from "../../ui/bits.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Column } from "../../ui/list/types.ts";
import { useUrlState } from "../../ui/url-state.ts";
import "./floor.css";

type WaveRow = RowOf<"listWaves">;
/** All waves, newest first. For a picker this is room 08. */
export default function WavesPage() {
  const { t, f } = useSpeech();
  const may = useMay();
  const navigate = useNavigate();
  const [search] = useUrlState();
  const w = t.floor.waves;
  const pages = usePages("listWaves", { state: search["view"] ?? "open" } as QueryOf<"listWaves">);
  const columns = useMemo<readonly Column<WaveRow>[]>(() => [
    { key: "wave", title: w.wave, width: 104, cell: (row) => <b className="mono">{row.waveNo}</b> },
    { key: "state", title: w.state, width: 110, from: 420, cell: (row) => <Badge tone={row.state === "picked" ? "flow" : "wait"}>{w[row.state]}</Badge> },
    { key: "warehouse", title: w.warehouse, cell: (row) => row.warehouse.name },
    { key: "parcels", title: w.count, width: 84, align: "right", from: 480, cell: (row) => <span className="num">{f.count(row.parcelCount)}</span> },
    { key: "units", title: w.unitCount, width: 84, align: "right", from: 560, cell: (row) => <span className="num">{f.count(row.unitCount)}</span> },
    { key: "created", title: w.created, width: 120, from: 640, cell: (row) => <Ago at={row.createdAt} /> },
    { key: "pickedAt", title: w.pickedAt, width: 150, from: 900, cell: (row) => <When at={row.pickedAt} /> },
    { key: "pick", title: "", width: 96, cell: (row) => (row.state === "open" ? <Button size="small" type="primary" onClick={() => void navigate({ to: pickPath(row.id) })}>{w.pick}</Button> : null) },
  ], [w, f, navigate]);
  const views = [{ value: "open", label: w.open }, { value: "picked", label: w.picked }, { value: "all", label: w.all }];
  return (
    <List name="waves" title={w.title} pages={pages} columns={columns} rowId={(row) => row.id} rowName={(row) => row.waveNo} rowPath={(row) => wavePath(row.id)} views={views} searchable={false}
      empty={{ title: w.empty, hint: w.emptyHint, action: may("view", "Parcel") ? <Button onClick={() => void navigate({ to: pagePaths.picking })}>{t.rooms.picking.name}</Button> : undefined }} />
  );
}
