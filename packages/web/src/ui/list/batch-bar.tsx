import { CloseOutlined, EllipsisOutlined } from "@ant-design/icons";
import { Button, Dropdown, Tooltip } from "antd";
import { useSpeech } from "../../text/index.tsx";
import { Key } from "../keys.tsx";
import { isPrimary, verbOn, type Verb } from "./types.ts";
import { blockedBy, refusalsOf } from "./verbs.ts";

type Props<R> = {
  readonly verbs: readonly Verb<R>[];
  readonly rows: readonly R[]; // the chosen rows that are in view
  readonly chosenCount: number;
  readonly all: boolean; // everything the filter matches
  readonly matching: { readonly n: number; readonly more: boolean } | null;
  readonly canChooseAll: boolean;
  readonly chooseAll: () => void;
  readonly clear: () => void;
  readonly start: (verb: Verb<R>) => void;
};
const shownVerbs = 4;

/** Stands in place of the filter bar while rows are chosen: the room's verbs, each with its key. */
export function BatchBar<R>({ verbs: named, rows, chosenCount, all, matching, canChooseAll, chooseAll, clear, start }: Props<R>) {
  const { t, f } = useSpeech();
  const verbs = named.map((verb) => verbOn(verb, rows));
  const count = matching ? (matching.more ? t.shell.list.orMore(f.count(matching.n)) : f.count(matching.n)) : "";
  const outOfView = all ? 0 : chosenCount - rows.length;
  const blocked = (verb: Verb<R>): string | null => (all && !verb.onMatching ? t.shell.batch.allRefuse : blockedBy(verb, all ? [] : rows));
  const warning = (verb: Verb<R>): string | null => {
    const refusals = all ? [] : [...refusalsOf(verb, rows)];
    return refusals.length > 0 ? refusals.map(([why, n]) => t.shell.batch.refuse(f.count(n), f.count(chosenCount), why)).join("; ") : null;
  };
  return (
    <div className="filter-bar batch-bar" role="toolbar">
      <button type="button" className="icon-button" aria-label={t.shell.list.unchoose} onClick={clear}><CloseOutlined /></button>
      <b className="nowrap num">{all ? t.shell.list.chosenAll(count) : t.shell.list.chosen(f.count(chosenCount))}</b>
      {outOfView > 0 && <span className="muted nowrap">{t.shell.list.outOfView(f.count(outOfView))}</span>}
      {!all && canChooseAll && <Button size="small" type="link" onClick={chooseAll}>{t.shell.list.chooseAll(count)}</Button>}
      <span className="spring" />
      {verbs.slice(0, shownVerbs).map((verb) => {
        const why = blocked(verb);
        return (
          <Tooltip key={verb.id} title={why ?? warning(verb) ?? verb.hint}>
            <span className="why-wrap"><Button size="small" type={isPrimary(verb, rows) ? "primary" : "default"} danger={verb.danger ?? false} disabled={why !== null} onClick={() => start(verb)}>{verb.label}{verb.keyName && <Key>{verb.keyName}</Key>}</Button></span>
          </Tooltip>
        );
      })}
      {verbs.length > shownVerbs && (
        <Dropdown trigger={["click"]} menu={{ items: verbs.slice(shownVerbs).map((verb) => ({ key: verb.id, danger: verb.danger ?? false, disabled: blocked(verb) !== null, title: blocked(verb) ?? verb.hint ?? "", label: <span className="menu-verb">{verb.label}{verb.keyName && <Key>{verb.keyName}</Key>}</span>, onClick: () => start(verb) })) }}>
          <Button size="small" icon={<EllipsisOutlined />} aria-label={t.shell.list.otherVerbs} />
        </Dropdown>
      )}
    </div>
  );
}
