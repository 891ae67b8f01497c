import { useNavigate } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import { call, Refusal } from "../../api/client.ts";
import { queryClient, useAsk } from "../../api/queries.ts";
import { greet, meQuery } from "../../api/session.ts";
import { useSpeech, type Text } from "../../text/index.tsx";
import { useErrorText } from "../../ui/toast.tsx";
import { isEmail, shortestPassword } from "../../ui/form.tsx";
import { EntryFrame } from "./frame.tsx";

type Kind = "demo" | "company";
const readLink = (): string => location.hash.slice(1);
/** The token that the printed address carries where no server log sees it. Pasted where the bare address stood it loads nothing anew. */
function useLink(): string {
  const [linked, setLinked] = useState(readLink);
  useEffect(() => {
    const take = (): void => setLinked(readLink());
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, []);
  return linked;
}

type Form = { readonly name: string; readonly email: string; readonly password: string; readonly again: string; readonly company: string; readonly token: string };
/** The names of what is still to be filled in. */
const missingOf = (form: Form, kind: Kind, e: Text["shell"]["entry"]): readonly string[] =>
  [
    form.name.trim() === "" && e.yourName, kind === "company" && form.company.trim() === "" && e.companyName, form.email.trim() === "" && e.email,
    form.password.length < shortestPassword && e.missingPassword, form.again === "" && e.again, form.token.trim() === "" && e.token,
  ].filter((name) => typeof name === "string");

export default function SetUpPage() {
  const { t, f, locale } = useSpeech();
  const e = t.shell.entry;
  const navigate = useNavigate();
  const state = useAsk("setupState").data;
  const [kind, setKind] = useState<Kind>("demo");
  const linked = useLink();
  const [form, setForm] = useState({ name: "", email: "", password: "", again: "", company: "", token: linked });
  const [left, setLeft] = useState<readonly string[]>([]); // fields that were filled and left: only those are judged aloud
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const said = useErrorText()(error);
  const field = error instanceof Refusal ? error.field : undefined;
  const missing = missingOf(form, kind, e);
  const differ = form.again !== "" && form.again !== form.password;
  const noEmail = form.email.trim() !== "" && !isEmail(form.email);
  const ready = missing.length === 0 && !noEmail && !differ;
  const wrong: Readonly<Record<string, string | false>> = {
    email: noEmail && e.notEmail, password: form.password !== "" && form.password.length < shortestPassword && e.passwordHint, again: differ && e.notSame,
  };
  useEffect(() => setForm((before) => ({ ...before, token: linked })), [linked]);
  useEffect(() => { if (state && !state.needed) void navigate({ to: "/sign-in" }); }, [state]);
  const create = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const { again: _, ...rest } = form;
      const me = greet(await call("setUp", { body: { ...rest, company: form.company.trim() || e.demoCompany, token: form.token.trim(), kind, locale } }));
      queryClient.setQueryData(meQuery.queryKey, me);
      await navigate({ to: "/" });
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  const input = (key: keyof typeof form, label: string, more: { readonly type?: string; readonly autoComplete?: string; readonly hint?: string; readonly autoFocus?: boolean; readonly wide?: boolean } = {}) => {
    const said = left.includes(key) && wrong[key];
    return (
      <label className={`field ${more.wide ? "wide" : ""}`}>
        <span>{label}{more.hint && <span className="faint"> · {more.hint}</span>}</span>
        <Input name={key} autoFocus={more.autoFocus} type={more.type ?? "text"} autoComplete={more.autoComplete ?? "off"} maxLength={200} status={said || field?.endsWith(key) ? "error" : ""} value={form[key]} onChange={(x) => setForm({ ...form, [key]: x.target.value })} onBlur={() => setLeft([...left, key])} />
        {said && <span className="field-error" role="alert">{said}</span>}
      </label>
    );
  };
  return (
    <EntryFrame wide>
      <form noValidate onSubmit={(event) => { event.preventDefault(); if (ready) void create(); }}>
        <h1>{e.welcome}</h1>
        <p className="muted">{e.intro}</p>
        <div className="choices" role="radiogroup" aria-label={e.what}>
          {(["demo", "company"] as const).map((k) => (
            <button key={k} type="button" role="radio" aria-checked={kind === k} className={`choice ${kind === k ? "chosen" : ""}`} onClick={() => setKind(k)}><b>{k === "demo" ? e.demo : e.own}</b><span className="muted">{k === "demo" ? e.demoWhy : e.ownWhy}</span></button>
          ))}
        </div>
        <h2>{e.owner}</h2>
        <div className="entry-fields">
          {input("name", e.yourName, { autoComplete: "name", autoFocus: true })}
          {kind === "company" && input("company", e.companyName, { autoComplete: "organization" })}
          {input("email", e.email, { type: "email", autoComplete: "username", wide: kind === "company" })}
          {input("password", e.password, { type: "password", autoComplete: "new-password", hint: e.passwordHint })}
          {input("again", e.again, { type: "password", autoComplete: "new-password" })}
          {(linked === "" || field === "token") && input("token", e.token, { hint: e.tokenHint })}
        </div>
        {error !== null && <p className="field-error" role="alert">{said.title} {said.detail}</p>}
        <div className="entry-go"><Button size="large" type="primary" htmlType="submit" loading={busy} disabled={!ready}>{e.create}</Button>{!ready ? <span className="muted">{[missing.length > 0 && e.missing(f.list(missing)), noEmail && e.notEmail, differ && e.notSame].filter(Boolean).join(" · ")}</span> : busy && kind === "demo" && <span className="muted">{e.creating}</span>}</div>
      </form>
    </EntryFrame>
  );
}
