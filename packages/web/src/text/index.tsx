import { wantedLocale } from "@argosy/core/locale.ts";
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { queryClient } from "../api/queries.ts";
import type { Text } from "./en/index.ts";
import { formatsOf, locales, type Formats, type Locale } from "./formats.ts";

export type { Text } from "./en/index.ts";
export { locales, type Formats, type Locale } from "./formats.ts";

// One language is loaded at a time: the others cost nothing until somebody switches.
const loaders: Readonly<Record<Locale, () => Promise<{ readonly text: Text }>>> = {
  "zh-CN": () => import("./zh-CN/index.ts"),
  "zh-TW": () => import("./zh-TW/index.ts"),
  en: () => import("./en/index.ts"),
};
export const localeNames: Readonly<Record<Locale, string>> = { "zh-CN": "简体中文", "zh-TW": "繁體中文", en: "English" };
const keptAt = "argosy.locale";
const isLocale = (text: string | null): text is Locale => locales.includes(text as Locale);

export function firstLocale(): Locale {
  const kept = localStorage.getItem(keptAt);
  if (isLocale(kept)) return kept;
  return wantedLocale(navigator.languages) ?? "en";
}

type Speech = { readonly t: Text; readonly f: Formats; readonly locale: Locale; readonly setLocale: (locale: Locale) => void };
const SpeechContext = createContext<Speech | null>(null);

export function SpeechProvider({ children }: { readonly children: ReactNode }) {
  const [wanted, setWanted] = useState<Locale>(firstLocale);
  const [loaded, setLoaded] = useState<{ readonly locale: Locale; readonly text: Text } | null>(null);
  useEffect(() => {
    let current = true;
    void loaders[wanted]().then(({ text }) => current && setLoaded({ locale: wanted, text }));
    return () => void (current = false);
  }, [wanted]);
  // Names of goods come from the server in the reader's language.
  useEffect(() => void queryClient.invalidateQueries(), [loaded?.locale]);
  const speech = useMemo(() => {
    if (!loaded) return null;
    document.documentElement.lang = loaded.locale;
    document.title = loaded.text.shell.product;
    const setLocale = (locale: Locale): void => {
      localStorage.setItem(keptAt, locale);
      setWanted(locale);
    };
    return { t: loaded.text, f: formatsOf(loaded.locale), locale: loaded.locale, setLocale };
  }, [loaded]);
  return speech && <SpeechContext value={speech}>{children}</SpeechContext>;
}

/** Texts and formats of the reader's language: `const { t, f } = useSpeech()`. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error("useSpeech outside SpeechProvider");
  return speech;
}
