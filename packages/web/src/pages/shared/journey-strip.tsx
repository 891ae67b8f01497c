import { CheckOutlined } from "@ant-design/icons";
import { orderRooms, parcelRooms, rooms, type OrderStage, type ParcelStage, type Room } from "@argosy/core/journey.ts";
import { roomNumber } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Badge, type Tone } from "../../ui/bits.tsx";
import { openHolds, toneOf, type Hold } from "../../ui/holds.tsx";

type Props = {
  readonly stage: OrderStage | ParcelStage;
  /** An order in parcels is shown where its parcels are. */
  readonly parcelStages?: readonly string[];
  readonly holds: readonly Hold[];
};
const ended: Readonly<Record<string, Tone>> = { delivered: "flow", cancelled: "stop", shipped_elsewhere: "wait", platform_fulfilled: "wait", returned: "ask", lost: "stop", expired: "wait" };
const isRoom = (stage: string): stage is Room => (rooms as readonly string[]).includes(stage);

/** Where in the eleven rooms: what is done, where it is, what is to come. Holds hang under the room they stand in. */
export function JourneyStrip({ stage, parcelStages = [], holds }: Props) {
  const { t } = useSpeech();
  const stages = parcelStages.length > 0 && stage === "parcelled" ? parcelStages : [stage];
  const here = new Set(stages.filter(isRoom));
  const closedAs = stages.find((s) => ended[s]);
  const lastParcel = closedAs === "delivered" || closedAs === "returned" || closedAs === "lost" || closedAs === "expired";
  const doneUpTo = here.size > 0 ? Math.min(...[...here].map((r) => rooms.indexOf(r))) : lastParcel ? rooms.length : stage === "parcelled" ? orderRooms.length + 1 : (parcelRooms as readonly string[]).includes(stage) ? 4 : closedAs ? 0 : 1;
  const open = openHolds(holds);
  return (
    <ol className="journey" aria-label={t.orders.page.journey}>
      {rooms.map((room, i) => {
        const is = here.has(room) ? "here" : i < doneUpTo ? "done" : "next";
        const gravest = is === "here" ? open[0] : undefined;
        return (
          <li key={room} className={`journey-step ${is} ${gravest ? toneOf(gravest) : ""}`} aria-current={is === "here" ? "step" : undefined} title={`${t.rooms[room].name}: ${t.orders.page.stages[is]}`}>
            <span className="journey-mark num">{is === "done" ? <CheckOutlined /> : roomNumber(room)}</span>
            <span className="journey-name">{t.rooms[room].name}</span>
            {gravest && <span className={`journey-hold ${toneOf(gravest)}`}>{open.length}</span>}
          </li>
        );
      })}
      {closedAs && <li className="journey-end"><Badge tone={ended[closedAs] ?? "wait"}>{t.parcelStages[closedAs as ParcelStage] ?? t.orderStages[closedAs as OrderStage]}</Badge></li>}
    </ol>
  );
}
