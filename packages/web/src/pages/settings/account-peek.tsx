import { Button } from "antd";
import { useState } from "react";
import { useTell } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { parcelPath } from "../../paths.ts";
import type { Formats } from "../../text/formats.ts";
import { useSpeech, type Text } from "../../text/index.tsx";
import { Ago, Badge, When, Why, zone } from "../../ui/bits.tsx";
import { factText } from "../../ui/facts.ts";
import { vendorSaid } from "../../ui/vendor.tsx";
import { FormError, FormFoot, useForm, useMissing } from "../../ui/form.tsx";
import { Go } from "../../ui/go.tsx";
import { say, sayError } from "../../ui/toast.tsx";
import { CredentialFields, knownCredentials, missingFields, SettingsFields, settingsOf, settingsSent, type Connector } from "./account-fields.tsx";
import { healthTone, LastSuccess, type Account } from "./accounts.tsx";

/** An account beside the list: health per feed, what can be done about it, settings, credentials. */
export function AccountPeek({ account, connector }: { readonly account: Account; readonly connector: Connector | undefined }) {
  const { t } = useSpeech();
  const may = useMay();
  const a = t.settings.accounts;
  const [wanted, setWanted] = useState<boolean>();
  const renewing = wanted ?? account.status === "signed_out"; // opens and closes by itself, until somebody says otherwise
  const poll = useTell("pollAccount");
  const pause = useTell("pauseAccount");
  const paused = account.status === "paused";
  const noPoll = may("edit", "Account") ? (paused ? a.paused : null) : t.shell.meta.noAccess(a.poll);
  const noConnect = may("connect", "Account") ? null : t.shell.meta.noAccess(a.connectVerb);
  const key = { params: { id: account.id } };
  return (
    <div className="peek">
      <section>
        <div className="actions">
          <Badge tone={healthTone[account.status]}>{t.shell.statuses[account.status]}</Badge><span className="spring" />
          <Why reason={noPoll}><Button size="small" disabled={noPoll !== null} loading={poll.isPending} onClick={() => poll.mutate(key, { onSuccess: ({ underWay }) => say(`${underWay ? a.pollFollows : a.polled} · ${account.name}`), onError: sayError })}>{a.poll}</Button></Why>
          <Why reason={noConnect}><Button size="small" disabled={noConnect !== null} loading={pause.isPending} onClick={() => pause.mutate({ ...key, body: { paused: !paused } }, { onSuccess: () => say(`${paused ? a.resumed : a.paused} · ${account.name}`), onError: sayError })}>{paused ? a.resume : a.pause}</Button></Why>
          <Why reason={noConnect}><Button size="small" type={account.status === "signed_out" ? "primary" : "default"} disabled={noConnect !== null || !connector} onClick={() => setWanted(!renewing)}>{a.reconnect}</Button></Why>
        </div>
      </section>
      {renewing && connector && !noConnect && <Reconnect account={account} connector={connector} close={() => setWanted(false)} />}
      <Feeds account={account} />
      {account.bookingError !== null && <BookingRefused error={account.bookingError} />}
      {account.keptLabels.length > 0 && <KeptLabels labels={account.keptLabels} />}
      <Recount account={account} locked={noPoll} />
      <dl className="facts">
        <dt>{a.proof}</dt><dd><b>{a.proofs[account.proof] ?? account.proof}</b><br /><span className="muted">{a.proofHints[account.proof]}</span></dd>
        <dt>{a.baseUrl}</dt><dd className="mono">{account.baseUrl}</dd>
        {Object.entries(account.credentialHints).map(([name, hint]) => <Hint key={name} name={a.fields[name] ?? name} hint={hint} />)}
      </dl>
      <Settings account={account} locked={noConnect} />
    </div>
  );
}
const Hint = ({ name, hint }: { readonly name: string; readonly hint: string }) => <><dt>{name}</dt><dd className="mono">{hint}</dd></>;
function Feeds({ account }: { readonly account: Account }) {
  const { t, f } = useSpeech();
  const a = t.settings.accounts;
  const paused = account.status === "paused" ? a.stopped[account.status] : null; // one that was signed out is looked at every hour
  return (
    <table className="mini">
      <thead><tr><th>{a.feed}</th><th>{a.success}</th><th>{a.syncedTo}</th><th>{a.next}</th></tr></thead>
      <tbody>
        {account.feeds.map((feed) => (
          <FeedRows key={feed.feed} name={a.feeds[feed.feed] ?? feed.feed} error={feed.failures > 0 ? `${a.failures(f.count(feed.failures))}: ${factText(feed.lastError ?? "", t, f)}` : null}>
            <td><LastSuccess account={account} at={feed.lastSuccessAt} /></td><td><When at={feed.syncedTo} /></td><td className="num">{paused ?? (feed.nextPollAt ? f.clock(feed.nextPollAt) : "–")}</td>
          </FeedRows>
        ))}
      </tbody>
    </table>
  );
}
const FeedRows = ({ name, error, children }: { readonly name: string; readonly error: string | null; readonly children: React.ReactNode }) => (
  <><tr><td><b>{name}</b></td>{children}</tr>{error && <tr><td colSpan={4} className="feed-error">{error}</td></tr>}</>
);
function BookingRefused({ error }: { readonly error: string }) {
  const { t, f } = useSpeech();
  const { bookingRefused } = t.settings.accounts;
  return <section><p className="feed-error">{bookingRefused.title}: {factText(error, t, f)}</p><p className="muted">{bookingRefused.hint}</p></section>;
}
/** Money that is out for nothing: what was said about it, and the parcel it was bought for. */
function KeptLabels({ labels }: { readonly labels: Account["keptLabels"] }) {
  const { t, f } = useSpeech();
  const a = t.settings.accounts;
  const states = t.orders.page.attemptStates;
  return (
    <section>
      <h3>{a.keptLabels.title}</h3>
      <p className="muted">{a.keptLabels.hint}</p>
      <table className="mini">
        <tbody>
          {labels.map((label) => (
            <tr key={`${label.parcelId} ${label.trackingNo}`}>
              <td><Go to={parcelPath(label.parcelId)} className="mono">{label.parcelNo}</Go></td><td className="mono">{label.trackingNo ?? "–"}</td>
              <td>{states[label.state] ?? label.state}{label.said && <><br /><span className="feed-error">{vendorSaid(label.code, label.said, t, f)}</span></>}</td><td className="right"><Ago at={label.at} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
/** The last time everything was compared with what the service lists, and the one under way. */
function Recount({ account, locked }: { readonly account: Account; readonly locked: string | null }) {
  const { t, f } = useSpeech();
  const a = t.settings.accounts;
  const tell = useTell("recountAccount");
  const { last, underWay, nightAt, nextAt, lastError } = account.recount;
  const paused = account.status === "paused" ? a.stopped[account.status] : null;
  const days = (from: string, to: string): string => f.count(Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000));
  const refused = locked ?? (underWay ? a.recount.underWay(f.count(underWay.compared)) : null);
  return (
    <section>
      <div className="actions">
        <h3>{a.recount.title}</h3><span className="spring" />
        <Why reason={refused}><Button size="small" disabled={refused !== null} loading={tell.isPending} onClick={() => tell.mutate({ params: { id: account.id } }, { onSuccess: () => say(`${a.recount.begun} · ${account.name}`), onError: sayError })}>{a.recount.now}</Button></Why>
      </div>
      <p className="muted">{a.recount.hint[account.kind](f.clock(nightAt), t.shell.meta.zone(zone))}</p>
      <p>
        {last ? <><Ago at={last.finishedAt ?? last.beganAt} /> · {a.recount.days(days(last.fromAt, last.toAt))} · {a.recount.compared(f.count(last.compared))} · {found(last, account, a, f)}</> : <span className="faint">{a.recount.never}</span>}
        {underWay && <><br />{a.recount.underWay(f.count(underWay.compared))}</>}
      </p>
      {lastError && <p className="feed-error">{factText(lastError, t, f)}</p>}
      {nextAt && !underWay && <p className="muted">{a.recount.next} {paused ?? <When at={nextAt} />}</p>}
    </section>
  );
}
function found({ missing, outdated }: NonNullable<Account["recount"]["last"]>, account: Account, { recount }: Text["settings"]["accounts"], f: Formats): React.ReactNode {
  if (account.kind === "carrier") return recount.news(f.count(outdated));
  if (missing + outdated === 0) return <Badge tone="flow">{recount.whole}</Badge>;
  return <Badge tone="ask">{recount.found(f.count(missing), f.count(outdated))}</Badge>;
}
function Reconnect({ account, connector, close }: { readonly account: Account; readonly connector: Connector; readonly close: () => void }) {
  const { t } = useSpeech();
  const a = t.settings.accounts;
  const tell = useTell("changeAccount");
  const [credentials, setCredentials] = useState(knownCredentials(connector, account.credentialHints));
  const refused = useMissing()(...missingFields(connector, credentials, t));
  const go = (): void => { if (!refused) tell.mutate({ params: { id: account.id }, body: { version: account.version, credentials: { ...credentials }, ...settingsSent(account.kind, settingsOf(account)) } }, { onSuccess: () => { say(a.connected(account.name)); close(); } }); };
  return (
    <form className="form panel" onSubmit={(e) => { e.preventDefault(); go(); }}>
      <p className="form-note">{a.reconnectHint}</p>
      <CredentialFields connector={connector} hints={account.credentialHints} value={credentials} set={setCredentials} error={tell.error} />
      <FormError error={tell.error} />
      <FormFoot reason={refused} verb={a.reconnect} busy={tell.isPending}>{tell.isPending && <span className="muted">{a.proving}</span>}<Button onClick={close}>{t.shell.meta.cancel}</Button></FormFoot>
    </form>
  );
}
function Settings({ account, locked }: { readonly account: Account; readonly locked: string | null }) {
  const { t } = useSpeech();
  const tell = useTell("changeAccount");
  const form = useForm(settingsOf(account));
  const missing = useMissing();
  const refused = locked ?? missing(form.value.name.trim() === "" && t.settings.common.name) ?? (form.changed ? null : t.settings.common.nothingChanged);
  const save = (): void => { if (!refused) tell.mutate({ params: { id: account.id }, body: { version: account.version, ...settingsSent(account.kind, form.value) } }, { onSuccess: (kept) => { form.settle(form.value, settingsOf(kept)); say(`${t.settings.common.saved} · ${kept.name}`); } }); };
  return (
    <form className="form" onSubmit={(e) => { e.preventDefault(); save(); }}>
      <h3>{t.settings.accounts.settings}</h3>
      <SettingsFields kind={account.kind} value={form.value} set={form.set} error={tell.error} locked={locked !== null} />
      <FormError error={tell.error} meanwhile={form.meanwhile} />
      <FormFoot reason={refused} verb={t.shell.meta.save} busy={tell.isPending} />
    </form>
  );
}
