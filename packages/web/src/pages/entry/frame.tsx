import type { ReactNode } from "react";
import { useSpeech } from "../../text/index.tsx";
import { LanguageMenu, ShadeMenu } from "../../ui/shell/top-bar.tsx";
import { Toasts } from "../../ui/toast.tsx";
import "./entry.css";

/** The frame of the pages before anybody is signed in. */
export function EntryFrame({ children, wide = false }: { readonly children: ReactNode; readonly wide?: boolean }) {
  const { t } = useSpeech();
  return (
    <div className="entry">
      <div className="entry-tools"><LanguageMenu /><ShadeMenu /></div>
      <main className={`entry-card ${wide ? "wide" : ""}`}>
        <header><img src="/icon.svg" alt="" width="40" height="40" /><div><b>{t.shell.product}</b><p className="muted">{t.shell.entry.slogan}</p></div></header>
        {children}
      </main>
      <Toasts />
    </div>
  );
}
