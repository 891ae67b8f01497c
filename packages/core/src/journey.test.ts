import { expect, test } from "vitest";
import { canMoveParcel, journeyFaults, orderJourney, parcelDestination, parcelJourney } from "./journey.ts";

test("no way through the journeys is wrong", () => {
  expect(journeyFaults(orderJourney)).toEqual([]);
  expect(journeyFaults(parcelJourney)).toEqual([]);
});

test("a shortcut past the stock is found", () => {
  const { book } = parcelJourney.moves;
  const broken = { ...parcelJourney, moves: { ...parcelJourney.moves, book: { ...book, to: "picking" } } };
  expect(journeyFaults(broken)).toContain("before_stock: a way leads to picking with nothing");
});

test("a room nobody can reach is found", () => {
  const { lose: _, ...moves } = parcelJourney.moves;
  expect(journeyFaults({ ...parcelJourney, moves })).toContain("after_stock: no move reaches lost");
});

// prettier-ignore
const ways = [
  ["route",    "before_stock", { booking: false, allocation: false }, "booking"],
  ["route",    "after_stock",  { booking: false, allocation: false }, "allocation"],
  ["book",     "before_stock", { booking: true,  allocation: false }, "allocation"],
  ["book",     "after_stock",  { booking: true,  allocation: true  }, "picking"],
  ["allocate", "after_stock",  { booking: false, allocation: true  }, "booking"],
  ["allocate", "before_stock", { booking: true,  allocation: true  }, "picking"],
  ["reroute",  "before_stock", { booking: true,  allocation: true  }, "routing"],
] as const;
test.each(ways)("%s, %s, done %j -> %s", (move, books, done, to) => {
  expect(parcelDestination(move, books, done)).toBe(to);
});

test("a shipped parcel can't be cancelled", () => expect(canMoveParcel("tracking", "cancel")).toBe(false));
