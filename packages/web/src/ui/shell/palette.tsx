import { SearchOutlined } from "@ant-design/icons";
import { goodsName } from "@argosy/core/locale.ts";
import { useNavigate } from "@tanstack/react-router";
import { Input, Modal } from "antd";
import { useEffect, useState } from "react";
import { useAskWhen } from "../../api/queries.ts";
import { useFindsBuyers, useMay, useMayDemo } from "../../api/session.ts";
import { orderPath, pagePaths, parcelPath } from "../../paths.ts";
import { localeNames, locales, useSpeech } from "../../text/index.tsx";
import { useShade } from "../shade.tsx";
import { endTypedAhead, hearTypedAhead } from "../typed-ahead.ts";
import { places } from "./places.tsx";
import type { Overlay } from "./shell.tsx";

type Hit = { readonly id: string; readonly group: string; readonly label: string; readonly extra?: string; readonly run: () => void };
const useDebounced = (value: string): string => {
  const [late, setLate] = useState(value);
  useEffect(() => { const timer = setTimeout(() => setLate(value), 180); return () => clearTimeout(timer); }, [value]);
  return late;
};
/** Orders, parcels and SKUs that match, as the server finds them. */
function useFound(q: string): readonly Hit[] {
  const { t, locale } = useSpeech();
  const may = useMay();
  const navigate = useNavigate();
  const ready = q.length >= 2;
  const orders = useAskWhen(ready && may("view", "Order"), "listOrders", { query: { q, limit: 6 } });
  const parcels = useAskWhen(ready && may("view", "Parcel"), "listParcels", { query: { q, limit: 6 } });
  const skus = useAskWhen(ready && may("view", "Catalogue"), "listSkus", { query: { q, limit: 4 } });
  if (!ready) return [];
  return [
    ...(orders.data?.rows ?? []).map((o) => ({ id: o.id, group: t.shell.palette.orders, label: o.orderNo, extra: `${o.buyer} · ${t.orderStages[o.stage]} · ${o.externalId}`, run: () => void navigate({ to: orderPath(o.id) }) })),
    ...(parcels.data?.rows ?? []).map((p) => ({ id: p.id, group: t.shell.palette.parcels, label: p.parcelNo, extra: [p.trackingNo, p.buyer, t.parcelStages[p.stage]].filter(Boolean).join(" · "), run: () => void navigate({ to: parcelPath(p.id) }) })),
    ...(skus.data?.rows ?? []).map((s) => ({ id: s.id, group: t.shell.palette.skus, label: s.code, extra: goodsName(locale, s), run: () => void navigate({ to: pagePaths.catalogue, search: { q: s.code } as never }) })),
  ];
}
/** Whoever types a whole number means that one. Its group comes along, so that groups stay together. */
export function exactFirst<H extends { readonly label: string; readonly group: string }>(hits: readonly H[], typed: string): readonly H[] {
  const meant = hits.find((hit) => hit.label.toLowerCase() === typed.toLowerCase());
  const turn = (hit: H): number => (hit === meant ? 0 : hit.group === meant?.group ? 1 : 2);
  return hits.toSorted((a, b) => turn(a) - turn(b));
}
function useCommands(show: (overlay: Overlay) => void): readonly Hit[] {
  const { t, setLocale } = useSpeech();
  const { choose } = useShade();
  const demo = useMayDemo();
  const may = useMay();
  const navigate = useNavigate();
  const group = t.shell.palette.commands;
  return [
    ...places.filter((p) => may(...p.needs)).map((p) => ({ id: p.path, group, label: t.shell.palette.goTo(p.name(t)), extra: `G ${p.key.toUpperCase()}`, run: () => void navigate({ to: p.path }) })),
    ...(may("approve", "Order") ? [{ id: "review-mode", group, label: t.orders.reviewMode, run: () => void navigate({ to: pagePaths.reviewMode }) }] : []),
    ...(["light", "dark", "system"] as const).map((c) => ({ id: c, group, label: t.shell.palette.themeOf(t.shell.bar[c]), run: () => choose(c) })),
    ...locales.map((l) => ({ id: l, group, label: t.shell.palette.languageOf(localeNames[l]), run: () => setLocale(l) })),
    ...(demo ? [{ id: "demo", group, label: t.shell.bar.demo, extra: "D", run: () => show("demo") }] : []),
  ];
}
export default function Palette({ close, show }: { readonly close: () => void; readonly show: (overlay: Overlay) => void }) {
  const { t } = useSpeech();
  const [typed, setTyped] = useState("");
  useEffect(() => { setTyped(hearTypedAhead(setTyped)); return endTypedAhead; }, []);
  const [at, setAt] = useState(0);
  const found = useFound(useDebounced(typed.trim()));
  const commands = useCommands(show).filter((c) => c.label.toLowerCase().includes(typed.trim().toLowerCase()));
  const hits = [...exactFirst(found, typed.trim()), ...commands].slice(0, 30);
  const run = (hit: Hit | undefined): void => { if (hit) { close(); hit.run(); } };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, hits.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) run(hits[at]);
    else return;
    event.preventDefault();
  };
  useEffect(() => { document.querySelector(".palette .option.at")?.scrollIntoView({ block: "nearest" }); }, [at]);
  return (
    <Modal open footer={null} closable={false} onCancel={close} width={620} className="palette" style={{ top: 72 }} aria-label={t.shell.palette.title}>
      <Input autoFocus onFocus={endTypedAhead} size="large" variant="borderless" prefix={<SearchOutlined />} placeholder={t.shell.bar.search(useFindsBuyers())} value={typed} onKeyDown={onKeyDown} onChange={(e) => { setTyped(e.target.value); setAt(0); }} />
      <ul className="palette-hits" role="listbox">
        {hits.map((hit, i) => (
          <li key={hit.group + hit.id} role="option" aria-selected={i === at}>
            {hit.group !== hits[i - 1]?.group && <div className="palette-group">{hit.group}</div>}
            <button type="button" tabIndex={-1} className={`option ${i === at ? "at" : ""}`} onMouseMove={() => setAt(i)} onClick={() => run(hit)}><span>{hit.label}</span><span className="muted">{hit.extra}</span></button>
          </li>
        ))}
        {hits.length === 0 && <li className="palette-none muted">{t.shell.palette.nothing}</li>}
      </ul>
    </Modal>
  );
}
