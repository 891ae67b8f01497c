import { Button, Input, Modal } from "antd";
import { useMemo, useRef, useState } from "react";
import { call } from "../../api/client.ts";
import { useSpeech } from "../../text/index.tsx";
import { Badge, Why } from "../../ui/bits.tsx";
import { useCopy } from "../../ui/copy.ts";
import { rowByRow, runJob } from "../../ui/jobs.tsx";
import { sayWhy } from "../../ui/toast.tsx";
import { bodyOf } from "./sku-form.tsx";
import { columnsOfSheet, mostBytes, readSheet, textOfFile, type Sheet } from "./sku-sheet.ts";

const shownProblems = 50;
const shownRows = 20;

/** Many SKUs at once, out of a spreadsheet: what is wrong is named cell by cell and can be put right on the spot. Each is added by itself. */
export function SkuSheetForm({ close }: { readonly close: () => void }) {
  const { t, f, locale } = useSpeech();
  const c = t.stock.catalogue;
  const [text, setText] = useState("");
  const sheet = useMemo(() => readSheet(text, { t, f }), [text, t, f]);
  const titles = columnsOfSheet(t);
  const copy = useCopy();
  const picker = useRef<HTMLInputElement>(null);
  const open = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size > mostBytes) return sayWhy(c.sheet.large);
    setText(textOfFile(await file.arrayBuffer(), locale));
  };
  const empty = text.trim() === "";
  const { rows, problems } = sheet;
  const refused = empty || (rows.length === 0 && problems.length === 0) ? c.sheet.none : problems.length > 0 ? c.sheet.wrong(f.count(problems.length)) : null;
  const add = (which = rows): void => {
    const byId = new Map(which.map((row) => [String(row.number), row]));
    void runJob({
      title: c.sheet.verb, size: which.length, nameOf: (id) => byId.get(id)?.sku.code ?? id, retry: (ids) => add(which.filter((row) => ids.includes(String(row.number)))),
      run: () => rowByRow([...byId.keys()], (id) => call("addSku", { body: bodyOf(byId.get(id)!.sku) })), // its own keys
    });
    close();
  };
  return (
    <Modal open title={c.sheet.verb} width={900} onCancel={close} mask={{ closable: false }} footer={<>{refused && <span className="muted dialog-why">{refused}</span>}<Button onClick={close}>{t.shell.meta.cancel}</Button><Why reason={refused}><Button type="primary" disabled={refused !== null} onClick={() => add()}>{c.sheet.go(f.count(problems.length > 0 ? 0 : rows.length))}</Button></Why></>}>
      <p className="form-note">{c.sheet.hint}</p>
      <p className="sheet-names">{Object.values(titles).map((title) => <span key={title} className="sheet-name">{title}</span>)}</p>
      <p className="sheet-names">
        <Button size="small" onClick={() => copy(Object.values(titles).join("\t"), "")}>{c.sheet.copyNames}</Button>
        <Button size="small" onClick={() => picker.current?.click()}>{c.sheet.file}</Button>
        <input ref={picker} type="file" accept=".csv,.tsv,.txt" hidden aria-label={c.sheet.file} onChange={(e) => { void open(e.target.files?.[0]); e.target.value = ""; }} /></p>
      <Input.TextArea className="mono sheet-text" rows={empty ? 10 : 6} wrap="off" autoFocus value={text} aria-label={c.sheet.pasted} onChange={(e) => setText(e.target.value)} />
      {!empty && <Judged sheet={sheet} />}
    </Modal>
  );
}
function Judged({ sheet: { rows, problems } }: { readonly sheet: Sheet }) {
  const { t, f } = useSpeech();
  const c = t.stock.catalogue;
  const titles = columnsOfSheet(t);
  if (problems.length > 0)
    return (
      <section role="alert" className="sheet-judged">
        <Badge tone="ask">{c.sheet.wrong(f.count(problems.length))}</Badge>
        <table className="mini"><tbody>{problems.slice(0, shownProblems).map((p, i) => <tr key={i}><td className="num nowrap">{c.sheet.row(f.count(p.row))}</td><td className="nowrap"><b>{p.column}</b></td><td>{p.problem}</td></tr>)}</tbody></table>
        {problems.length > shownProblems && <p className="muted">{c.sheet.more(f.count(problems.length - shownProblems))}</p>}
      </section>
    );
  return (
    <section className="sheet-judged">
      <Badge tone="flow">{c.sheet.ready(f.count(rows.length))}</Badge>
      <table className="mini">
        <thead><tr>{Object.entries(titles).map(([column, title]) => <th key={column}>{title}</th>)}</tr></thead>
        <tbody>{rows.slice(0, shownRows).map(({ number, sku }) => <tr key={number}>{Object.keys(titles).map((column) => <td key={column} className="nowrap">{sku[column as keyof typeof sku]}</td>)}</tr>)}</tbody>
      </table>
      {rows.length > shownRows && <p className="muted">{t.shell.meta.more(rows.length - shownRows)}</p>}
    </section>
  );
}
