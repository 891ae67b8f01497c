import { Checkbox, Input, InputNumber, Select } from "antd";
import type { Answer, Sent } from "../../api/client.ts";
import { useAsk } from "../../api/queries.ts";
import { useSpeech, type Text } from "../../text/index.tsx";
import { CopyId } from "../../ui/bits.tsx";
import { Field, toOptions } from "../../ui/form.tsx";
import type { Account } from "./accounts.tsx";

export type Connector = Answer<"connectors">["rows"][number];
export type AccountSettings = Required<Omit<Sent<"changeAccount">["body"], "version" | "credentials">>;
// Colours by which people tell shops apart; far enough from one another for the colour-blind to see a difference in lightness.
// prettier-ignore
export const swatches = ["#0f766e", "#1d4ed8", "#7c3aed", "#be185d", "#b45309", "#4d7c0f", "#0369a1", "#475569"] as const;
export const settingsOf = (account: Account | null): AccountSettings => ({
  name: account?.name ?? "", colour: account?.colour ?? swatches[0], provenBy: account?.provenBy ?? "channel", toleranceMinor: account?.toleranceMinor ?? 1,
  mergePolicy: account?.mergePolicy ?? "ask", mergeWaitMinutes: account?.mergeWaitMinutes ?? 60, paymentAccountId: account?.paymentAccountId ?? null,
  warehousePolicy: account?.warehousePolicy ?? "default_warehouse", outagePolicy: account?.outagePolicy ?? "ship",
  asksPayerAddress: account?.asksPayerAddress ?? true, asksUnprotected: account?.asksUnprotected ?? false,
});
/** Settings that this kind of account has: only a shop is proven and merged. */
export const settingsSent = (kind: Account["kind"], { provenBy, ...rest }: AccountSettings): Omit<AccountSettings, "provenBy"> & Partial<Pick<AccountSettings, "provenBy">> => (kind === "shop" ? { ...rest, provenBy } : rest);

type Set = <K extends keyof AccountSettings>(key: K, value: AccountSettings[K]) => void;
export function SettingsFields({ kind, value, set, error, locked }: { readonly kind: Account["kind"]; readonly value: AccountSettings; readonly set: Set; readonly error: unknown; readonly locked: boolean }) {
  const { t } = useSpeech();
  const a = t.settings.accounts;
  const payments = useAsk("listAccounts").data?.rows.filter((x) => x.kind === "payment") ?? [];
  return (
    <>
      <Field label={t.settings.common.name} name="name" error={error}><Input disabled={locked} value={value.name} maxLength={120} onChange={(e) => set("name", e.target.value)} /></Field>
      <div className="field"><span>{a.colour}</span><span className="swatches">{swatches.map((c) => <button key={c} type="button" disabled={locked} style={{ background: c }} aria-label={c} aria-pressed={value.colour.toLowerCase() === c} onClick={() => set("colour", c)} />)}</span></div>
      {kind === "shop" && (
        <>
          <Field label={a.provenBy} name="provenBy" error={error}><Select className="full" disabled={locked} value={value.provenBy} options={toOptions(["channel", "own_records"] as const, (k) => a.provenByText[k])} onChange={(v) => set("provenBy", v)} /></Field>
          {value.provenBy === "own_records" && (
            <div className="field"><span>{a.asks}</span>{(["asksPayerAddress", "asksUnprotected"] as const).map((key) => <Checkbox key={key} disabled={locked} checked={value[key]} onChange={(e) => set(key, e.target.checked)}>{a[key]}</Checkbox>)}</div>
          )}
          <Field label={a.paymentAccount} name="paymentAccountId" error={error}><Select className="full" disabled={locked} value={value.paymentAccountId ?? ""} options={[{ value: "", label: a.noPaymentAccount }, ...payments.map((p) => ({ value: p.id, label: p.name }))]} onChange={(id: string) => set("paymentAccountId", id || null)} /></Field>
          <Field label={a.merge} name="mergePolicy" error={error}><Select className="full" disabled={locked} value={value.mergePolicy} options={toOptions(["ask", "auto", "never"] as const, (k) => a.mergeText[k])} onChange={(v) => set("mergePolicy", v)} /></Field>
          <Field label={a.mergeWait} name="mergeWaitMinutes" error={error}><InputNumber className="full" disabled={locked || value.mergePolicy === "never"} min={0} max={10_080} precision={0} value={value.mergeWaitMinutes} onChange={(n) => set("mergeWaitMinutes", n ?? 0)} /></Field>
          <Field wide label={a.warehousePolicy} name="warehousePolicy" error={error}><Select className="full" disabled={locked} value={value.warehousePolicy} options={toOptions(["default_warehouse", "several_warehouses"] as const, (k) => a.warehousePolicyText[k])} onChange={(v) => set("warehousePolicy", v)} /></Field>
          <Field wide label={a.outagePolicy} hint={a.outagePolicyHint} name="outagePolicy" error={error}><Select className="full" disabled={locked} value={value.outagePolicy} options={toOptions(["ship", "wait"] as const, (k) => a.outagePolicyText[k])} onChange={(v) => set("outagePolicy", v)} /></Field>
          <Field label={a.tolerance} hint={a.toleranceHint} name="toleranceMinor" error={error}><InputNumber className="full" disabled={locked} min={0} max={100_000} precision={0} value={value.toleranceMinor} onChange={(n) => set("toleranceMinor", n ?? 0)} /></Field>
        </>
      )}
    </>
  );
}
/** What is known of an account already: all that is no secret. Who authorises it anew types the secrets only. */
export const knownCredentials = (connector: Pick<Connector, "credentialFields">, hints: Account["credentialHints"]): Readonly<Record<string, string>> =>
  Object.fromEntries(connector.credentialFields.flatMap(({ name, secret }) => (secret || !hints[name] ? [] : [[name, hints[name]]])));
/** Drawn from what the connector says it needs; a secret is typed once and never comes back. `hints` says how the present ones end. */
export function CredentialFields({ connector, value, set, error, hints = {} }: { readonly connector: Connector; readonly hints?: Account["credentialHints"]; readonly value: Readonly<Record<string, string>>; readonly set: (next: Readonly<Record<string, string>>) => void; readonly error: unknown }) {
  const { t } = useSpeech();
  const a = t.settings.accounts;
  const first = connector.credentialFields.find(({ name, secret }) => secret || !hints[name])?.name;
  return (
    <>
      {connector.credentialFields.map(({ name, secret }) => {
        const own = { value: value[name] ?? "", autoComplete: secret ? "new-password" : "off", autoFocus: name === first, placeholder: secret && hints[name] ? a.present(hints[name]) : undefined, onChange: (e: React.ChangeEvent<HTMLInputElement>) => set({ ...value, [name]: e.target.value }) };
        return <Field key={name} label={a.fields[name] ?? name} hint={[a.whence[`${connector.id}.${name}`], secret && a.secretHint].filter(Boolean).join(" · ")} name={`credentials.${name}`} error={error}>{secret ? <Input.Password {...own} /> : <Input {...own} />}</Field>;
      })}
      {connector.scopes.length > 0 && <p className="form-note scopes">{a.scopes}<CopyId>{connector.scopes.join(" ")}</CopyId></p>}
    </>
  );
}
/** Which of the fields are still empty, by their names on the screen: what the button waits for. */
export const missingFields = (connector: Connector, value: Readonly<Record<string, string>>, t: Text): readonly string[] =>
  connector.credentialFields.filter(({ name }) => (value[name] ?? "").trim() === "").map(({ name }) => t.settings.accounts.fields[name] ?? name);
