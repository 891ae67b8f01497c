import { rooms, type Room } from "@argosy/core/journey.ts";
import { expect, test } from "vitest";
import { beginningOf } from "./beginning.ts";

const boardOf = (seen: Partial<Record<Room, object>>, ready = true) => ({
  rooms: rooms.map((room) => ({ room, free: 0, held: 0, throughput: [0, 0], ...seen[room] })),
  readiness: [{ what: "shop_account" as const, ready, lacks: null }, { what: "payment_account" as const, ready: false, lacks: null }],
});
// oxfmt-ignore
test.each([
  ["a demo without an order",            boardOf({}), true, "filling"],
  ["a demo whose orders still walk",     boardOf({ payment: { held: 3 }, picking: { free: 9 } }), true, "filling"],
  ["a demo whose floor has worked",      boardOf({ tracking: { free: 9 } }), true, null],
  ["a demo where all has left",          boardOf({ shipping: { throughput: [0, 4] } }), true, null],
  ["a company that is ready",            boardOf({}), false, "waiting"],
  ["a company that is still set up",     boardOf({}, false), false, null],
  ["a company with its first order",     boardOf({ review: { held: 1 } }), false, null],
  ["a company whose only order has gone", boardOf({ payment: { throughput: [1, 0] } }), false, null],
] as const)("the beginning of %s", (_name, board, isDemo, beginning) => expect(beginningOf(board, isDemo)).toBe(beginning));
