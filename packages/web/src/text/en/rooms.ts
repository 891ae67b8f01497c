import type { HoldKind, OrderMove, OrderStage, ParcelMove, ParcelStage, Room } from "@argosy/core/journey.ts";

/** `name` stands in the rail and on the board, `does` in tooltips, `empty` where the list has no rows. */
export type RoomText = { readonly name: string; readonly does: string; readonly empty: string };
export type RoomsText = {
  readonly rooms: Readonly<Record<Room, RoomText>>;
  readonly orderStages: Readonly<Record<OrderStage, string>>;
  readonly parcelStages: Readonly<Record<ParcelStage, string>>;
  readonly moves: Readonly<Record<OrderMove | ParcelMove, string>>;
  readonly kinds: Readonly<Record<HoldKind, string>>;
  readonly flows: string;
};
export const rooms: RoomsText = {
  rooms: {
    intake: { name: "Intake", does: "Fetches orders and keeps every payload as it came", empty: "No payload is in quarantine. What a channel sends and we cannot read waits here with its reason." },
    payment: { name: "Payment", does: "Compares the money received with the order's total", empty: "No order waits for its payment. New orders stop here until the money is proven." },
    review: { name: "Review", does: "Shows a person what needs judgement", empty: "Nothing to review. Orders with a note, a message, an unknown SKU or a bad address wait here." },
    merge: { name: "Merge", does: "Offers orders that can travel in one parcel", empty: "No orders to merge. Orders of one buyer to one address are offered here for a while." },
    routing: { name: "Routing", does: "Rules choose warehouse and shipping method", empty: "No parcel waits for routing. Parcels without a warehouse or a method stop here." },
    booking: { name: "Booking", does: "Books the parcel with the carrier; before or after allocation, as the method says", empty: "No parcel waits for its booking. Refused and unclear bookings stop here." },
    allocation: { name: "Allocation", does: "Reserves stock for whole parcels; before or after booking, as the method says", empty: "No parcel is short of stock. Short parcels wait here until goods come in." },
    picking: { name: "Picking", does: "Puts parcels on waves and pick lists", empty: "No parcel waits for picking. Booked parcels with stock arrive here." },
    labels: { name: "Labels", does: "Prints labels in pick order", empty: "No label to print. Picked parcels arrive here." },
    shipping: { name: "Shipping", does: "Checks goods by scan and sends them out", empty: "No parcel waits for shipping. Labelled parcels arrive here." },
    tracking: { name: "Tracking", does: "Tells the channel and follows the parcel", empty: "No parcel is on its way. Shipped parcels are followed here until delivery." },
  },
  orderStages: {
    payment: "Payment", review: "Review", merge: "Merge", parcelled: "In parcels", cancelled: "Cancelled", shipped_elsewhere: "Shipped elsewhere",
  },
  parcelStages: {
    routing: "Routing", booking: "Booking", allocation: "Allocation", picking: "Picking", labels: "Labels", shipping: "Shipping", tracking: "Under way",
    delivered: "Delivered", returned: "Returned", lost: "Lost", expired: "Tracking expired", cancelled: "Cancelled",
  },
  moves: {
    verify: "Payment proven", approve: "Approved", parcel_up: "Made into a parcel", recheck: "Checked again", unmerge: "Merge undone", cancel: "Cancelled", close: "Closed, shipped elsewhere",
    route: "Routed", book: "Booked", allocate: "Stock reserved", pick: "Picked", label: "Label made", unlabel: "Label spoiled, back to labels", ship: "Shipped", deliver: "Delivered", bring_back: "Returned", lose: "Lost", expire: "Tracking expired", reallocate: "Stock looked for again", reroute: "Routed anew",
  },
  kinds: { wait: "waits by itself", ask: "needs a person", fault: "stopped" },
  flows: "flows",
};
