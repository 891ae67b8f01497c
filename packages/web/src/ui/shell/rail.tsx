import { MenuFoldOutlined, MenuUnfoldOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { useMay, useMe } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";
import { waitsByItself } from "../holds.tsx";
import { sections, type Place } from "./places.tsx";
import { useBoard } from "./shell.tsx";

/** The board's figures of a room in words: what the numbers beside its name count. */
function useCounted(): (place: Place) => { readonly free: number; readonly held: number; readonly waits: boolean; readonly words: string } | null {
  const { t } = useSpeech();
  const board = useBoard();
  return (place) => {
    const figures = board?.rooms.find((r) => r.room === place.room);
    if (!figures) return null;
    const { free, held, overdue } = figures;
    return { free, held, waits: waitsByItself(figures), words: [t.shell.nav.free(free), t.shell.nav.heldCount(held), ...(overdue > 0 ? [t.shell.nav.overdueCount(overdue)] : [])].join(" · ") };
  };
}
function Counts({ free, held, waits }: { readonly free: number; readonly held: number; readonly waits: boolean }) {
  const { f } = useSpeech();
  return (
    <span className="rail-counts num">
      {free > 0 && <span className="muted">{f.count(free)}</span>}
      {held > 0 && <span className={`rail-held ${waits ? "waits" : ""}`}>{f.count(held)}</span>}
    </span>
  );
}
export function Rail({ narrow, toggle, leave }: { readonly narrow: boolean; readonly toggle: () => void; readonly leave: () => void }) {
  const { t } = useSpeech();
  const may = useMay();
  const me = useMe();
  const countedIn = useCounted();
  const label = narrow ? t.shell.nav.expand : t.shell.nav.collapse;
  return (
    <nav className="rail" aria-label={t.shell.nav.main}>
      <div className="brand" title={me.org.name}><img src="/icon.svg" alt="" width="24" height="24" />{!narrow && <span><b>{t.shell.product}</b><small>{me.org.name}</small></span>}</div>
      <div className="rail-scroll">
        {sections.map((section, i) => {
          const shown = section.places.filter((place) => may(...place.needs));
          if (shown.length === 0) return null;
          return (
            <div className="rail-section" key={i}>
              {section.name && <div className="rail-title">{narrow ? "" : section.name(t)}</div>}
              {shown.map((place) => {
                const counted = countedIn(place);
                return <Link key={place.path} to={place.path} className="rail-link" onClick={leave} activeOptions={{ exact: true, includeSearch: false }} title={[`${place.name(t)}  (G ${place.key.toUpperCase()})`, counted?.words].filter(Boolean).join("\n")}>
                  <span className="rail-mark">{place.mark}{narrow && counted && counted.held > 0 && <span className={`rail-dot ${counted.waits ? "waits" : ""}`} />}</span>{!narrow && <><span className="rail-name">{place.name(t)}</span>{counted && <Counts {...counted} />}</>}
                </Link>;
              })}
            </div>
          );
        })}
      </div>
      <button type="button" className="rail-toggle" onClick={toggle} aria-label={label} title={label}>{narrow ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}</button>
    </nav>
  );
}
