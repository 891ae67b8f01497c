import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useAsk, useTell } from "../../api/queries.ts";
import { useSpeech } from "../../text/index.tsx";
import { Field, FormError, FormFoot, useForm, useMissing } from "../../ui/form.tsx";
import { Failed, Skeleton } from "../../ui/page-states.tsx";
import { say } from "../../ui/toast.tsx";
import { siteText } from "../../ui/vendor.tsx";
import { CredentialFields, missingFields, SettingsFields, settingsOf, settingsSent, type Connector } from "./account-fields.tsx";

/** Which service (`kind`: only those of a kind), then what it asks for; where there is but one nobody chooses. The account is kept only after a call that proves the credentials. */
export function ConnectDialog({ kind, close }: { readonly kind?: string | undefined; readonly close: () => void }) {
  const { t } = useSpeech();
  const a = t.settings.accounts;
  const asked = useAsk("connectors");
  const [picked, setChosen] = useState<Connector | null>(null);
  const rows = asked.data?.rows.filter((c) => kind === undefined || c.kind === kind) ?? [];
  const only = rows.length === 1 ? rows[0] : undefined;
  const chosen = only ?? picked;
  return (
    <Modal open title={chosen ? `${a.add} · ${chosen.label}` : a.add} footer={null} width={640} onCancel={close} mask={{ closable: false }}>
      {chosen ? <ConnectForm connector={chosen} back={() => (only ? close() : setChosen(null))} close={close} />
        : asked.error ? <Failed error={asked.error} retry={() => void asked.refetch()} /> : !asked.data ? <Skeleton lines={3} />
          : (
            <div className="connectors">
              {rows.map((c, i) => (
                <button key={`${c.kind}.${c.id}`} type="button" className="connector" autoFocus={i === 0} onClick={() => setChosen(c)}><b>{c.label}</b><span className="muted">{a.kinds[c.kind]}</span><small>{a.proofHints[c.proof] ?? c.proof}</small></button>
              ))}
            </div>
          )}
    </Modal>
  );
}
function ConnectForm({ connector, back, close }: { readonly connector: Connector; readonly back: () => void; readonly close: () => void }) {
  const { t, f } = useSpeech();
  const a = t.settings.accounts;
  const missing = useMissing();
  const tell = useTell("connectAccount");
  const form = useForm({ ...settingsOf(null), name: connector.label });
  const [site, setSite] = useState(connector.sites[0] ?? "");
  const [baseUrl, setBaseUrl] = useState(connector.liveUrl);
  const [credentials, setCredentials] = useState<Readonly<Record<string, string>>>({});
  const refused = missing(...missingFields(connector, credentials, t), form.value.name.trim() === "" && t.settings.common.name);
  const go = (): void => {
    if (refused) return;
    tell.mutate(
      { body: { kind: connector.kind, connector: connector.id, site, ...(baseUrl.trim() && baseUrl.trim() !== connector.liveUrl ? { baseUrl: baseUrl.trim() } : {}), credentials: { ...credentials }, ...settingsSent(connector.kind, form.value) } },
      { onSuccess: (made) => { say(a.connected(made.name)); close(); } },
    );
  };
  return (
    <form className="form" onSubmit={(e) => { e.preventDefault(); go(); }}>
      <CredentialFields connector={connector} value={credentials} set={setCredentials} error={tell.error} />
      {connector.sites.length > 0 && <Field label={a.site} name="site" error={tell.error}><Select className="full" showSearch optionFilterProp="label" value={site} onChange={setSite} options={connector.sites.map((s) => ({ value: s, label: `${siteText(s, f)} ${s}` }))} /></Field>}
      <Field label={a.baseUrl} hint={a.baseUrlHint} name="baseUrl" error={tell.error}><Input value={baseUrl} maxLength={300} onChange={(e) => setBaseUrl(e.target.value)} /></Field>
      <details className="wide form-fold">
        <summary>{a.settings}</summary>
        <div className="form"><SettingsFields kind={connector.kind} value={form.value} set={form.set} error={tell.error} locked={false} /></div>
      </details>
      <FormError error={tell.error} />
      <FormFoot reason={refused} verb={a.connectVerb} busy={tell.isPending}>{tell.isPending && <span className="muted">{a.proving}</span>}<Button onClick={back}>{t.shell.meta.back}</Button></FormFoot>
    </form>
  );
}
