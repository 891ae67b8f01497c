import { orderJourney, parcelJourney } from "@argosy/core/journey.ts";

type Printed = {
  readonly start: string; readonly ready: string; readonly needs: Readonly<Record<string, readonly string[]>>;
  readonly moves: Readonly<Record<string, { readonly by: string; readonly from: readonly string[]; readonly to: string }>>;
};

/** The two journeys as one Mermaid state diagram. A need leads to whichever of its rooms is still missing. */
export function printJourney(): string {
  const lines = (name: string, journey: Printed): string[] => [
    `  state ${name} {`, `    [*] --> ${name}_${journey.start}`,
    ...Object.entries(journey.moves).flatMap(([move, { by, from, to }]) =>
      from.flatMap((stage) => destinations(journey, stage, to).map((end) => `    ${name}_${stage} --> ${name}_${end}: ${move} (${by})`)),
    ),
    "  }",
  ];
  return ["stateDiagram-v2", "  direction LR", ...lines("order", orderJourney), ...lines("parcel", parcelJourney), ""].join("\n");
}

function destinations(journey: Printed, stage: string, to: string): string[] {
  if (to !== "next_need") return [to];
  const rooms = [...new Set(Object.values(journey.needs).flat())].filter((room) => room !== stage);
  return stage === journey.start ? rooms : [...rooms, journey.ready];
}
