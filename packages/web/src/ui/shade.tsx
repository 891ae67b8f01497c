import { ConfigProvider } from "antd";
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { useSpeech } from "../text/index.tsx";
import { antThemeOf, applyInk, type Shade } from "./theme.ts";

export type ShadeChoice = Shade | "system";
const keptAt = "argosy.theme";
const darkQuery = "(prefers-color-scheme: dark)";
const firstChoice = (): ShadeChoice => {
  const kept = localStorage.getItem(keptAt);
  return kept === "light" || kept === "dark" ? kept : "system";
};
type ShadeState = { readonly shade: Shade; readonly choice: ShadeChoice; readonly choose: (choice: ShadeChoice) => void };
const ShadeContext = createContext<ShadeState | null>(null);

/** Light or dark, by choice or like the system. `forced` is for the floor, which is dark by default. */
export function ShadeProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useSpeech();
  const [choice, setChoice] = useState(firstChoice);
  const [systemDark, setSystemDark] = useState(() => matchMedia(darkQuery).matches);
  useEffect(() => {
    const query = matchMedia(darkQuery);
    const changed = (): void => setSystemDark(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  const shade: Shade = choice === "system" ? (systemDark ? "dark" : "light") : choice;
  const state = useMemo(() => {
    applyInk(shade);
    const choose = (next: ShadeChoice): void => {
      localStorage.setItem(keptAt, next);
      setChoice(next);
    };
    return { shade, choice, choose };
  }, [shade, choice]);
  return (
    <ShadeContext value={state}>
      <ConfigProvider theme={antThemeOf(shade)} button={{ autoInsertSpace: false }} wave={{ disabled: true }} modal={{ closable: { "aria-label": t.shell.meta.close } }}>{children}</ConfigProvider>
    </ShadeContext>
  );
}
export function useShade(): ShadeState {
  const state = useContext(ShadeContext);
  if (!state) throw new Error("useShade outside ShadeProvider");
  return state;
}
/** The same tree in one shade, whatever was chosen: the scan station is dark on every desk. */
export function ForcedShade({ shade, children }: { readonly shade: Shade; readonly children: ReactNode }) {
  const { shade: chosen } = useShade();
  useEffect(() => {
    applyInk(shade);
    return () => applyInk(chosen);
  }, [shade, chosen]);
  return <ConfigProvider theme={antThemeOf(shade)}>{children}</ConfigProvider>;
}
