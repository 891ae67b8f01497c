import { Modal } from "antd";
import { useSpeech } from "../../text/index.tsx";
import { Key, useAllKeys, type KeyEntry } from "../keys.tsx";

/** One key, or those of a sequence. */
function Keys({ keys }: { readonly keys: string }) {
  const { t } = useSpeech();
  return <span>{keys.split(" ").map((k, i) => <span key={i}>{i > 0 && <small className="muted"> {t.shell.keys.then} </small>}<Key>{k}</Key></span>)} </span>;
}
function KeyRows({ entries, columns = 1 }: { readonly entries: readonly KeyEntry[]; readonly columns?: number }) {
  return (
    <dl className="key-rows" style={{ columns: `${columns} 220px` }}>
      {[...Map.groupBy(entries, (entry) => entry.label)].map(([label, same]) => <div key={label}><dt>{[...new Set(same.map((entry) => entry.keys))].map((keys) => <Keys key={keys} keys={keys} />)}</dt><dd>{label}</dd></div>)}
    </dl>
  );
}
export default function KeyHelp({ close }: { readonly close: () => void }) {
  const { t } = useSpeech();
  const all = useAllKeys().filter((entry) => !entry.keys.startsWith("Arrow"));
  const rooms = all.filter((entry) => entry.keys.startsWith("g "));
  const here = all.filter((entry) => entry.group !== "everywhere");
  return (
    <Modal open title={t.shell.keys.title} footer={null} onCancel={close} width={880} style={{ top: 40 }}>
      <div className="key-columns">
        {here.length > 0 && <section><h3>{t.shell.keys.here}</h3><KeyRows entries={here} /></section>}
        <section><h3>{t.shell.keys.everywhere}</h3><KeyRows entries={all.filter((e) => e.group === "everywhere" && !e.keys.startsWith("g "))} />{rooms.length > 0 && <><h3>{t.shell.keys.goTo}</h3><KeyRows entries={rooms} columns={2} /></>}</section>
      </div>
    </Modal>
  );
}
