import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useMemo } from "react";
import { usePages, type QueryOf, type RowOf } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { pagePaths, pickPath, wavePath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Ago, Badge, RowId, When } from "../../ui/bits.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Column } from "../../ui/list/types.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { RoomNo } from "../orders/list.tsx";
import { PaperStrip } from "./paper.tsx";
import { PickStrip, usePrintWave } from "./print.tsx";
import { PutBackStrip } from "./put-back.tsx";
import "./floor.css";

type WaveRow = RowOf<"listWaves">;
/** All waves, newest first. For a picker this is room 08, for a packer room 09: they see no parcels, only what lies in a wave. */
export default function WavesPage({ room }: { readonly room?: "picking" | "labels" }) {
  const { t } = useSpeech();
  const may = useMay();
  const navigate = useNavigate();
  const [search] = useUrlState();
  const [print, shown] = usePrintWave();
  const w = t.floor.waves;
  const pages = usePages("listWaves", { state: search["view"] ?? (room === "labels" ? "labels" : "open") } as QueryOf<"listWaves">);
  const open = { value: "open", label: w.open };
  const picked = { value: "picked", label: w.picked };
  const toPrint = { value: "labels", label: t.floor.labels.toPrint };
  const views = [...(room === "labels" ? [toPrint, picked, open] : [open, picked]), { value: "all", label: w.all }];
  return (
    <>
      <List name="waves" {...(room ? { title: t.rooms[room].name, hint: t.rooms[room].does, lead: <RoomNo room={room} /> } : { title: w.title })} pages={pages} columns={useColumns(print)}
        rowId={(row) => row.id} rowName={(row) => row.waveNo} rowPath={(row) => wavePath(row.id)} views={views} searchable={false} actions={may("print", "Label") && <PickStrip />} above={room === "labels" ? <PaperStrip /> : <PutBackStrip />}
        empty={{ title: room === "labels" ? t.shell.list.nothing : w.empty, hint: room === "labels" ? t.rooms.labels.empty : w.emptyHint, action: may("view", "Parcel") ? <Button onClick={() => void navigate({ to: pagePaths.picking })}>{t.rooms.picking.name}</Button> : undefined }} />
      {shown}
    </>
  );
}
/** The last column holds the one thing to do next with a wave, for whoever may do it. */
function useColumns(print: (wave: WaveRow) => void): readonly Column<WaveRow>[] {
  const { t, f } = useSpeech();
  const navigate = useNavigate();
  const may = useMay();
  const [pick, label] = [may("pick", "Wave"), may("print", "Label")];
  return useMemo(() => {
    const w = t.floor.waves;
    const next = (row: WaveRow) => {
      if (row.state === "open" && pick) return <Button size="small" type="primary" onClick={() => void navigate({ to: pickPath(row.id) })}>{w.pick}</Button>;
      return row.toLabelCount > 0 && label ? <Button size="small" onClick={() => print(row)}>{t.floor.labels.print}</Button> : null;
    };
    return [
      { key: "wave", title: w.wave, width: 104, cell: (row) => <RowId>{row.waveNo}</RowId> },
      { key: "state", title: w.state, width: 110, from: 420, cell: (row) => <Badge tone={row.state === "picked" ? "flow" : "wait"}>{w[row.state]}</Badge> },
      { key: "warehouse", title: w.warehouse, width: 124, cell: (row) => row.warehouse.name },
      { key: "parcels", title: w.count, width: 84, align: "right", from: 480, cell: (row) => <span className="num">{f.count(row.parcelCount)}</span> },
      { key: "units", title: w.unitCount, width: 84, align: "right", from: 560, cell: (row) => <span className="num">{f.count(row.unitCount)}</span> },
      { key: "created", title: w.created, width: 120, from: 640, cell: (row) => <Ago at={row.createdAt} /> },
      { key: "pickedAt", title: w.pickedAt, width: 150, from: 900, cell: (row) => <When at={row.pickedAt} /> },
      { key: "next", title: "", width: 110, cell: next },
    ];
  }, [t, f, navigate, pick, label, print]);
}
