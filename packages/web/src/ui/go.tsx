import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMay } from "../api/session.ts";
import { needsOf } from "./shell/places.tsx";

/** May the reader open that page? */
export function useMayGo(): (path: string) => boolean {
  const may = useMay();
  return (path) => { const needs = needsOf(path); return needs === undefined || may(...needs); };
}
type Props = { readonly to: string; readonly search?: Readonly<Record<string, string>>; readonly className?: string; readonly title?: string; readonly children: ReactNode };
/** A link for whoever may see the page behind it; the same words for the others. */
export function Go({ to, search, children, ...look }: Props) {
  return useMayGo()(to) ? <Link to={to} {...(search ? { search: search as never } : {})} {...look}>{children}</Link> : <span {...look}>{children}</span>;
}
