import { CloseOutlined, ReloadOutlined } from "@ant-design/icons";
import { Link, useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { probe, Refusal } from "../api/client.ts";
import { askAgainMs, isOut, isOutage, watchOutage } from "../api/outage.ts";
import { useMay, useMe } from "../api/session.ts";
import { pagePaths } from "../paths.ts";
import { useSpeech } from "../text/index.tsx";
import { fieldName } from "./facts.ts";
import { places } from "./shell/places.tsx";
import { useErrorText } from "./toast.tsx";
import { useUrlState, type Search } from "./url-state.ts";

/** Says what would be here and how it gets here, with the one button that helps. */
export function Empty({ title, hint, action }: { readonly title: ReactNode; readonly hint?: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="state">
      <svg width="72" height="40" viewBox="0 0 72 40" aria-hidden="true" className="state-art"><path d="M4 30c8 0 8 4 16 4s8-4 16-4 8 4 16 4 8-4 16-4" /><path d="M34 6v18M34 8c8 3 11 9 12 16H34M26 24h26l-4 6H30z" /></svg>
      <p className="state-title">{title}</p>
      {hint && <p className="muted">{hint}</p>}
      {action}
    </div>
  );
}
/** A page that was opened during an outage comes by itself, as one that was open before does; until something answers it goes on saying what failed. */
export function useAgain(error: unknown, retry: (() => void) | undefined): void {
  const newest = useRef(retry);
  newest.current = retry;
  const out = error instanceof Refusal && isOutage(error.code);
  useEffect(() => {
    if (!out) return;
    const timer = setInterval(() => void probe().then((answered) => { if (answered) newest.current?.(); }), askAgainMs);
    return () => clearInterval(timer);
  }, [out]);
}
/** Says what failed, that nothing was lost, and offers to try again; what the address asks for and no list can be filtered by is taken out of it. */
export function Failed({ error, retry, title }: { readonly error: unknown; readonly retry?: () => void; readonly title?: string }) {
  const { t } = useSpeech();
  const [search, set] = useUrlState();
  const refused = refusedFilter(error, search);
  const said = useErrorText()(error, refused !== undefined);
  useAgain(error, retry);
  if (error instanceof Refusal && error.code === "not_allowed") return <NotForRole />;
  if (refused) {
    const name = fieldName(refused, t);
    return (
      <div className="state" role="alert">
        <p className="state-title">{t.shell.list.filterRefused(name, search[refused] ?? "")}</p>
        {said.detail && <p className="muted">{said.detail}</p>}
        <Button type="primary" icon={<CloseOutlined />} onClick={() => set({ [refused]: undefined })}>{t.shell.list.clearOne(name)}</Button>
      </div>
    );
  }
  return (
    <div className="state" role="alert">
      <p className="state-title">{title ?? t.shell.meta.loadFailed}</p>
      <p>{said.title}</p>
      {said.detail && <p className="muted">{said.detail}</p>}
      {retry && <Button icon={<ReloadOutlined />} onClick={retry}>{t.shell.list.retry}</Button>}
    </div>
  );
}
/** The views of some lists are sent under the list's own word. */
const views: ReadonlySet<string> = new Set(["state", "only"]);
/** What in the page's address the server refused; nothing else would change by asking again. */
export function refusedFilter(error: unknown, search: Search): string | undefined {
  if (!(error instanceof Refusal) || error.code !== "input_refused" || error.field === undefined) return undefined;
  const { field } = error;
  return [field, ...(views.has(field) ? ["view"] : [])].find((name) => search[name] !== undefined);
}
export const Skeleton = ({ lines = 6 }: { readonly lines?: number }) => (
  <div className="skeleton" aria-hidden="true">{Array.from({ length: lines }, (_, i) => <div key={i} className="bone" style={{ width: `${92 - ((i * 37) % 45)}%` }} />)}</div>
);
const arrivingMs = 3000;
/** While nothing is known yet, not even who is reading; after some seconds it says what it waits for. */
export function Arriving() {
  const { t } = useSpeech();
  const [long, setLong] = useState(false);
  useEffect(() => { const timer = setTimeout(setLong, arrivingMs, true); return () => clearTimeout(timer); }, []);
  return long ? <div className="state" role="status"><p>{t.shell.meta.stillWaiting}</p></div> : <div className="page"><Skeleton /></div>;
}
export function PageMissing() {
  const { t } = useSpeech();
  return <Empty title={t.shell.meta.notFound} action={<Link to={pagePaths.board}>{t.shell.meta.toBoard}</Link>} />;
}
/** Thrown before a page is loaded whose rights the reader lacks. */
export class PageNotForRole extends Error {}
/** Thrown where the script of a page did not come because nothing answered. */
export class PageNotLoaded extends Refusal {
  constructor() { super("unreachable"); }
}
/** Loads the page anew as soon as something answers; before, the browser would show its own error page and lose the way back. */
function NotLoaded({ error }: { readonly error: PageNotLoaded }) {
  const out = useSyncExternalStore(watchOutage, isOut);
  useEffect(() => { if (!out) location.reload(); }, [out]);
  return <Failed error={error} retry={() => void probe()} />;
}
/** A page for others: says so, who can change it, and where the reader's own work is. */
function NotForRole() {
  const { t } = useSpeech();
  const may = useMay();
  const { member } = useMe();
  const own = places.filter((place) => may(...place.needs));
  return (
    <div className="state">
      <p className="state-title">{t.shell.meta.notForRole(t.shell.roles[member.role] ?? member.role)}</p>
      <p className="muted">{t.shell.meta.notForRoleWhy}</p>
      <nav className="state-ways" aria-label={t.shell.meta.yourPages}><span className="muted">{t.shell.meta.yourPages}</span>{own.map((place) => <Link key={place.path} to={place.path}>{place.name(t)}</Link>)}</nav>
    </div>
  );
}
export function PageFailed({ error }: ErrorComponentProps) {
  const router = useRouter();
  if (error instanceof PageNotForRole) return <NotForRole />;
  if (error instanceof PageNotLoaded) return <NotLoaded error={error} />;
  return <Failed error={error} retry={() => void router.invalidate()} />;
}
