import { ClockCircleOutlined, ExclamationCircleFilled, PauseCircleOutlined, CheckOutlined, CopyOutlined, StopFilled } from "@ant-design/icons";
import { Tooltip } from "antd";
import { cloneElement, useId, useState, type ReactElement, type ReactNode } from "react";
import { useNow } from "../api/clock.ts";
import { useSpeech } from "../text/index.tsx";
import { useCopy } from "./copy.ts";
import { siteText } from "./vendor.tsx";

// The small things every page shows: money, times, ids, states, pictures of goods.

export type Tone = "flow" | "wait" | "ask" | "stop";
const toneIcons: Readonly<Record<Tone, ReactNode>> = {
  flow: <CheckOutlined />, wait: <ClockCircleOutlined />, ask: <ExclamationCircleFilled />, stop: <StopFilled />,
};
export const toneOfKind = { wait: "wait", ask: "ask", fault: "stop" } as const satisfies Record<string, Tone>;
/** A state: colour, icon and word together, never colour alone. */
export const Badge = ({ tone, children, plain = false }: { readonly tone: Tone; readonly children: ReactNode; readonly plain?: boolean }) => (
  <span className={`badge ${tone} ${plain ? "plain" : ""}`}>{toneIcons[tone]}<span>{children}</span></span>
);

type MoneyValue = { readonly minor: number; readonly currency: string };
export function Money({ value, sign = false }: { readonly value: MoneyValue | null; readonly sign?: boolean }) {
  const { f } = useSpeech();
  if (!value) return <span className="faint">–</span>;
  return <span className="num nowrap">{sign && value.minor > 0 ? "+" : ""}{f.amount(value.minor, value.currency)} <span className="currency">{value.currency}</span></span>;
}

/** Where the reader is. */
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** "3 h ago", with the full time on hover. */
export function Ago({ at, said }: { readonly at: string | null; /** The span in a sentence of its own. */ readonly said?: (span: string) => string }) {
  const { t, f } = useSpeech();
  useNow();
  if (!at) return <span className="faint">–</span>;
  const span = f.age(at);
  return <time dateTime={at} title={`${f.at(at)} · ${t.shell.meta.zone(zone)}`} className="nowrap num">{(said ?? t.shell.meta.ago)(span)}</time>;
}
export function When({ at, day = false }: { readonly at: string | null; readonly day?: boolean }) {
  const { t, f } = useSpeech();
  if (!at) return <span className="faint">–</span>;
  return <time dateTime={at} title={`${f.at(at)} · ${t.shell.meta.zone(zone)}`} className="nowrap num">{day ? f.day(at) : f.at(at)}</time>;
}
/** A promise as a countdown: calm while there is time, red with a word once it is broken. `ours`: the channel names no time, so ours counts. */
export function ShipBy({ at, ours, done = false }: { readonly at: string; readonly ours: boolean; readonly done?: boolean }) {
  const { t, f } = useSpeech();
  const now = useNow();
  const left = Date.parse(at) - now;
  const title = `${f.at(at)} · ${t.shell.meta.zone(zone)}${ours ? ` · ${t.shell.meta.ours}` : ""}`;
  if (done) return <time dateTime={at} title={title} className="muted nowrap num">{f.day(at)}</time>;
  if (left < 0) return <time dateTime={at} title={title} className="late nowrap num"><ExclamationCircleFilled /> {t.shell.meta.late(f.span(left))}</time>;
  return <time dateTime={at} title={title} className={`nowrap num ${left < 4 * 3_600_000 ? "strong" : "muted"}`}>{t.shell.meta.inTime(f.span(left))}</time>;
}
/** Below the number of what is late, where the list is too narrow for the column that says by when. */
export function Late({ at, ours }: { readonly at: string; readonly ours: boolean }) {
  const now = useNow();
  return Date.parse(at) < now ? <span className="narrow-only"><ShipBy at={at} ours={ours} /></span> : null;
}

/** An id: monospace, copied by a click. */
export function CopyId({ children, strong = false }: { readonly children: string; readonly strong?: boolean }) {
  const { t } = useSpeech();
  const copy = useCopy();
  return (
    <button type="button" className={`copy mono ${strong ? "strong" : ""}`} title={t.shell.meta.copyId} onClick={(event) => { event.stopPropagation(); copy(children); }}>{children}</button>
  );
}
/** The number or name of a list's row: pressed it opens what the row opens; the mark beside it copies, as the key C does. */
export function RowId({ children }: { readonly children: string }) {
  const { t } = useSpeech();
  const copy = useCopy();
  const words = `${t.shell.meta.copy} ${children}`;
  return (
    <span className="row-id"><b className="mono">{children}</b><button type="button" className="copy-mark" aria-label={words} title={`${words} (C)`} onClick={(event) => { event.stopPropagation(); copy(children); }}><CopyOutlined /></button></span>
  );
}

const initials = (sku: string): string => (sku.replace(/[^\p{L}\p{N}]+/gu, " ").trim().split(" ").map((w) => w.slice(0, 1)).join("") || sku).slice(0, 2).toUpperCase();
/** A SKU's picture; where none loads, its initials are drawn, so that goods are always recognised by shape. */
export function Thumb({ src, sku, size = 32 }: { readonly src: string | null; readonly sku: string; readonly size?: number }) {
  const [broken, setBroken] = useState(false);
  const style = { width: size, height: size, fontSize: Math.round(size * 0.38) };
  if (!src || broken) return <span className="thumb drawn" style={style} aria-hidden="true">{initials(sku)}</span>;
  return <img className="thumb" style={style} src={src} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />;
}
type GoodsLine = { readonly sku: string; readonly title: string; readonly name: string; readonly qty: number; readonly imageUrl: string | null };
const shownGoods = 2; // both stand in the height of a row
/** What is in it: the first two SKUs, their pictures side by side and their codes with the quantities below each other; then how many more. */
export function Goods({ goods }: { readonly goods: readonly GoodsLine[] }) {
  const { t } = useSpeech();
  const shown = goods.slice(0, shownGoods);
  const all = goods.map((g) => `${g.sku || g.title} × ${g.qty}  ${g.name || g.title}`).join("\n");
  return (
    <span className="goods" title={all}>
      {shown.map((g, i) => <Thumb key={i} src={g.imageUrl} sku={g.sku || g.title} size={26} />)}
      <span className="goods-names">{shown.map((g, i) => <span className="goods-name" key={i}><span className="goods-sku">{g.sku || g.title}</span><span className={`num ${g.qty > 1 ? "strong" : "muted"}`}>×{g.qty}</span></span>)}</span>
      {goods.length > shown.length && <span className="muted nowrap">{t.shell.meta.moreGoods(goods.length - shown.length)}</span>}
    </span>
  );
}
/** A country by its name, on hover where it is cut. */
export function Country({ code }: { readonly code: string }) {
  const name = useSpeech().f.country(code);
  return <span title={name}>{name}</span>;
}
/** "EBAY_GB" -> "GB": the site as people say it beside the account's colour. */
export const siteCode = (site: string): string => site.replace(/^[A-Z]+_/, "");
/** The account as people see it: its colour dot, name, and the site's code. */
export const AccountDot = ({ account }: { readonly account: { readonly name: string; readonly site: string; readonly colour: string } }) => {
  const { f } = useSpeech();
  return <span className="dot" style={{ background: account.colour }} title={`${account.name} · ${siteText(account.site, f)}`} />;
};
/** A button that is not allowed stays, greyed, and says why: on hover, and to who hears the page. */
export function Why({ reason, children }: { readonly reason: string | null | undefined; readonly children: ReactElement<{ "aria-describedby"?: string }> }) {
  const id = useId();
  if (!reason) return children;
  return <Tooltip title={reason}><span className="why-wrap">{cloneElement(children, { "aria-describedby": id })}<span id={id} className="unseen">{reason}</span></span></Tooltip>;
}
export const Paused = () => <PauseCircleOutlined />;
