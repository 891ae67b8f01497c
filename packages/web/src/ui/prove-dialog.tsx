import { Button, Input, Modal, type InputRef } from "antd";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { call } from "../api/client.ts";
import { endProof, isProofAsked, watchProof } from "../api/proof.ts";
import { useMe } from "../api/session.ts";
import { useSpeech } from "../text/index.tsx";
import { Field, FormError, FormFoot, useMissing } from "./form.tsx";

/** Asks for the password whenever a call was refused for want of it; the call is then made again as it was. */
export function ProveDialog() {
  return useSyncExternalStore(watchProof, isProofAsked) ? <Prove /> : null;
}
function Prove() {
  const { t } = useSpeech();
  const { email } = useMe().member;
  const p = t.shell.proof;
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const input = useRef<InputRef>(null);
  useComeBack();
  const refused = useMissing()(password === "" && t.shell.entry.password);
  const prove = async (): Promise<void> => {
    if (refused || busy) return;
    setBusy(true);
    setError(null);
    try {
      await call("provePassword", { body: { password } });
      endProof(true);
    } catch (why) {
      setError(why);
      setBusy(false);
    }
  };
  return (
    <Modal open title={p.title} footer={null} width={440} onCancel={() => endProof(false)} mask={{ closable: false }} zIndex={1100} afterOpenChange={(open) => { if (open) input.current?.focus(); }}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); e.stopPropagation(); void prove(); }}>
        <p className="form-note">{p.why}</p>
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <Field wide label={`${t.shell.entry.password} · ${email}`}><Input.Password ref={input} autoFocus autoComplete="current-password" maxLength={200} value={password} onChange={(e) => setPassword(e.target.value)} /></Field>
        <FormError error={error} />
        <FormFoot reason={refused} verb={p.go} busy={busy}><Button onClick={() => endProof(false)}>{t.shell.meta.cancel}</Button></FormFoot>
      </form>
    </Modal>
  );
}
/** Who was typing in a form goes on there. Remembered before this dialog takes the focus. */
function useComeBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => void setTimeout(() => { if (before instanceof HTMLElement && before.isConnected) before.focus(); }, 100), []);
}
