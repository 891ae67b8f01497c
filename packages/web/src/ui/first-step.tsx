import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import type { Answer } from "../api/client.ts";
import { pagePaths } from "../paths.ts";
import { useSpeech } from "../text/index.tsx";
import { useMayGo } from "./go.tsx";
import { useBoard } from "./shell/shell.tsx";

/** Where each thing a company needs before orders walk is set up. */
export const readinessPaths: Readonly<Record<string, string>> = {
  shop_account: pagePaths.accounts, payment_account: pagePaths.accounts, carrier_account: pagePaths.accounts, warehouse: pagePaths.warehouses, method: pagePaths.methods, sku: pagePaths.catalogue, rules: pagePaths.rules, stock: pagePaths.stock,
};
/** A company whose shops prove payments themselves needs no payment account, one with numbers of its own no carrier account, and one that sends nothing abroad no customs data. */
export const isDispensable = ({ what, lacks }: Pick<Answer<"board">["readiness"][number], "what" | "lacks">): boolean => what === "payment_account" || what === "carrier_account" || lacks === "customs";
/** `name` is what is left to do there, where the thing itself was begun. */
export function FirstStepLink({ what, primary, name }: { readonly what: string; readonly primary: boolean; readonly name?: string | undefined }) {
  const { t } = useSpeech();
  const mayGo = useMayGo();
  const path = readinessPaths[what] ?? pagePaths.accounts;
  const said = name ?? t.shell.board.what[what] ?? what;
  if (!mayGo(path)) return <>{said}</>;
  return <Link to={path} search={(path === pagePaths.accounts ? { connect: what.replace("_account", "") } : {}) as never}><Button size={primary ? "middle" : "small"} type={primary ? "primary" : "link"}>{said}</Button></Link>;
}
/** In a company where rows can't arrive yet an empty list names the first thing that is missing; otherwise null. */
export function useFirstStep(needs: readonly string[]): { readonly hint: ReactNode; readonly action: ReactNode } | null {
  const { t } = useSpeech();
  const readiness = useBoard()?.readiness ?? [];
  const missing = needs.find((what) => readiness.some((r) => r.what === what && !r.ready && !r.lacks)); // what is there and lacks something lets rows arrive
  return missing ? { hint: t.shell.board.firstStep, action: <FirstStepLink what={missing} primary /> } : null;
}
