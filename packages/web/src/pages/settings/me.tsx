import { Input } from "antd";
import { useTell } from "../../api/queries.ts";
import { useMe } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";
import { Field, FormError, FormFoot, shortestPassword, useForm, useMissing } from "../../ui/form.tsx";
import { say } from "../../ui/toast.tsx";
import { Block } from "../shared/pieces.tsx";
import "./settings.css";

const blank = { current: "", password: "", again: "" };
/** Who I am here, and my password. Everybody has this page, whatever the role. */
export default function MePage() {
  const { t } = useSpeech();
  const { member, org } = useMe();
  const p = t.settings.people;
  return (
    <div className="page my-page">
      <h1>{p.myAccount}</h1>
      <Block title={member.name}>
        <dl className="facts">
          <dt>{p.email}</dt><dd>{member.email}</dd>
          <dt>{t.shell.company}</dt><dd>{org.name}</dd>
          <dt>{p.role}</dt><dd>{t.shell.roles[member.role]} <span className="muted">{p.does[member.role]}</span></dd>
        </dl>
      </Block>
      <Block title={p.change}><ChangePassword email={member.email} /></Block>
    </div>
  );
}
function ChangePassword({ email }: { readonly email: string }) {
  const { t } = useSpeech();
  const p = t.settings.people;
  const tell = useTell("changePassword");
  const form = useForm(blank);
  const { current, password, again } = form.value;
  const missing = useMissing()(current === "" && p.current, password.length < shortestPassword && p.newPassword, again === "" && t.shell.entry.again);
  const refused = missing ?? (password !== again ? t.shell.entry.notSame : null);
  const go = (): void => { if (!refused) tell.mutate({ body: { current, password } }, { onSuccess: () => { say(p.changed); form.settle(form.value, blank); } }); };
  return (
    <form className="my-password" onSubmit={(e) => { e.preventDefault(); go(); }}>
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <Field label={p.current} name="current" error={tell.error}><Input.Password autoComplete="current-password" maxLength={200} value={current} onChange={(e) => form.set("current", e.target.value)} /></Field>
      <Field label={p.newPassword} hint={t.shell.entry.passwordHint} name="password" error={tell.error}><Input.Password autoComplete="new-password" maxLength={200} value={password} onChange={(e) => form.set("password", e.target.value)} /></Field>
      <Field label={t.shell.entry.again} hint={again !== "" && again !== password ? <span className="ask-text">{t.shell.entry.notSame}</span> : undefined}><Input.Password autoComplete="new-password" maxLength={200} value={again} onChange={(e) => form.set("again", e.target.value)} /></Field>
      <FormError error={tell.error} />
      <p className="form-note">{p.othersEnd}</p>
      <FormFoot reason={refused} verb={p.change} busy={tell.isPending} />
    </form>
  );
}
