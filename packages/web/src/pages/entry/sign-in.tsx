import { useNavigate } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import { call } from "../../api/client.ts";
import { queryClient } from "../../api/queries.ts";
import { greet, meQuery } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";
import { useErrorText } from "../../ui/toast.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { EntryFrame } from "./frame.tsx";

export default function SignInPage() {
  const { t, setLocale } = useSpeech();
  const e = t.shell.entry;
  const navigate = useNavigate();
  const [search] = useUrlState();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const said = useErrorText()(error);
  const signIn = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const me = greet(await call("signIn", { body: { email, password } }));
      queryClient.setQueryData(meQuery.queryKey, me);
      if (me.member.locale && !localStorage.getItem("argosy.locale")) setLocale(me.member.locale); // what was chosen on this page stays
      const to = search["to"];
      await navigate({ href: to?.startsWith("/") && !to.startsWith("//") ? to : "/" }); // only inside this app
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <EntryFrame>
      <form noValidate onSubmit={(event) => { event.preventDefault(); void signIn(); }}>
        <h1>{e.signIn}</h1>
        <label className="field"><span>{e.email}</span><Input autoFocus size="large" type="email" autoComplete="username" value={email} onChange={(x) => setEmail(x.target.value)} /></label>
        <label className="field"><span>{e.password}</span><Input size="large" type="password" autoComplete="current-password" value={password} onChange={(x) => setPassword(x.target.value)} /></label>
        {error !== null && <p className="field-error" role="alert">{said.title}</p>}
        <Button block size="large" type="primary" htmlType="submit" loading={busy}>{e.signInVerb}</Button>
      </form>
    </EntryFrame>
  );
}
