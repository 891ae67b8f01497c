import { useNavigate } from "@tanstack/react-router";
import { useMay } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";
import { useKeys } from "../keys.tsx";
import { places } from "./places.tsx";
import type { Overlay } from "./shell.tsx";

/** The keys that work on every page. */
export function ShellKeys({ show, overlay, demo, leave }: { readonly show: (overlay: Overlay) => void; readonly overlay: Overlay; readonly demo: boolean; /** Closes what lies over the page; null where nothing does. */ readonly leave: (() => void) | null }): null {
  const { t } = useSpeech();
  const may = useMay();
  const navigate = useNavigate();
  const group = "everywhere" as const;
  useKeys([
    { keys: "/", label: t.shell.keys.search, group, run: () => show("palette") },
    { keys: "Ctrl+k", label: t.shell.keys.palette, group, inDialog: true, run: () => show(overlay === "palette" ? null : "palette") },
    { keys: "?", label: t.shell.keys.help, group, inDialog: true, run: () => show(overlay === "keys" ? null : "keys") },
    ...(leave ? [{ keys: "Escape", label: t.shell.keys.esc, group, over: true, run: leave }] : []),
    ...(demo ? [{ keys: "d", label: t.shell.bar.demo, group, run: () => show(overlay === "demo" ? null : "demo") }] : []),
    ...places.filter((place) => may(...place.needs)).map((place) => ({ keys: `g ${place.key}`, label: place.name(t), group, run: () => void navigate({ to: place.path }) })),
  ]);
  return null;
}
