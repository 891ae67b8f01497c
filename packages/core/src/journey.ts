// The rooms an order and a parcel walk through. This file is the only place where they are listed: the server
// moves by it, the board draws its columns from it, buttons ask it, and SQL checks are compared with it.

/** wait: time or an event clears it · ask: a person decides · fault: something must be corrected first. */
export type HoldKind = "wait" | "ask" | "fault";
export type MoveBy = "room" | "person" | "either";
type Move = {
  readonly by: MoveBy;
  readonly from: readonly string[];
  readonly to: string; // a stage, or "next_need"
  readonly undoes?: readonly string[];
};
type Journey = {
  readonly start: string;
  readonly stages: Readonly<Record<string, Readonly<Record<string, HoldKind>>>>;
  readonly needs: Readonly<Record<string, readonly string[]>>;
  readonly ready: string; // where `next_need` leads when every need is met
  readonly moves: Readonly<Record<string, Move>>;
};

/** Holds that may stand in every room: a person's, a rule's or the channel's. No room clears them by itself. */
// prettier-ignore
export const everywhereHolds = {
  held_until: "wait", held_by_person: "ask", cancel_requested: "ask", changed_at_channel: "ask",
  cancelled_at_channel: "fault", shipped_elsewhere: "fault", payment_reversed: "fault", late_message: "ask", order_held: "ask", broken: "fault",
} as const satisfies Record<string, HoldKind>;

// prettier-ignore
export const orderJourney = {
  start: "payment",
  stages: {
    payment: {
      payment_missing: "wait", payment_pending: "wait",
      payment_amount_differs: "ask", payment_currency_differs: "ask", payment_ambiguous: "ask",
      payment_part_refunded: "ask", payment_doubled: "ask", payment_wrong_receiver: "ask", payment_address_differs: "ask", payment_unprotected: "ask",
    },
    review: {
      messages_stale: "wait",
      buyer_note: "ask", buyer_message: "ask", ship_by_passed: "ask", price_zero: "ask", partly_shipped: "ask",
      sku_unmapped: "fault", address_incomplete: "fault", customs_incomplete: "fault",
    },
    merge: { merge_offered: "wait" },
    parcelled: {},
    cancelled: {},
    shipped_elsewhere: {},
  },
  needs: {},
  ready: "parcelled",
  moves: {
    verify:    { by: "room",   from: ["payment"], to: "review" },
    approve:   { by: "either", from: ["review"],  to: "merge" },
    parcel_up: { by: "either", from: ["merge"],   to: "parcelled" },
    recheck:   { by: "either", from: ["review", "merge"], to: "payment" },
    unmerge:   { by: "person", from: ["parcelled"], to: "merge" },
    cancel:    { by: "either", from: ["payment", "review", "merge", "parcelled"], to: "cancelled" },
    close:     { by: "either", from: ["payment", "review", "merge", "parcelled"], to: "shipped_elsewhere" },
  },
} as const satisfies Journey;

// prettier-ignore
export const parcelJourney = {
  start: "routing",
  stages: {
    routing:    { no_warehouse: "fault", no_method: "fault" },
    booking:    {
      carrier_pending: "wait", booking_unknown: "ask", quote_above_limit: "ask",
      carrier_refused: "fault", carrier_signed_out: "fault", number_pool_empty: "fault", customs_incomplete: "fault",
    },
    allocation: { stock_short: "wait" },
    picking:    { pick_short: "fault" },
    labels:     { label_missing: "fault", label_outdated: "fault" },
    shipping:   { weight_differs: "ask", channel_silent: "fault" },
    tracking:   {
      notice_late: "ask", notice_unsupported: "ask", no_first_scan: "ask", no_news: "ask", delivery_failed: "ask", customs_asks: "ask",
      notice_refused: "fault",
    },
    delivered:  {},
    returned:   {},
    lost:       {},
    expired:    {},
    cancelled:  {},
  },
  // What a parcel must have before it is picked, in the order its shipping method asks for: a free pre-alert is
  // booked before stock is found, a label that costs money after.
  needs: { before_stock: ["booking", "allocation"], after_stock: ["allocation", "booking"] },
  ready: "picking",
  moves: {
    route:      { by: "room",   from: ["routing"],    to: "next_need" },
    book:       { by: "room",   from: ["booking"],    to: "next_need" },
    allocate:   { by: "room",   from: ["allocation"], to: "next_need" },
    pick:       { by: "person", from: ["picking"],    to: "labels" },
    label:      { by: "person", from: ["labels"],     to: "shipping" },
    unlabel:    { by: "person", from: ["shipping"],   to: "labels" }, // the paper is spoiled; the booking stands
    ship:       { by: "person", from: ["shipping"],   to: "tracking" },
    deliver:    { by: "either", from: ["tracking"],   to: "delivered" },
    bring_back: { by: "either", from: ["tracking"],   to: "returned" },
    lose:       { by: "either", from: ["tracking"],   to: "lost" },
    expire:     { by: "room",   from: ["tracking"],   to: "expired" },
    reallocate: { by: "either", from: ["booking", "picking"], to: "allocation", undoes: ["allocation"] },
    reroute:    { by: "either", from: ["booking", "allocation", "picking"], to: "routing", undoes: ["booking", "allocation"] },
    cancel:     { by: "either", from: ["routing", "booking", "allocation", "picking", "labels", "shipping"], to: "cancelled" },
  },
} as const satisfies Journey;

export type OrderStage = keyof typeof orderJourney.stages;
export const orderStages = Object.keys(orderJourney.stages) as OrderStage[];
export const parcelStages = Object.keys(parcelJourney.stages) as ParcelStage[];
export type OrderMove = keyof typeof orderJourney.moves;
export type ParcelStage = keyof typeof parcelJourney.stages;
export type ParcelMove = keyof typeof parcelJourney.moves;
export type Books = keyof typeof parcelJourney.needs;
export type EverywhereHold = keyof typeof everywhereHolds;

export type OrderMoveFrom<S extends OrderStage> = {
  [M in OrderMove]: S extends (typeof orderJourney.moves)[M]["from"][number] ? M : never;
}[OrderMove];
export type ParcelMoveFrom<S extends ParcelStage> = {
  [M in ParcelMove]: S extends (typeof parcelJourney.moves)[M]["from"][number] ? M : never;
}[ParcelMove];
type KeysOfUnion<T> = T extends T ? keyof T & string : never;
export type OrderHold = KeysOfUnion<(typeof orderJourney.stages)[OrderStage]>;
export type ParcelHold = KeysOfUnion<(typeof parcelJourney.stages)[ParcelStage]>;
export type OrderHoldIn<S extends OrderStage> = keyof (typeof orderJourney.stages)[S] & string;
export type ParcelHoldIn<S extends ParcelStage> = keyof (typeof parcelJourney.stages)[S] & string;
export type HoldCode = OrderHold | ParcelHold | EverywhereHold;

/** The eleven rooms in walking order. Room 01 holds inbox items, 02-04 orders, 05-11 parcels. */
export const rooms = [
  "intake", "payment", "review", "merge", "routing", "booking", "allocation", "picking", "labels", "shipping", "tracking",
] as const;
export type Room = (typeof rooms)[number];
export const orderRooms = ["payment", "review", "merge"] as const satisfies readonly OrderStage[];
/** Does an order in this stage still wait for its parcel to be made? */
export const isBeforeParcel = (stage: string): boolean => (orderRooms as readonly string[]).includes(stage);
export const parcelRooms = [
  "routing", "booking", "allocation", "picking", "labels", "shipping", "tracking",
] as const satisfies readonly ParcelStage[];
export type OrderRoom = (typeof orderRooms)[number];
export type ParcelRoom = (typeof parcelRooms)[number];
/** What a room may answer: a hold of its own or of everywhere, and a move that starts there. Anything else does not compile. */
export type HoldIn<R extends Room> = (R extends OrderRoom ? OrderHoldIn<R> : R extends ParcelRoom ? ParcelHoldIn<R> : never) | EverywhereHold;
export type MoveFrom<R extends Room> = R extends OrderRoom ? OrderMoveFrom<R> : R extends ParcelRoom ? ParcelMoveFrom<R> : never;

const kinds = new Map<string, HoldKind>(
  [everywhereHolds, ...Object.values(orderJourney.stages), ...Object.values(parcelJourney.stages)].flatMap((holds) =>
    Object.entries(holds),
  ),
);
export const holdCodes = [...kinds.keys()] as HoldCode[];
export const holdKind = (code: HoldCode): HoldKind => kinds.get(code)!; // every code comes from the tables above
/** True for holds that their own room judges again on every visit; the others wait for a person or the channel. */
export const clearedByRoom = (code: HoldCode): boolean => !Object.hasOwn(everywhereHolds, code);

/** What no person can talk away: the data is missing, or the goods are. The cure is named by the hold itself. */
const firmHolds: ReadonlySet<HoldCode> = new Set([
  "sku_unmapped", "no_warehouse", "no_method", "number_pool_empty", "stock_short", "carrier_pending", "quote_above_limit", "carrier_refused", "carrier_signed_out", "label_missing", "cancelled_at_channel", "shipped_elsewhere", "order_held",
]);
/** What is about money is let go by who may approve orders, and only with a reason. */
export const isAboutMoney = (code: HoldCode): boolean => code.startsWith("payment_");
/** Letting a question go without a word is enough, but not where money or a second label hangs on the answer. */
export const wantsReason = (code: HoldCode): boolean => (holdKind(code) !== "ask" && code !== "held_until") || isAboutMoney(code) || code === "booking_unknown";
export const isReleasable = (code: HoldCode): boolean => !firmHolds.has(code);

/** True when `move` may start from `stage`. Server, buttons and generated docs all ask here. */
export const canMoveOrder = (stage: OrderStage, move: OrderMove): boolean =>
  (orderJourney.moves[move].from as readonly OrderStage[]).includes(stage);
export const canMoveParcel = (stage: ParcelStage, move: ParcelMove): boolean =>
  (parcelJourney.moves[move].from as readonly ParcelStage[]).includes(stage);

export const orderDestination = (move: OrderMove): OrderStage => orderJourney.moves[move].to;

/** The room a parcel's move leads to. `done` lists the needs already met: a live booking, a full reservation. */
export function parcelDestination(
  move: ParcelMove,
  books: Books,
  done: { readonly booking: boolean; readonly allocation: boolean },
): ParcelStage {
  const { to } = parcelJourney.moves[move];
  if (to !== "next_need") return to;
  return parcelJourney.needs[books].find((room) => !done[room]) ?? parcelJourney.ready;
}

/** Walks every way through a journey and reports what is wrong. A test asserts none, so a bad journey cannot ship. */
export function journeyFaults(journey: Journey): string[] {
  const ways = Object.entries(journey.needs);
  return (ways.length > 0 ? ways : [["", []] as [string, readonly string[]]]).flatMap(([books, wanted]) => {
    const seen = new Map<string, string>(); // "picking with booking and allocation" -> picking
    const walk = (stage: string, done: readonly string[]): void => {
      const state = `${stage} with ${done.join(" and ") || "nothing"}`;
      if (seen.has(state)) return;
      seen.set(state, stage);
      for (const { from, to, undoes = [] } of Object.values(journey.moves)) {
        if (!from.includes(stage)) continue;
        const met = to === "next_need" ? [...done, stage] : done;
        const after = wanted.filter((room) => met.includes(room) && !undoes.includes(room));
        walk(to === "next_need" ? (wanted.find((room) => !after.includes(room)) ?? journey.ready) : to, after);
      }
    };
    walk(journey.start, []);
    const readyState = `${journey.ready} with ${wanted.join(" and ") || "nothing"}`;
    const unready = [...seen].filter(([state, stage]) => stage === journey.ready && state !== readyState);
    const missed = Object.keys(journey.stages).filter((stage) => ![...seen.values()].includes(stage));
    const nowhere = Object.entries(journey.moves).filter(([, m]) => m.to !== "next_need" && !(m.to in journey.stages));
    return [
      ...unready.map(([state]) => `${books}: a way leads to ${state}`),
      ...missed.map((stage) => `${books}: no move reaches ${stage}`),
      ...nowhere.map(([name]) => `${books}: ${name} leads nowhere`),
    ];
  });
}
