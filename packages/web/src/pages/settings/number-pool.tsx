import { poolNumber } from "@argosy/core/ids.ts";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTell } from "../../api/queries.ts";
import { useSpeech } from "../../text/index.tsx";
import { Badge, Why } from "../../ui/bits.tsx";
import { FormError } from "../../ui/form.tsx";
import { say } from "../../ui/toast.tsx";
import type { Method } from "./methods.tsx";

const most = 10_000;
/** Numbers issued beforehand, pasted as they came: lines, spaces or commas between them. */
export function NumberPool({ method, locked }: { readonly method: Method; readonly locked: string | null }) {
  const { t, f } = useSpeech();
  const m = t.settings.methods;
  const tell = useTell("addNumbers");
  const [text, setText] = useState("");
  const numbers = [...new Set(text.split(/[\s,;，；]+/).filter((n) => n !== ""))];
  const bad = numbers.find((n) => !poolNumber.test(n));
  const refused = locked ?? (numbers.length === 0 ? m.numbersHint : bad ? m.badNumber(bad) : numbers.length > most ? t.shell.batch.tooMany(f.count(most)) : null);
  const go = (): void => tell.mutate({ params: { id: method.id }, body: { numbers } }, { onSuccess: ({ added, known }) => { say(m.numbersDone(f.count(added), f.count(known))); setText(""); } });
  return (
    <section>
      <h3>{m.pool} {method.poolFree === 0 ? <Badge tone="stop">{m.poolEmpty}</Badge> : <span className="num">{m.poolFree(f.count(method.poolFree))}</span>}</h3>
      <Input.TextArea rows={3} className="mono" disabled={locked !== null} value={text} placeholder={m.numbersHint} aria-label={m.numbersHint} onChange={(e) => setText(e.target.value)} />
      {bad && <span className="field-error">{m.badNumber(bad)}</span>}
      <FormError error={tell.error} />
      <div className="form-foot"><span className="muted num">{numbers.length > 0 ? f.count(numbers.length) : ""}</span><Why reason={refused}><Button disabled={refused !== null} loading={tell.isPending} onClick={go}>{m.addNumbers}</Button></Why></div>
    </section>
  );
}
