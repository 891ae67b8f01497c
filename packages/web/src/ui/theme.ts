import { theme as antTheme, type ThemeConfig } from "antd";

// All ink of the app. Ant Design reads it through ConfigProvider, our own CSS through variables of the same names.
// Colours carry meaning and are used nowhere else: one accent, and four states that always come with icon and word.

export type Shade = "light" | "dark";
type Ink = Readonly<Record<
  | "page" | "panel" | "raised" | "line" | "lineStrong" | "text" | "muted" | "faint" | "hover" | "chosen"
  | "accent" | "accentText" | "accentSoft" | "onAccent"
  | "flow" | "flowSoft" | "wait" | "waitSoft" | "ask" | "askSoft" | "stop" | "stopSoft" | "shadow",
  string
>>;

// prettier-ignore
export const inks: Readonly<Record<Shade, Ink>> = {
  light: {
    page: "#f4f6f7", panel: "#ffffff", raised: "#ffffff", line: "#e3e8ea", lineStrong: "#c8d0d4",
    text: "#172126", muted: "#55646c", faint: "#5b6870", hover: "#f1f5f6", chosen: "#e2f1f1",
    accent: "#0b6e75", accentText: "#0a646b", accentSoft: "#e2f1f1", onAccent: "#ffffff",
    flow: "#0a646b", flowSoft: "#e2f1f1", wait: "#4a5b67", waitSoft: "#edf1f4",
    ask: "#8a5300", askSoft: "#fff3da", stop: "#b42318", stopSoft: "#fdebe9", shadow: "rgba(16, 32, 40, 0.14)",
  },
  dark: {
    page: "#0f1518", panel: "#161e22", raised: "#1c262b", line: "#273238", lineStrong: "#3a4951",
    text: "#e4ebee", muted: "#9dadb5", faint: "#97a7af", hover: "#1c262b", chosen: "#12343a",
    accent: "#3ab4ba", accentText: "#64c7cb", accentSoft: "#12343a", onAccent: "#04171a",
    flow: "#64c7cb", flowSoft: "#12343a", wait: "#a9bac4", waitSoft: "#222e35",
    ask: "#e9b65a", askSoft: "#35290f", stop: "#f58d84", stopSoft: "#3b1d1b", shadow: "rgba(0, 0, 0, 0.5)",
  },
};

export const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans SC", "Noto Sans CJK SC", "Noto Sans TC", "PingFang SC", "Microsoft YaHei", sans-serif';
export const monoFamily = 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

export function antThemeOf(shade: Shade): ThemeConfig {
  const ink = inks[shade];
  return {
    zeroRuntime: true, // see antd-css.ts
    algorithm: shade === "dark" ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
    token: {
      colorPrimary: ink.accent, colorInfo: ink.accent, colorLink: ink.accentText, colorError: ink.stop, colorWarning: ink.ask, colorSuccess: ink.flow,
      colorBgBase: ink.panel, colorBgLayout: ink.page, colorBgContainer: ink.panel, colorBgElevated: ink.raised,
      colorTextBase: ink.text, colorText: ink.text, colorTextSecondary: ink.muted, colorTextTertiary: ink.faint, colorTextPlaceholder: ink.faint,
      colorTextLightSolid: ink.onAccent, colorBorder: ink.lineStrong, colorBorderDisabled: ink.line, controlItemBgActive: ink.chosen, controlItemBgActiveHover: ink.chosen, colorBorderSecondary: ink.line,
      fontFamily, fontFamilyCode: monoFamily, fontSize: 14, borderRadius: 6, controlHeight: 32, controlHeightSM: 26,
      motionDurationFast: "0.08s", motionDurationMid: "0.12s", motionDurationSlow: "0.12s", wireframe: false,
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none", paddingInlineSM: 9, fontWeight: 500 },
      Tooltip: { colorBgSpotlight: shade === "dark" ? "#33434b" : "#23333a", colorTextLightSolid: "#f2f6f7" },
    },
  };
}

/** Writes the ink to the document, so that plain CSS and Ant Design never disagree. */
export function applyInk(shade: Shade): void {
  const root = document.documentElement;
  root.dataset["theme"] = shade;
  root.style.colorScheme = shade;
  for (const [name, value] of Object.entries(inks[shade])) {
    root.style.setProperty(`--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, value);
  }
  root.style.setProperty("--font", fontFamily);
  root.style.setProperty("--mono", monoFamily);
}
