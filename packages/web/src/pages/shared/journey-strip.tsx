import { CheckOutlined } from "@ant-design/icons";
import { orderRooms, parcelRooms, rooms, type OrderStage, type ParcelStage, type Room } from "@argosy/core/journey.ts";
import { roomNumber } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Badge, type Tone } from "../../ui/bits.tsx";
import { holdName, openHolds, toneOf, type Hold } from "../../ui/holds.tsx";

type Stand = { readonly stage: string; readonly holds: readonly Hold[] };
type Props = {
  readonly stage: OrderStage | ParcelStage;
  readonly holds: readonly Hold[];
  /** An order in parcels is shown where its parcels are, each with its own holds. */
  readonly parcels?: readonly Stand[];
  /** A method that books after stock leads through 07 before 06; the rooms keep their numbers. */
  readonly books?: "before_stock" | "after_stock" | null;
};
const ended: Readonly<Record<string, Tone>> = { delivered: "flow", cancelled: "stop", shipped_elsewhere: "wait", returned: "ask", lost: "stop", expired: "wait" };
const isRoom = (stage: string): stage is Room => (rooms as readonly string[]).includes(stage);

const stockFirst = rooms.map((room) => (room === "booking" ? "allocation" : room === "allocation" ? "booking" : room));

/** Where in the eleven rooms: what is done, where it is, what is to come. Holds hang under the room they stand in. */
export function JourneyStrip({ stage, holds, parcels = [], books = null }: Props) {
  const walk = books === "after_stock" ? stockFirst : rooms;
  const { t } = useSpeech();
  const inParcels = parcels.length > 0 && stage === "parcelled";
  const living = parcels.filter((p) => p.stage !== "cancelled"); // one that was taken apart says nothing of what walks on
  const stands: readonly Stand[] = inParcels ? (living.length > 0 ? living : parcels) : [{ stage, holds }];
  const stages = stands.map((stand) => stand.stage);
  const here = new Set(stages.filter(isRoom));
  const holdsAt = (room: Room): readonly Hold[] => openHolds(stands.filter((stand) => stand.stage === room).flatMap((stand) => stand.holds));
  const closedAs = stages.find((s) => ended[s]);
  const lastParcel = closedAs === "delivered" || closedAs === "returned" || closedAs === "lost" || closedAs === "expired";
  const doneUpTo = here.size > 0 ? Math.min(...[...here].map((r) => walk.indexOf(r))) : lastParcel ? rooms.length : stage === "parcelled" ? orderRooms.length + 1 : (parcelRooms as readonly string[]).includes(stage) ? 4 : closedAs ? 0 : 1;
  return (
    <ol className="journey" aria-label={t.orders.page.journey}>
      {walk.map((room, i) => {
        const is = here.has(room) ? "here" : i < doneUpTo ? "done" : "next";
        const open = is === "here" ? holdsAt(room) : [];
        const gravest = open[0];
        return (
          <li key={room} className={`journey-step ${is} ${gravest ? toneOf(gravest) : ""}`} aria-current={is === "here" ? "step" : undefined} title={`${t.rooms[room].name}: ${t.orders.page.stages[is]}`}>
            <span className="journey-mark num">{is === "done" ? <CheckOutlined /> : roomNumber(room)}</span>
            <span className="journey-name">{t.rooms[room].name}</span>
            {gravest && <span className={`journey-hold ${toneOf(gravest)}`} title={open.map((hold) => holdName(hold.code, t)).join("\n")}>{holdName(gravest.code, t)}{open.length > 1 && ` +${open.length - 1}`}</span>}
          </li>
        );
      })}
      {closedAs && <li className="journey-end"><Badge tone={ended[closedAs] ?? "wait"}>{t.parcelStages[closedAs as ParcelStage] ?? t.orderStages[closedAs as OrderStage]}</Badge></li>}
    </ol>
  );
}
