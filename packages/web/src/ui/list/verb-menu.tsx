import { EllipsisOutlined } from "@ant-design/icons";
import { Button, Dropdown, Tooltip } from "antd";
import { useSpeech } from "../../text/index.tsx";
import { Key } from "../keys.tsx";
import { isPrimary, verbOn, type Verb } from "./types.ts";
import { blockedBy, handy } from "./verbs.ts";

type Item = Pick<Verb<never>, "id" | "label" | "keyName" | "danger" | "hint"> & { readonly why: string | null; readonly run: () => void };
/** What else can be done with one row; what can't be done says why. */
export function VerbMenu({ verbs, small = false }: { readonly verbs: readonly Item[]; readonly small?: boolean }) {
  const { t } = useSpeech();
  if (verbs.length === 0) return null;
  const items = verbs.map((verb) => ({ key: verb.id, disabled: verb.why !== null, danger: verb.danger ?? false, onClick: verb.run, label: <Tooltip title={verb.why ?? verb.hint} placement="left"><span className="menu-verb">{verb.label}{verb.why ? <small className="muted">{verb.why}</small> : verb.keyName && <Key>{verb.keyName}</Key>}</span></Tooltip> }));
  return <Dropdown trigger={["click"]} menu={{ items }}><Button size={small ? "small" : "medium"} icon={<EllipsisOutlined />} aria-label={t.orders.page.actions} /></Dropdown>;
}
/** The verbs of a list at the foot of the row that is open beside it. */
export function RowVerbs<R>({ verbs, row, start }: { readonly verbs: readonly Verb<R>[]; readonly row: R; readonly start: (verb: Verb<R>) => void }) {
  const { first, shown, rest } = handy(verbs.map((verb) => ({ ...verbOn(verb, [row]), primary: isPrimary(verb, [row]), why: blockedBy(verb, [row]), run: () => start(verb) })));
  return (
    <footer className="drawer-foot">
      <VerbMenu verbs={rest} small />
      {[...shown, ...(first ? [first] : [])].map((verb) => <Tooltip key={verb.id} title={verb.hint}><Button size="small" type={verb === first ? "primary" : "default"} onClick={verb.run}>{verb.label}{verb.keyName && <Key>{verb.keyName}</Key>}</Button></Tooltip>)}
    </footer>
  );
}
