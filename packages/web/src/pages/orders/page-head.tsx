import { Button, Tooltip } from "antd";
import type { ReactNode } from "react";
import { Key, useKeys } from "../../ui/keys.tsx";
import type { Verb } from "../../ui/list/types.ts";
import { handy } from "../../ui/list/verbs.ts";
import { VerbMenu } from "../../ui/list/verb-menu.tsx";

export type PageVerb<R> = Pick<Verb<R>, "id" | "label" | "keyName" | "danger" | "disabled" | "hint"> & { readonly primary?: boolean; /** Only in the menu. */ readonly rare?: boolean; readonly why: string | null; readonly run: () => void };
type Props<R> = { readonly title: ReactNode; readonly facts: ReactNode; readonly verbs: readonly PageVerb<R>[] };

/** Head of one order or parcel: what it is, its facts, the verbs; at most one is primary, impossible ones say why. */
export function PageHead<R>({ title, facts, verbs }: Props<R>) {
  useKeys(verbs.flatMap((verb) => (verb.keyName && verb.why === null ? [{ keys: verb.keyName, label: verb.label, run: verb.run }] : [])));
  const { first, shown, rest } = handy(verbs);
  return (
    <header className="object-head">
      <div className="object-title">
        <h1>{title}</h1>
        <span className="spring" />
        {shown.map((verb) => <Tooltip key={verb.id} title={verb.hint}><Button onClick={verb.run}>{verb.label}{verb.keyName && <Key>{verb.keyName}</Key>}</Button></Tooltip>)}
        {first && <Tooltip title={first.hint}><Button type="primary" onClick={first.run}>{first.label}{first.keyName && <Key>{first.keyName}</Key>}</Button></Tooltip>}
        <VerbMenu verbs={rest} />
      </div>
      <div className="object-facts">{facts}</div>
    </header>
  );
}
export const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => <span className="fact"><span className="muted">{name}</span><span>{children}</span></span>;
