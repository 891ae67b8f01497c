import type { Condition, Decision, Rule } from "@argosy/core/rules.ts";
import { ArrowDownOutlined, ArrowUpOutlined, CopyOutlined, DeleteOutlined, EllipsisOutlined, HolderOutlined } from "@ant-design/icons";
import { Dropdown, Switch } from "antd";
import { useEffect, useRef, useState } from "react";
import type { Answer } from "../../api/client.ts";
import { useSpeech } from "../../text/index.tsx";
import type { Never } from "./rules-logic.ts";
import { contradictionIn, isWholeRule } from "./rules-logic.ts";
import { conditionText, type Names } from "./rules-names.ts";
import { AddCondition, ConditionToken, TargetToken } from "./rules-tokens.tsx";

export type Counted = Answer<"previewRules">["perRule"][number];
type Props = {
  readonly rule: Rule; readonly at: number; readonly count: number; readonly decision: Decision; readonly names: Names; readonly never: Never | null; readonly by: Rule | undefined; readonly counted: Counted | undefined; readonly locked: boolean; readonly chosen: boolean;
  readonly set: (next: Rule) => void; readonly moveTo: (to: number) => void; readonly remove: () => void; readonly duplicate: () => void; readonly choose: () => void;
  readonly drag: { readonly from: number | null; readonly begin: (at: number) => void; readonly over: (at: number) => void; readonly drop: () => void };
};
/** One rule as a sentence, with its name above it and what it would decide at its right. */
export function RuleRow({ rule, at, count, decision, names, never, by, counted, locked, chosen, set, moveTo, remove, duplicate, choose, drag }: Props) {
  const { t, f } = useSpeech();
  const r = t.settings.rules;
  const [held, setHeld] = useState(false);
  const [added, setAdded] = useState<number | null>(null); // the condition just added opens its editor by itself
  const row = useRef<HTMLLIElement>(null);
  const title = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!chosen || row.current?.contains(document.activeElement)) return;
    row.current?.scrollIntoView({ block: "nearest" });
    title.current?.select(); // a new rule begins with its name; this moves the focus there
  }, [chosen, at]);
  const patch = (i: number, next: Condition): void => set({ ...rule, when: rule.when.map((c, j) => (j === i ? next : c)) });
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    moveTo(at + (event.key === "ArrowUp" ? -1 : 1));
  };
  const clash = contradictionIn(rule)?.map((c) => conditionText(c, names, { t, f }));
  const covered = never && (never.same ? r.neverSame : r.neverBut)(String(never.by + 1), by?.name ?? "");
  const why = !rule.enabled ? r.neverOff : clash ? r.neverBoth(clash[0] ?? "", clash[1] ?? "") : covered;
  const grey = !rule.enabled || clash !== undefined || never !== null;
  const menu = [
    { key: "up", icon: <ArrowUpOutlined />, label: r.up, disabled: at === 0, onClick: () => moveTo(at - 1) }, { key: "down", icon: <ArrowDownOutlined />, label: r.down, disabled: at === count - 1, onClick: () => moveTo(at + 1) },
    { key: "copy", icon: <CopyOutlined />, label: r.duplicate, onClick: duplicate }, { key: "remove", icon: <DeleteOutlined />, danger: true, label: r.remove, onClick: remove },
  ];
  return (
    <li ref={row} tabIndex={-1} className={`rule ${grey ? "grey" : ""} ${chosen ? "chosen" : ""} ${drag.from === at ? "dragged" : ""}`} draggable={held} onKeyDown={onKeyDown} onFocus={choose} onClick={choose}
      onDragStart={(event) => { event.dataTransfer.effectAllowed = "move"; drag.begin(at); }} onDragOver={(event) => { if (drag.from !== null) { event.preventDefault(); drag.over(at); } }} onDragEnd={() => { setHeld(false); drag.drop(); }} onDrop={(event) => event.preventDefault()}>
      <div className="rule-grip">
        {!locked && <span className="rule-handle" title={r.dragHint} onPointerDown={() => setHeld(true)} onPointerUp={() => setHeld(false)}><HolderOutlined /></span>}
        <span className="num rule-no">{at + 1}</span>
      </div>
      <div className="rule-body">
        <div className="rule-head">
          <input ref={title} className="rule-name" aria-label={r.name} value={rule.name} maxLength={120} readOnly={locked} placeholder={r.name} onChange={(e) => set({ ...rule, name: e.target.value })} />
          <Switch size="small" checked={rule.enabled} disabled={locked} aria-label={rule.enabled ? r.on : r.off} onChange={(enabled) => set({ ...rule, enabled })} />
          {!locked && <Dropdown trigger={["click"]} menu={{ items: menu }}><button type="button" className="icon-button" aria-label={t.shell.list.otherVerbs}><EllipsisOutlined /></button></Dropdown>}
        </div>
        <div className="rule-sentence">
          {rule.when.length === 0 ? <span className="word">{r.always}</span> : rule.when.map((c, i) => (
            <span key={`${i}.${c.fact}`} className="rule-part"><span className="word">{i === 0 ? r.when : r.and}</span><ConditionToken condition={c} names={names} locked={locked} startOpen={added === i} set={(next) => patch(i, next)} remove={() => set({ ...rule, when: rule.when.filter((_, j) => j !== i) })} /></span>
          ))}
          {!locked && rule.when.length < 20 && <AddCondition first={rule.when.length === 0} add={(c) => { setAdded(rule.when.length); set({ ...rule, when: [...rule.when, c] }); }} />}
          <span className="rule-part"><span className="word">{r.then[decision]}</span><TargetToken decision={decision} value={rule.then} names={names} locked={locked} set={(then) => set({ ...rule, then })} /></span>
        </div>
        {why && <p className="rule-why">{why}{rule.enabled && !clash && never && !locked && <> <button type="button" className="link-button" onClick={() => (never.same ? remove() : moveTo(never.by))}>{never.same ? r.remove : r.moveAbove(String(never.by + 1))}</button></>}</p>}
        {!why && !isWholeRule(rule) && <p className="rule-why ask-text">{r.incomplete}</p>}
        {!why && counted && counted.matches > 0 && counted.wins === 0 && <p className="rule-why">{r.shadowed}</p>}
      </div>
      <div className="rule-counts num">{counted && <><b>{r.wins(f.count(counted.wins))}</b><span className="muted">{r.matches(f.count(counted.matches))}</span></>}</div>
    </li>
  );
}
