import { currencies } from "@argosy/core/money.ts";
import type { Condition, Decision } from "@argosy/core/rules.ts";
import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, InputNumber, Popover, Segmented, Select } from "antd";
import { useState } from "react";
import { useSpeech } from "../../text/index.tsx";
import { FirstStepLink } from "../../ui/first-step.tsx";
import { CountrySelect } from "../../ui/form.tsx";
import { OptionList } from "../../ui/list/filter-bar.tsx";
import { phoneQuery, useMedia } from "../../ui/media.ts";
import { SkuPicker } from "../../ui/sku-picker.tsx";
import { factNames, firstCondition, inCurrency, isWhole, opsOf, placesOf } from "./rules-logic.ts";
import { conditionValue, type Names } from "./rules-names.ts";

// The words of a sentence that can be clicked. Each opens the one thing it can be.

type TokenProps = { readonly condition: Condition; readonly names: Names; readonly locked: boolean; readonly set: (next: Condition) => void; readonly remove: () => void; readonly startOpen: boolean };
/** "country is DE, FR": one button; the editor under it holds operator and values. */
export function ConditionToken({ condition, names, locked, set, remove, startOpen }: TokenProps) {
  const speech = useSpeech();
  const { t } = speech;
  const r = t.settings.rules;
  const [open, setOpen] = useState(startOpen);
  const phone = useMedia(phoneQuery); // there the editor is nearly as wide as the screen and would reach beyond one edge or the other
  const op = "values" in condition ? r.ops[condition.op] : "";
  const body = <>{r.facts[condition.fact]} {op && <span className="token-op">{op}</span>} <b>{conditionValue(condition, names, speech)}</b></>;
  if (locked) return <span className="token still">{body}</span>;
  return (
    <span className={`token ${isWhole(condition) ? "" : "open"}`}>
      <Popover trigger="click" placement={phone ? "bottom" : "bottomLeft"} open={open} onOpenChange={setOpen} destroyOnHidden title={r.facts[condition.fact]} content={<ConditionEditor condition={condition} names={names} set={set} />}>
        <button type="button" className="token-body">{body}</button>
      </Popover>
      <button type="button" className="token-x" aria-label={r.removeCondition} title={r.removeCondition} onClick={remove}><CloseOutlined /></button>
    </span>
  );
}
function ConditionEditor({ condition, names, set }: { readonly condition: Condition; readonly names: Names; readonly set: (next: Condition) => void }) {
  const { t } = useSpeech();
  const ops = opsOf[condition.fact];
  return (
    <div className="condition-editor">
      {ops.length > 1 && <Segmented size="small" value={condition.op} options={ops.map((op) => ({ value: op, label: t.settings.rules.ops[op] }))} onChange={(op) => set({ ...condition, op } as Condition)} />}
      {"values" in condition ? <Values condition={condition} names={names} set={set} /> : <Range condition={condition} set={set} />}
    </div>
  );
}
type ListCondition = Extract<Condition, { values: string[] }>;
function Values({ condition, names, set }: { readonly condition: ListCondition; readonly names: Names; readonly set: (next: Condition) => void }) {
  const { t } = useSpeech();
  const keep = (values: string[]): void => set({ ...condition, values });
  const options = names.options(condition.fact);
  if (condition.fact === "country") return <CountrySelect many autoFocus value={condition.values} onChange={keep} />;
  if (condition.fact === "skus") {
    return (
      <>
        <SkuPicker value={null} autoFocus onChange={(_, sku) => { if (!condition.values.includes(sku.code)) keep([...condition.values, sku.code]); }} />
        <div className="condition-values">{condition.values.map((v) => <span key={v} className="chip"><span className="chip-body mono">{v}</span><button type="button" className="chip-x" aria-label={`${t.settings.rules.removeCondition} ${v}`} onClick={() => keep(condition.values.filter((x) => x !== v))}><CloseOutlined /></button></span>)}</div>
      </>
    );
  }
  return <Select className="full" autoFocus mode={options ? "multiple" : "tags"} value={condition.values} onChange={keep} options={options ? [...options] : []} optionFilterProp="label" placeholder={options ? t.settings.rules.choose : t.settings.rules.valuesHint} tokenSeparators={[",", "，", ";"]} {...(options ? {} : { open: false, suffixIcon: null })} />;
}
type RangeCondition = Exclude<Condition, ListCondition>;
function Range({ condition, set }: { readonly condition: RangeCondition; readonly set: (next: Condition) => void }) {
  const { t } = useSpeech();
  const r = t.settings.rules.range;
  const places = condition.fact === "amount" ? placesOf(condition.currency) : 0;
  const unit = condition.fact === "weightG" ? "g" : condition.fact === "amount" ? condition.currency : "";
  const shown = (n: number | null): number | null => (n === null ? null : n / 10 ** places);
  const side = (name: "min" | "max", label: string) => (
    <label className="field"><span>{label}</span><InputNumber className="full" autoFocus={name === "min"} min={0} max={1_000_000_000 / 10 ** places} precision={places} value={shown(condition[name])} placeholder={r.open} suffix={unit} onChange={(n) => set({ ...condition, [name]: n === null ? null : Math.round(n * 10 ** places) } as Condition)} /></label>
  );
  return (
    <div className="condition-range">
      {side("min", r.least)}{side("max", r.most)}
      {condition.fact === "amount" && <label className="field"><span>{r.currency}</span><Select className="full" showSearch value={condition.currency} options={currencies.map((c) => ({ value: c, label: c }))} onChange={(currency: string) => set(inCurrency(condition, currency))} /></label>}
    </div>
  );
}
export function AddCondition({ add, first }: { readonly add: (condition: Condition) => void; readonly first: boolean }) {
  const { t } = useSpeech();
  const [open, setOpen] = useState(false);
  const options = factNames.map((fact) => ({ value: fact, label: t.settings.rules.facts[fact] }));
  return (
    <Popover trigger="click" placement="bottomLeft" open={open} onOpenChange={setOpen} destroyOnHidden title={t.settings.rules.chooseFact} content={<OptionList options={options} choose={(fact) => { setOpen(false); add(firstCondition[fact as Condition["fact"]] as Condition); }} />}>
      <button type="button" className="token-add"><PlusOutlined /> {first ? t.settings.rules.when : t.settings.rules.and}</button>
    </Popover>
  );
}
export function TargetToken({ decision, value, names, locked, set }: { readonly decision: Decision; readonly value: string; readonly names: Names; readonly locked: boolean; readonly set: (id: string) => void }) {
  const { t } = useSpeech();
  const r = t.settings.rules;
  const [open, setOpen] = useState(false);
  const target = names.targets[decision].find((x) => x.id === value);
  const gone = value !== "" && !target && names.targets[decision].length > 0;
  const name = value === "" ? r.choose : names.nameOf(decision, value);
  const why = gone ? r.noTarget : target && !target.active ? r.targetOff : undefined;
  if (locked) return <span className="token still target"><b>{name}</b></span>;
  return (
    <Popover trigger="click" placement="bottomLeft" open={open} onOpenChange={setOpen} destroyOnHidden content={names.targets[decision].length === 0 ? <FirstStepLink what={decision} primary={false} /> : <OptionList options={names.targets[decision].map((x) => ({ value: x.id, label: x.active ? x.name : `${x.name} · ${t.settings.common.inactive}` }))} chosen={value} choose={(id) => { set(id); setOpen(false); }} />}>
      <Button size="small" className={`token target ${value === "" || why ? "open" : ""}`} title={why}><b>{name}</b></Button>
    </Popover>
  );
}
