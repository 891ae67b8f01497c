import { BgColorsOutlined, DownOutlined, ExperimentOutlined, GlobalOutlined, HistoryOutlined, IdcardOutlined, KeyOutlined, LogoutOutlined, MenuOutlined, SearchOutlined, UserOutlined } from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import { Button, Dropdown, Popover } from "antd";
import { useState, useSyncExternalStore } from "react";
import { call } from "../../api/client.ts";
import { liveState, watchLive } from "../../api/live.ts";
import { isOut, watchOutage } from "../../api/outage.ts";
import { queryClient } from "../../api/queries.ts";
import { useFindsBuyers, useMay, useMayDemo, useMe } from "../../api/session.ts";
import { localeNames, locales, useSpeech, type Locale } from "../../text/index.tsx";
import { pagePaths } from "../../paths.ts";
import { showJob, useJobs } from "../jobs.tsx";
import { Key } from "../keys.tsx";
import { OptionList } from "../list/filter-bar.tsx";
import { phoneQuery, useMedia } from "../media.ts";
import { useShade, type ShadeChoice } from "../shade.tsx";
import { useUrlState } from "../url-state.ts";
import { Bell } from "./bell.tsx";
import { useBoard, type Overlay } from "./shell.tsx";

function AccountFilter() {
  const { t } = useSpeech();
  const [search, set] = useUrlState();
  const [open, setOpen] = useState(false);
  const shops = useBoard()?.accounts.filter((a) => a.kind === "shop") ?? [];
  const chosen = shops.find((a) => a.id === search["accountId"]);
  const options = [{ value: "", label: t.shell.bar.account }, ...shops.map((a) => ({ value: a.id, label: a.name }))];
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} placement="bottomLeft" destroyOnHidden content={<OptionList options={options} chosen={chosen?.id ?? ""} choose={(id) => { set({ accountId: id || undefined }); setOpen(false); }} />}>
      <Button type={chosen ? "default" : "text"} className="account-filter">{chosen?.name ?? t.shell.bar.account}<DownOutlined /></Button>
    </Popover>
  );
}
function JobCentre() {
  const { t, f } = useSpeech();
  const jobs = useJobs();
  const running = jobs.filter((job) => job.state === "running").length;
  const content = jobs.length === 0 ? <p className="muted job-none">{t.shell.batch.noJobs}</p> : (
    <div className="options"><ul>{jobs.map((job) => <li key={job.id}><button type="button" className="option" onClick={() => showJob(job.id)}>{t.shell.batch.title(job.title, f.count(job.size))} <span className={job.results.some((r) => !r.ok) || job.state === "failed" ? "stop-text" : "muted"}>{job.state === "running" ? t.shell.batch.running : job.state === "failed" ? t.shell.batch.failed : t.shell.batch.done(f.count(job.results.filter((r) => r.ok).length))}</span></button></li>)}</ul></div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" title={t.shell.batch.jobs} content={content}>
      <Button type="text" className={running > 0 ? "ring" : ""} icon={<HistoryOutlined />} aria-label={t.shell.bar.jobs} title={t.shell.bar.jobs} />
    </Popover>
  );
}
function useLanguages() {
  const { locale, setLocale } = useSpeech();
  const signedIn = queryClient.getQueryData(["me", null]) !== undefined;
  const choose = (next: Locale): void => {
    setLocale(next);
    if (signedIn) void call("setLocale", { body: { locale: next } }).catch(() => undefined); // the choice holds in this browser anyway
  };
  return { locale, items: locales.map((l) => ({ key: l, label: localeNames[l], onClick: () => choose(l) })) };
}
export function LanguageMenu() {
  const { t } = useSpeech();
  const { locale, items } = useLanguages();
  return <Dropdown trigger={["click"]} menu={{ selectedKeys: [locale], items }}><Button type="text" icon={<GlobalOutlined />} aria-label={t.shell.bar.language} title={t.shell.bar.language} /></Dropdown>;
}
function useShades() {
  const { t } = useSpeech();
  const { choice, choose } = useShade();
  return { choice, items: (["light", "dark", "system"] as const satisfies readonly ShadeChoice[]).map((c) => ({ key: c, label: t.shell.bar[c], onClick: () => choose(c) })) };
}
export function ShadeMenu() {
  const { t } = useSpeech();
  const { choice, items } = useShades();
  return <Dropdown trigger={["click"]} menu={{ selectedKeys: [choice], items }}><Button type="text" icon={<BgColorsOutlined />} aria-label={t.shell.bar.theme} title={t.shell.bar.theme} /></Dropdown>;
}
function Person({ show }: { readonly show: (overlay: Overlay) => void }) {
  const { t } = useSpeech();
  const phone = useMedia(phoneQuery); // there the bar has no room for what stands beside the person
  const languages = useLanguages();
  const shades = useShades();
  const me = useMe();
  const navigate = useNavigate();
  const signOut = async (): Promise<void> => {
    await call("signOut").catch(() => undefined);
    queryClient.clear();
    await navigate({ to: "/sign-in" });
  };
  const items = [
    { key: "who", className: "who", disabled: true, label: <span><b>{me.member.name}</b><br /><small>{me.member.email} · {t.shell.roles[me.member.role]}</small></span> },
    { type: "divider" as const },
    { key: "me", icon: <IdcardOutlined />, label: t.shell.bar.changePassword, onClick: () => void navigate({ to: pagePaths.me }) },
    ...(phone ? [
      { key: "keys", icon: <KeyOutlined />, label: t.shell.bar.keys, onClick: () => show("keys") },
      { type: "group" as const, key: "language", label: t.shell.bar.language, children: languages.items },
      { type: "group" as const, key: "theme", label: t.shell.bar.theme, children: shades.items },
      { type: "divider" as const },
    ] : []),
    { key: "out", icon: <LogoutOutlined />, label: t.shell.bar.signOut, onClick: () => void signOut() },
  ];
  return <Dropdown trigger={["click"]} menu={{ items, selectedKeys: [languages.locale, shades.choice] }}><Button type="text" icon={<UserOutlined />} className="person" aria-label={me.member.name}><span className="desk-only">{me.member.name}</span></Button></Dropdown>;
}
export function TopBar({ show, openRail }: { readonly show: (overlay: Overlay) => void; readonly openRail: (() => void) | null }) {
  const { t } = useSpeech();
  const may = useMay();
  const words = t.shell.bar.search(useFindsBuyers());
  const live = useSyncExternalStore(watchLive, liveState);
  const out = useSyncExternalStore(watchOutage, isOut);
  return (
    <header className="top-bar">
      {openRail && <Button type="text" icon={<MenuOutlined />} aria-label={t.shell.nav.main} onClick={openRail} />}
      <button type="button" className="search-button" aria-label={words} onClick={() => show("palette")}><SearchOutlined /><span>{words}</span><Key>/</Key></button>
      {may("view", "Board") && <AccountFilter />}
      <span className="spring" />
      {(out || live === "lost") && <span className="live-lost" role="status">{out ? t.shell.bar.out : t.shell.bar.lost}</span>}
      {useMayDemo() && <Button icon={<ExperimentOutlined />} onClick={() => show("demo")} title={`${t.shell.bar.demo} (D)`} className="demo-button"><span className="wide-only">{t.shell.bar.demo}</span></Button>}
      {may("view", "Board") && <Bell />}
      <JobCentre />
      <span className="desk-only">
        <Button type="text" icon={<KeyOutlined />} aria-label={t.shell.bar.keys} title={`${t.shell.bar.keys} (?)`} onClick={() => show("keys")} />
        <LanguageMenu />
        <ShadeMenu />
      </span>
      <Person show={show} />
    </header>
  );
}
