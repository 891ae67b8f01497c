import { readFact } from "@argosy/core/facts.ts";
import { Button, Input, Modal } from "antd";
import { useMemo, useState } from "react";
import { call } from "../../api/client.ts";
import { useAsk, usePages, useTell, type QueryOf, type RowOf } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech, type Formats, type Text } from "../../text/index.tsx";
import { Ago, Badge, RowId } from "../../ui/bits.tsx";
import { factText } from "../../ui/facts.ts";
import { FirstStepLink, useFirstStep } from "../../ui/first-step.tsx";
import { FormFoot, useMissing } from "../../ui/form.tsx";
import { List } from "../../ui/list/list.tsx";
import { OptionList } from "../../ui/list/filter-bar.tsx";
import type { Column, Verb } from "../../ui/list/types.ts";
import { Failed, Skeleton } from "../../ui/page-states.tsx";
import { useBoard } from "../../ui/shell/shell.tsx";
import { say, sayError } from "../../ui/toast.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { RawViewer } from "../shared/raw-viewer.tsx";
import { RoomNo } from "./list.tsx";

type Item = RowOf<"listInbox">;
const textOf = (error: Item["error"], key: string): string => (typeof error?.[key] === "string" ? (error[key] as string) : "");
const sizeText = (bytes: number): string => (bytes < 1024 ? `${bytes} B` : `${Math.round(bytes / 1024)} KB`);

/** Why a payload was not read: what stood there, and where. */
function WhyUnread({ error }: { readonly error: Item["error"] }) {
  const { t, f } = useSpeech();
  if (!error) return <span className="faint">–</span>;
  const path = textOf(error, "path");
  return <Badge tone="stop" plain>{unreadText(error, t, f)}{path && <span className="muted"> {t.orders.inbox.where(path)}</span>}</Badge>;
}
function unreadText(error: NonNullable<Item["error"]>, t: Text, f: Formats): string {
  const { broken, expected, noGoods, unread } = t.orders.inbox;
  if (error["kind"] === "broken") return broken(textOf(error, "logId"));
  const why = textOf(error, "why");
  if (readFact(why)?.code === "want_at_least" && textOf(error, "path").endsWith("lineItems")) return noGoods;
  if (why) return unread(factText(why, t, f));
  return (textOf(error, "expected") && expected(textOf(error, "expected"))) || factText(textOf(error, "detail"), t, f) || JSON.stringify(error);
}
function Payload({ item }: { readonly item: Item }) {
  const { t, f } = useSpeech();
  const { data, error, refetch } = useAsk("getInboxItem", { params: { id: item.id } });
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  const cures = t.orders.inbox.cures;
  const path = textOf(item.error, "path");
  const why = item.error && (
    <div className="hold stop">
      <p className="hold-fact stop-text strong">{unreadText(item.error, t, f)}</p>
      {path && <p className="hold-fact">{t.orders.inbox.where(path)}</p>}
      <p className="hold-todo">{item.error["kind"] === "broken" ? cures.broken : cures.malformed}</p>
    </div>
  );
  return <div className="peek">{why}{data ? <RawViewer raw={data.raw} path={path} /> : <Skeleton />}</div>;
}
function ImportDialog({ close }: { readonly close: () => void }) {
  const { t } = useSpeech();
  const b = t.orders.inbox;
  const [accountId, setAccountId] = useState<string>();
  const [body, setBody] = useState("");
  const tell = useTell("importPayload");
  const accounts = useBoard()?.accounts.filter((a) => a.kind !== "carrier") ?? [];
  const missing = useMissing()(!accountId && b.choose, body.trim() === "" && b.body);
  const run = (): void => tell.mutate({ body: { accountId: accountId ?? "", body } }, { onError: sayError, onSuccess: (r) => { say(b.importDone(r.stored, r.projected, r.quarantined, r.ignored)); close(); } });
  return (
    <Modal open title={b.importTitle} onCancel={close} width={640} footer={null}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (!missing) run(); }}>
        <p className="form-note">{b.importHint}</p>
        <div className="field wide"><span>{b.choose} *</span>{accounts.length > 0 ? <OptionList options={accounts.map((a) => ({ value: a.id, label: a.name }))} chosen={accountId} choose={setAccountId} /> : <span className="muted">{b.noAccount} <FirstStepLink what="shop_account" primary={false} /></span>}</div>
        <label className="field wide"><span>{b.body} *</span><Input.TextArea rows={10} className="mono" value={body} onChange={(e) => setBody(e.target.value)} /></label>
        <FormFoot reason={missing} verb={t.orders.importFile} busy={tell.isPending}><Button onClick={close}>{t.shell.meta.cancel}</Button></FormFoot>
      </form>
    </Modal>
  );
}
function useColumns(): readonly Column<Item>[] {
  const { t } = useSpeech();
  const c = t.orders.columns;
  return useMemo((): readonly Column<Item>[] => [
    { key: "externalId", title: c.externalId, width: 190, cell: (i) => (i.externalId ? <RowId>{i.externalId}</RowId> : <span className="muted">{t.orders.inbox.noId}</span>) },
    { key: "account", title: c.account, width: 160, from: 620, cell: (i) => i.account },
    { key: "feed", title: t.settings.accounts.feed, width: 110, from: 700, cell: (i) => t.settings.accounts.feeds[i.feed] ?? i.feed },
    { key: "received", title: c.received, width: 120, from: 480, cell: (i) => <Ago at={i.receivedAt} /> },
    { key: "size", title: c.size, width: 76, from: 980, align: "right", cell: (i) => <span className="num">{sizeText(i.size)}</span> },
    { key: "state", title: c.state, width: 100, from: 1180, cell: (i) => t.orders.inbox.states[i.state] ?? i.state },
    { key: "error", title: c.error, cell: (i) => <WhyUnread error={i.error} /> },
  ], [t]);
}
export default function IntakePage() {
  const { t } = useSpeech();
  const may = useMay();
  const [search] = useUrlState();
  const [importing, setImporting] = useState(false);
  const first = useFirstStep(["shop_account"]);
  const state = search["view"] ?? "quarantined";
  const pages = usePages("listInbox", { state, accountId: search["accountId"] } as QueryOf<"listInbox">);
  const disabled = may("edit", "Inbox") ? null : t.shell.meta.noAccess(t.orders.replay);
  const replay: Verb<Item> = {
    id: "replay", label: t.orders.replay, keyName: "r", primary: true, disabled, refuses: (i) => (i.state === "quarantined" ? null : t.orders.inbox.states[i.state] ?? i.state),
    run: async (targets) => ("ids" in targets ? (await call("replayInbox", { body: { ids: [...targets.ids] } })).results : []),
  };
  const views = (["quarantined", "projected", "received", "ignored"] as const).map((value) => ({ value, label: t.orders.inbox.states[value] ?? value }));
  return (
    <>
      <List name="intake" title={t.rooms.intake.name} hint={t.rooms.intake.does} lead={<RoomNo room="intake" />} pages={pages} columns={useColumns()} rowId={(i) => i.id} rowName={(i) => i.externalId ?? t.orders.inbox.noId}
        peek={(i) => <Payload key={i.id} item={i} />} views={views} searchable={false} verbs={[replay]}
        actions={<Button size="small" disabled={disabled !== null} title={disabled ?? undefined} onClick={() => setImporting(true)}>{t.orders.importFile}</Button>}
        empty={{ title: t.shell.list.nothing, hint: state === "quarantined" ? t.rooms.intake.empty : t.orders.inbox.emptyOther, ...first }} />
      {importing && <ImportDialog close={() => setImporting(false)} />}
    </>
  );
}
