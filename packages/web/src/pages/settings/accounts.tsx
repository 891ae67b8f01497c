import { accountKinds } from "@argosy/core/connector.ts";
import { Button } from "antd";
import { useMemo, useState } from "react";
import type { Answer } from "../../api/client.ts";
import { useAsk } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech, type Formats, type Text } from "../../text/index.tsx";
import { Ago, Badge, When, Why, type Tone } from "../../ui/bits.tsx";
import { factText } from "../../ui/facts.ts";
import { Key, useKeys } from "../../ui/keys.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Column } from "../../ui/list/types.ts";
import { Site, siteText, vendorName } from "../../ui/vendor.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { matches, wholePages } from "../../ui/whole.ts";
import { AccountPeek } from "./account-peek.tsx";
import { ConnectDialog } from "./connect.tsx";
import "./settings.css";

export type Account = Answer<"listAccounts">["rows"][number];
export const healthTone: Readonly<Record<Account["status"], Tone>> = { connected: "flow", degraded: "ask", signed_out: "stop", paused: "wait" };
/** The feed that is longest without success speaks for the account. */
const lastSuccess = (a: Account): string | null => a.feeds.map((feed) => feed.lastSuccessAt).reduce<string | null | undefined>((least, at) => (least === undefined ? at : least === null || at === null ? null : least < at ? least : at), undefined) ?? null;

/** Of an account that is not fetched the time itself: "just now" would say that it answers. */
export function LastSuccess({ account, at }: { readonly account: Account; readonly at: string | null }) {
  const a = useSpeech().t.settings.accounts;
  if (!at) return <span className="faint">{a.never}</span>;
  return a.stopped[account.status] ? <When at={at} /> : <Ago at={at} />;
}
/** What goes wrong with it at present: a list that can't be fetched, else labels that were paid for nothing. */
function troubleOf({ feeds, keptLabels }: Account, t: Text, f: Formats): string | null {
  const a = t.settings.accounts;
  const bad = feeds.find((feed) => feed.failures > 0 && feed.lastError);
  if (bad) return t.shell.meta.ofField(a.feeds[bad.feed] ?? bad.feed, factText(bad.lastError ?? "", t, f));
  return keptLabels.length > 0 ? a.keptLabels.count(f.count(keptLabels.length)) : null;
}

function columnsOf(t: Text, f: Formats): readonly Column<Account>[] {
  const a = t.settings.accounts;
  return [
    { key: "name", title: t.settings.common.name, width: 230, cell: (x) => <span className="row-lead"><span className="dot" style={{ background: x.colour }} /><b>{x.name}</b></span> },
    { key: "kind", title: a.kind, width: 120, from: 900, cell: (x) => a.kinds[x.kind] },
    { key: "service", title: a.service, width: 176, from: 480, cell: (x) => <span>{vendorName(x.connector)} <span className="muted"><Site site={x.site} /></span></span> },
    { key: "health", title: a.health, width: 120, cell: (x) => <Badge tone={healthTone[x.status]}>{t.shell.statuses[x.status]}</Badge> },
    { key: "last", title: a.last, width: 152, from: 560, cell: (x) => <LastSuccess account={x} at={lastSuccess(x)} /> },
    { key: "error", title: a.error, from: 700, cell: (x) => { const said = troubleOf(x, t, f); return said ? <span className="stop-text" title={said}>{said}</span> : <span className="faint">–</span>; } },
    { key: "proof", title: a.proof, width: 210, from: 1020, cell: (x) => <span className="proof-label" title={a.proofHints[x.proof]}>{a.proofs[x.proof] ?? x.proof}</span> },
  ];
}
export default function AccountsPage() {
  const { t, f } = useSpeech();
  const may = useMay();
  const [search, set] = useUrlState();
  const [connecting, setConnecting] = useState(false);
  const a = t.settings.accounts;
  const connectors = useAsk("connectors").data?.rows;
  const view = search["view"] ?? "all";
  const pages = wholePages(useAsk("listAccounts"), (answer) => answer.rows.filter((x) => (view === "all" || x.kind === view) && matches(search["q"], x.name, x.site, siteText(x.site, f), vendorName(x.connector))));
  const locked = may("connect", "Account") ? null : t.shell.meta.noAccess(a.add);
  const add = (): void => { if (!locked) setConnecting(true); };
  useKeys([{ keys: "n", label: a.add, run: add }]);
  return (
    <>
      <List name="accounts" title={a.title} hint={a.hint} pages={pages} columns={useMemo(() => columnsOf(t, f), [t, f])} rowId={(x) => x.id} rowName={(x) => x.name} peek={(x) => <AccountPeek key={x.id} account={x} connector={connectors?.find((c) => c.id === x.connector && c.kind === x.kind)} />}
        views={[{ value: "all", label: t.settings.common.all }, ...accountKinds.map((kind) => ({ value: kind, label: a.kinds[kind] }))]}
        actions={<Why reason={locked}><Button size="small" type="primary" disabled={locked !== null} onClick={add}>{a.add}<Key>n</Key></Button></Why>}
        empty={{ title: a.empty, hint: a.emptyHint, action: locked ? undefined : <Button type="primary" onClick={add}>{a.add}</Button> }} />
      {(connecting || (search["connect"] && !locked)) && <ConnectDialog kind={search["connect"]} close={() => { setConnecting(false); set({ connect: undefined }); }} />}
    </>
  );
}
