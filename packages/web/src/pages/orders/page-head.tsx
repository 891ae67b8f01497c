import { EllipsisOutlined } from "@ant-design/icons";
import { Button, Dropdown, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useSpeech } from "../../text/index.tsx";
import { Key, useKeys } from "../../ui/keys.tsx";
import type { Verb } from "../../ui/list/types.ts";

export type PageVerb<R> = Pick<Verb<R>, "id" | "label" | "keyName" | "danger" | "disabled"> & { readonly primary?: boolean; /** Only in the menu. */ readonly rare?: boolean; readonly why: string | null; readonly run: () => void };
type Props<R> = { readonly title: ReactNode; readonly facts: ReactNode; readonly verbs: readonly PageVerb<R>[] };

/** Head of one order or parcel: what it is, its facts, the verbs; at most one is primary, impossible ones say why. */
export function PageHead<R>({ title, facts, verbs }: Props<R>) {
  const { t } = useSpeech();
  useKeys(verbs.flatMap((verb) => (verb.keyName && verb.why === null ? [{ keys: verb.keyName, label: verb.label, run: verb.run }] : [])));
  const first = verbs.find((verb) => verb.primary && verb.why === null);
  const shown = verbs.filter((verb) => verb !== first && verb.why === null && !verb.danger && !verb.rare).slice(0, 2);
  const rest = verbs.filter((verb) => verb !== first && !shown.includes(verb));
  return (
    <header className="object-head">
      <div className="object-title">
        <h1>{title}</h1>
        <span className="spring" />
        {shown.map((verb) => <Button key={verb.id} onClick={verb.run}>{verb.label}{verb.keyName && <Key>{verb.keyName}</Key>}</Button>)}
        {first && <Button type="primary" onClick={first.run}>{first.label}{first.keyName && <Key>{first.keyName}</Key>}</Button>}
        {rest.length > 0 && (
          <Dropdown trigger={["click"]} menu={{ items: rest.map((verb) => ({ key: verb.id, disabled: verb.why !== null, danger: verb.danger ?? false, onClick: verb.run, label: <Tooltip title={verb.why} placement="left"><span className="menu-verb">{verb.label}{verb.why ? <small className="muted">{verb.why}</small> : verb.keyName && <Key>{verb.keyName}</Key>}</span></Tooltip> })) }}>
            <Button icon={<EllipsisOutlined />} aria-label={t.orders.page.actions} />
          </Dropdown>
        )}
      </div>
      <div className="object-facts">{facts}</div>
    </header>
  );
}
export const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => <span className="fact"><span className="muted">{name}</span><span>{children}</span></span>;
