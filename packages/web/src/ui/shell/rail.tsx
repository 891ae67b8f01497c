import { MenuFoldOutlined, MenuUnfoldOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { useMay, useMe } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";
import { sections, type Place } from "./places.tsx";
import { useBoard } from "./shell.tsx";

function Counts({ place }: { readonly place: Place }) {
  const { t, f } = useSpeech();
  const figures = useBoard()?.rooms.find((r) => r.room === place.room);
  if (!figures) return null;
  const stopped = Math.max(figures.held, figures.overdue);
  const title = [t.shell.nav.free(figures.free), t.shell.nav.heldCount(figures.held), t.shell.nav.overdueCount(figures.overdue)].join(" · ");
  return (
    <span className="rail-counts num" title={title}>
      {figures.free > 0 && <span className="muted">{f.count(figures.free)}</span>}
      {stopped > 0 && <span className="rail-held">{f.count(stopped)}</span>}
    </span>
  );
}
export function Rail({ narrow, toggle, leave }: { readonly narrow: boolean; readonly toggle: () => void; readonly leave: () => void }) {
  const { t } = useSpeech();
  const may = useMay();
  const me = useMe();
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
              {shown.map((place) => (
                <Link key={place.path} to={place.path} className="rail-link" onClick={leave} activeOptions={{ exact: true, includeSearch: false }} title={`${place.name(t)}  (G ${place.key.toUpperCase()})`}>
                  <span className="rail-mark">{place.mark}</span>{!narrow && <><span className="rail-name">{place.name(t)}</span>{place.room && <Counts place={place} />}</>}
                </Link>
              ))}
            </div>
          );
        })}
      </div>
      <button type="button" className="rail-toggle" onClick={toggle} aria-label={label} title={label}>{narrow ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}</button>
    </nav>
  );
}
