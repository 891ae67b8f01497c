import { canMoveParcel, parcelRooms } from "@argosy/core/journey.ts";
import type { ReactNode } from "react";
import { useMay } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";
import { HoldList, openHolds, type Hold } from "../../ui/holds.tsx";
import { VerbDialog } from "../../ui/list/verb-dialog.tsx";
import { isPrimary, verbOn, type Verb } from "../../ui/list/types.ts";
import { takeApart, useVerbsOn } from "../orders/act.ts";
import { HoldVerbs } from "../orders/cures.tsx";
import type { PageVerb } from "../orders/page-head.tsx";
import type { Parcel } from "./pieces.tsx";
import type { ParcelRow } from "./rows.tsx";
import { actOnParcels, useMoneyGuard, useParcelVerbs } from "./verbs.ts";

/** The channel has accepted every notice: telling it again is no longer what the page is for. */
const isTold = ({ notices }: Pick<Parcel, "notices">): boolean => notices.every((notice) => notice.state === "confirmed");

/** Stands in the menu only while it does something. */
const onlyCures: ReadonlySet<string> = new Set(["take_back", "retry"]);
/** All that can be done with one parcel, on its own page and on its order's: verbs, the cures of its holds, and the dialogs they open. */
export function useParcelPage(parcel: Parcel): { readonly verbs: readonly PageVerb<ParcelRow>[]; readonly cures: (hold: Hold) => ReactNode; readonly dialogs: ReactNode } {
  const { t } = useSpeech();
  const may = useMay();
  const on = useVerbsOn<ParcelRow>(parcel, parcel.parcelNo);
  const room = parcelRooms.find((name) => name === parcel.stage) ?? null;
  const onPage = (verb: Verb<ParcelRow>): PageVerb<ParcelRow> => ({ ...verbOn(verb, [parcel]), primary: isPrimary(verb, [parcel]) && !(verb.id === "retry_notice" && isTold(parcel)), why: verb.disabled ?? verb.refuses?.(parcel) ?? null, run: () => on.start(verb) });
  const verbs = [...useParcelVerbs(room, {}).map(onPage), ...useOwnVerbs(parcel)];
  const moneyIsNotTheirs = useMoneyGuard();
  const noEdit = may("edit", "Parcel") ? null : t.shell.meta.noAccess(t.orders.releaseOne);
  const release = ({ code }: Hold): PageVerb<ParcelRow> =>
    onPage({ id: `release/${code}`, label: t.orders.releaseOne, hint: t.orders.actHints["releaseOne"], done: t.orders.done["release"], needs: "reason", disabled: moneyIsNotTheirs({ code }) ? t.shell.meta.noAccess(t.orders.releaseOne) : noEdit, run: (targets, input) => actOnParcels("release", targets, {}, input, { code }) });
  const unfit = parcel.orderNos.length > 1 ? "cancel" : "take_back"; // what is cancelled with a parcel are all orders in it
  return {
    verbs: verbs.filter((verb) => !onlyCures.has(verb.id) || verb.why === null || verb.disabled),
    cures: (hold) => openHolds([hold]).length > 0 && <HoldVerbs hold={hold} verbs={hold.code === "cancelled_at_channel" ? verbs.filter((verb) => verb.id !== unfit) : verbs} release={release(hold)} />,
    dialogs: on.asked && <VerbDialog asked={on.asked} close={on.close} />,
  };
}
/** Why a parcel waits, with what cures each reason; `holds` where the page says some of them elsewhere. */
export function Curable({ parcel, holds = parcel.holds }: { readonly parcel: Parcel; readonly holds?: readonly Hold[] }) {
  const { cures, dialogs } = useParcelPage(parcel);
  return <><HoldList holds={holds} actions={cures} />{dialogs}</>;
}
/** What no list does: taking the parcel apart. */
function useOwnVerbs(parcel: Parcel): readonly PageVerb<ParcelRow>[] {
  const { t } = useSpeech();
  const may = useMay();
  const held = openHolds(parcel.holds);
  const stopped = held.some((h) => h.kind !== "wait") && canMoveParcel(parcel.stage, "cancel");
  const noApart = may("edit", "Merge") ? null : t.shell.meta.noAccess(t.orders.takeBack);
  const picked = parcel.waveId !== null ? t.errors.parcel_in_wave : null;
  const apart = !stopped && parcel.orderNos.length > 1 && canMoveParcel(parcel.stage, "cancel");
  return [
    { id: "take_back", label: t.orders.takeBack, disabled: stopped ? noApart : null, why: stopped ? noApart : t.orders.why.notHeld, run: () => void takeApart(t.orders.takeBack, parcel) },
    ...(apart ? [{ id: "unmerge", label: t.orders.unmerge, disabled: noApart, why: noApart ?? picked, run: () => void takeApart(t.orders.unmerge, parcel) }] : []),
  ];
}
