import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { asking } from "../../api/queries.ts";
import { followLive } from "../../api/live.ts";
import { useMay, useMayDemo } from "../../api/session.ts";
import { Tray } from "../jobs.tsx";
import { phoneQuery, useMedia } from "../media.ts";
import { useOutage } from "../outage.ts";
import { beginTypedAhead } from "../typed-ahead.ts";
import { ShellKeys } from "./shell-keys.tsx";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";

const loadPalette = () => import("./palette.tsx");
const Palette = lazy(loadPalette);
const KeyHelp = lazy(() => import("./key-help.tsx"));
const DemoPanel = lazy(() => import("./demo-panel.tsx"));
export type Overlay = "palette" | "keys" | "demo" | null;
const railKeptAt = "argosy.rail";

/** The board's figures serve the rail, the account filter and the board itself: one question, one truth; none where it may not be seen. */
export const useBoard = () => useQuery({ ...asking("board"), enabled: useMay()("view", "Board") }).data;

export function Shell() {
  const demo = useMayDemo();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [narrow, setNarrow] = useState(() => (localStorage.getItem(railKeptAt) ?? (window.innerWidth < 1180 ? "narrow" : "wide")) === "narrow");
  const phone = useMedia(phoneQuery);
  const [railOpen, setRailOpen] = useState(false); // on a phone the rail lies over the page and leaves with the choice
  const railShown = phone && railOpen;
  useEffect(followLive, []);
  useOutage();
  const toggleRail = (): void => { localStorage.setItem(railKeptAt, narrow ? "wide" : "narrow"); setNarrow(!narrow); };
  const close = (): void => setOverlay(null);
  const leave = railShown ? () => setRailOpen(false) : overlay ? close : null;
  const show = (next: Overlay): void => {
    if (next === "palette") beginTypedAhead();
    setOverlay((now) => (next === "demo" && now === "demo" ? null : next)); // the button that opens the panel closes it
  };
  useEffect(() => { const timer = setTimeout(() => void loadPalette().catch(() => undefined), 1500); return () => clearTimeout(timer); }, []);
  return (
    <div className={`shell ${narrow && !phone ? "narrow" : ""} ${overlay === "demo" ? "with-demo" : ""}`}>
      <ShellKeys show={show} overlay={overlay} demo={demo} leave={leave} />
      {(!phone || railOpen) && <Rail narrow={narrow && !phone} toggle={phone ? () => setRailOpen(false) : toggleRail} leave={() => setRailOpen(false)} />}
      {railShown && <div className="rail-shade" onClick={() => setRailOpen(false)} />}
      <TopBar show={show} openRail={phone ? () => setRailOpen(true) : null} />
      <main className="content"><Suspense fallback={null}><Outlet /></Suspense></main>
      <Suspense fallback={null}>
        {overlay === "palette" && <Palette close={close} show={show} />}
        {overlay === "keys" && <KeyHelp close={close} />}
        {overlay === "demo" && demo && <DemoPanel close={close} />}
      </Suspense>
      <Tray />
    </div>
  );
}
