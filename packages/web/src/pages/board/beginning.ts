import type { Room } from "@argosy/core/journey.ts";
import type { Answer } from "../../api/client.ts";
import { isDispensable } from "../../ui/first-step.tsx";

type Board = Pick<Answer<"board">, "readiness"> & { readonly rooms: readonly Pick<Answer<"board">["rooms"][number], "room" | "free" | "held" | "throughput">[] };
/** The last rooms to see a parcel: where they have seen none, a demo company has only just begun. */
const lastRooms: readonly Room[] = ["labels", "shipping", "tracking"];

/** Why figures are still nought: the demo company is being filled, or a company that is ready waits for its first order. Null once there is something to read, or something to set up first. */
export function beginningOf({ rooms, readiness }: Board, isDemo: boolean): "filling" | "waiting" | null {
  const seen = rooms.filter((r) => r.free + r.held + r.throughput.reduce((sum, n) => sum + n, 0) > 0);
  if (isDemo) return seen.some((r) => lastRooms.includes(r.room)) ? null : "filling";
  return seen.length === 0 && readiness.every((step) => step.ready || isDispensable(step)) ? "waiting" : null;
}
