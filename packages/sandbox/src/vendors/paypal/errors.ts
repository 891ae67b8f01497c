import type { WholeResponse } from "@argosy/core/http.ts";
import { derive } from "../../derive.ts";
import type { World } from "../../world.ts";
import { jsonAnswer } from "../../wire.ts";

export const debugId = (world: World): string => derive(world.seed, 74, world.nowMs() % 1_000_000_007).toString(16).padStart(13, "0");

export type Detail = { readonly field: string; readonly value: string; readonly issue: string };

const general = "Request is not well-formed, syntactically incorrect, or violates schema.";

/** A refusal of the transaction search. `message` differs from the general one only for data that is not there yet. */
export const paypalError = (world: World, name: string, details: readonly Detail[], message = general): WholeResponse =>
  jsonAnswer(400, {
    name, message, debug_id: debugId(world),
    details: details.map((d) => ({ ...d, location: "query" })), links: [],
  });
