import type { orderActs } from "@argosy/core/api/orders.ts";
import type { parcelActs } from "@argosy/core/api/parcels.ts";

type Act = (typeof orderActs)[number] | (typeof parcelActs)[number];
const items = (n: number, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`;

export const orders = {
  columns: {
    order: "Order", parcel: "Parcel", goods: "Goods", buyer: "Buyer", country: "To", total: "Total", paid: "Paid", stage: "Room", method: "Method", warehouse: "Warehouse", shipBy: "Ship by", reason: "Why it waits", tracking: "Tracking", status: "Status", weight: "Weight", orders: "Orders", placed: "Placed", nextTry: "Next try", shipped: "Shipped", account: "Account",
    source: "Source", externalId: "Channel's number", received: "Received", size: "Size", state: "State", error: "Why it was not read", cost: "Cost",
  },
  filters: { account: "Account", country: "Country", sku: "SKU", hold: "Reason", warehouse: "Warehouse", method: "Method", q: "Search", state: "State", stage: "Room" },
  acts: {
    approve: "Approve", release: "Release", hold: "Park", unhold: "Unpark", cancel: "Cancel", recheck: "Check again", go_alone: "Ship alone", accept_payment: "Accept payment",
    reroute: "Route anew", set_route: "Set route", retry: "Try again", pin: "Pin to front", unpin: "Unpin", retry_notice: "Send notice again", free_stock: "Free the stock", deliver: "Mark delivered", bring_back: "Mark returned", lose: "Mark lost", unlabel: "Label spoiled, print again", any_warehouse: "Any warehouse with stock",
  } satisfies Record<Act, string> as Readonly<Record<Act, string>>,
  routeHint: "What you leave open, the rules decide.",
  done: { approve: "Approved", accept_payment: "Payment accepted", release: "Released", hold: "Parked", snooze: "Snoozed", unsnooze: "Snooze ended", unhold: "Unparked", cancel: "Cancelled", go_alone: "Ships alone", recheck: "Checked again", reroute: "Routed anew", set_route: "Route set", retry: "Tried again", pin: "Pinned to front", unpin: "Unpinned", free_stock: "Stock freed", deliver: "Marked delivered", bring_back: "Marked returned", lose: "Marked lost" } as Readonly<Record<string, string>>,
  actHints: { approve: "Lets go all that holds the order in review; it goes on", release: "Lets go what holds it, with a reason that is kept in the timeline", hold: "Set aside, with a note, until a person unparks it", snooze: "Set aside until a time; then it goes on by itself",
    accept: "Lets the order on although its payment is not proven; your name and reason stay in the timeline", releaseOne: "Ends this hold only; your name and reason stay in the timeline", cancelOrder: "Ends the order: nothing of it ships, and it can't be undone", cancelParcel: "Ends the parcel and the orders in it; it can't be undone" } as Readonly<Record<string, string>>,
  snooze: "Snooze", unsnooze: "End snooze", reply: "Reply on the channel", editAddress: "Edit address", replay: "Read again", importFile: "Import a payload", viewRaw: "Raw payload", mergeVerb: "Merge", unmerge: "Undo the merge", takeBack: "Take apart", claimPayment: "Claim the payment", unclaimPayment: "Not for this order", reviewMode: "Review mode", mapSku: "Map the SKU",
  approveMany: (n: string) => `Orders to be approved: up to ${n}. Their notes and messages have not been read one by one, and an approval can't be undone.`,
  why: { firm: (name: string) => `“${name}” can't be released; do what it says`, heldInParcel: (no: string) => `parcel ${no} is held; its actions are on this page`, heldInParcels: "held in a parcel; the order's page has its actions", notInShipping: "not in shipping",
    notHeld: "has no open hold", notParked: "is not parked", notInReview: "is not in Review", notInMerge: "is not in Merge", notInPayment: "is not in Payment", closed: "is closed", shipped: "has shipped", tooLate: "is past this point", notHere: "is not in this room", notBooked: "is not in Booking", cancelled: "was cancelled", ended: "has arrived or ended otherwise", notShipped: "has not shipped yet", reserved: "has no stock reserved", faultOpen: "has something to correct first",
    notRouted: "has no route yet: try again instead", alreadyPinned: "is already pinned", notPinned: "is not pinned", notMerged: "holds a single order"
  },
  emptyAll: { orders: "No order yet. Orders are fetched from your shops, and every one of them stands here, wherever it is.", parcels: "No parcel yet. Parcels are made of orders that leave Merge, and every one of them stands here, wherever it is." },
  cures: { map: "Map it", sku: "Complete SKU", buy: "Purchase plan", rules: "Rules", numbers: "Add numbers", connect: "Accounts", merge: "See the group", stock: "Stock", print: "Print", order: "Open the order" },
  releaseOne: "Release", cancelOrder: "Cancel order", cancelParcel: "Cancel parcel",
  eraseBuyer: {
    verb: "Erase this buyer", save: "Save this buyer's data", about: "Name, address, e-mail, notes, messages, payers, payloads and labels of all orders of this buyer in this shop go for good; numbers, goods and money stay. Orders that have not left yet keep their address, and follow by themselves once they have.",
    done: (erased: number, kept: readonly string[]) => `${erased === 0 ? "Nothing could be erased yet" : `Erased in ${items(erased, "order")}`}${kept.length > 0 ? `; ${kept.join(", ")} ${kept.length === 1 ? "follows when it has" : "follow when they have"} left` : ""}`,
  },
  inbox: {
    states: { quarantined: "Quarantine", received: "Received", projected: "Read", ignored: "Ignored" } as Readonly<Record<string, string>>,
    noGoods: "An order without goods", unread: (what: string) => `Expected ${what}`, broken: (logId: string) => `A fault of ours stopped reading it (log ${logId})`, cures: { malformed: "Nothing is lost: the payload is kept as it came. If the value is wrong on the channel, correct it there and it comes again; if the format is new, update Argosy and read it again. Until then, handle this order on the channel.", broken: "Nothing is lost. Read it again; if it stops once more, tell your administrator the log number." },
    where: (path: string) => `at ${path}`, expected: (what: string) => `Not understood: “${what}”`, noId: "no number", importTitle: "Import a payload", noAccount: "No account yet", importHint: "Paste the body a channel answered with; it goes through the same intake as a fetched one.", importDone: (stored: number, projected: number, quarantined: number, ignored: number) => `Stored ${stored}: ${projected} read, ${quarantined} in quarantine, ${ignored} ignored`, body: "Answer body", choose: "Choose an account", title: "Payload",
    emptyOther: "No payload in this state.",
  },
  merge: {
    waiting: "Waiting for the same buyer's other order", saving: (money: string) => `saves about ${money}`, noSaving: "saving unknown", until: (at: string) => `go alone at ${at}`, ordersOf: (n: number) => items(n, "order"), sum: "total", mergeWith: (orders: string) => `Merge with ${orders}`, mergeSome: (n: number) => `Merge ${n} orders`, alone: "Ship alone", mergeAll: (n: number) => `Merge all ${items(n, "group")}`, merged: "Merged into one parcel", undo: "Undo", undone: "Merge undone; the orders are back", tooFew: "Tick at least two orders", view: "Groups", viewOrders: "All orders here", weight: "together", noWeight: "weight unknown",
  },
  review: {
    left: (n: string) => `${n} left`, next: "Next", previous: "Previous", exit: "Leave review mode", approve: "Approve", snooze: "Snooze", done: "Nothing left to review", doneWhy: "New orders appear here by themselves.", afterShipBy: "after ship-by", snoozeFor: "Snooze for", hours: (n: number) => items(n, "hour"), tomorrow: "until tomorrow 9:00", note: "Buyer's note", messages: "Messages", cantApprove: "Something must be corrected first", approved: (no: string) => `${no} approved`, changed: "It changed while you looked. Look again.", otherReasons: "Other reasons", open: "Order page", seen: "Approves exactly what you see here", noReply: "Answered on the channel itself; our copy refreshes with the next fetch",
    edit: "Edit address",
  },
  page: {
    order: (no: string) => `Order ${no}`, parcel: (no: string) => `Parcel ${no}`, lines: "Goods", payment: "Payment", address: "Ship to", messages: "Messages", parcels: "Parcels", timeline: "Timeline", holds: "Why it waits", pastHolds: (n: number) => `${items(n, "earlier hold")}`, raw: "Raw payloads", customs: "Customs", journey: "Journey", actions: "Actions",
    items: "Goods", shipping: "Shipping", tax: "Tax", discount: "Discount", other: "Other", total: "Order total", paid: "Paid", difference: "Difference", equal: "No difference", tolerance: (money: string) => `tolerance ${money}`, noPayment: "No payment found yet", provenBy: { channel: "Proven by the channel", own_records: "Proven by our own payment records" } as Readonly<Record<string, string>>, declared: "Channel says", matchedBy: "matched by", fee: "fee", payer: "Payer", gross: "gross", thisOrder: "This order", givenToNone: "Given to no order", transactionId: "Transaction id of another payment", unclaimHint: "Its part is free for other orders; this order is judged again.", beforeOrder: (span: string) => `${span} before the order`, afterOrder: (span: string) => `${span} after the order`, fitsToo: "Fits too:",
    matched: { related: "its payment", reference: "transaction id", invoice: "invoice number", payer: "payer and amount", person: "a person", channel: "the channel" } as Readonly<Record<string, string>>,
    paymentStates: { completed: "completed", pending: "pending", denied: "denied", reversed: "reversed", part_refunded: "partly refunded" } as Readonly<Record<string, string>>,
    paidFrom: "Paid from", paymentWarnings: { address_unverified: "Address not verified", unprotected: "no seller protection" } as Readonly<Record<string, string>>,
    paymentKinds: { payment: "Payment", refund: "Refund", reversal: "Reversal", fee: "Fee", hold: "Hold", release: "Release of a hold", conversion: "Conversion" } as Readonly<Record<string, string>>,
    userName: "Buyer's user name", email: "E-mail", phone: "Phone", noMessages: "No messages with this buyer", noParcels: "Parcels are made when the order leaves Merge", noParcelsEver: "Closed without a parcel of ours", buyerSays: "Buyer", sellerSays: "We", channelSays: "Channel", requested: "Requested service", channelStatus: "Channel status", placed: "Placed", paidAt: "Paid", note: "Note",
    togetherWith: "Together with", packed: (weight: string) => `${weight} on the scale`, booked: "Booked", notBooked: "Not booked", reserved: "Stock reserved", notReserved: "No stock reserved", pinned: "Pinned to front", label: "Label", noLabel: "No label yet", labelNone: "No label", labelErased: "Erased with the buyer", labelMasked: "The label shows the whole buyer", openLabel: "Open the label", attempts: "Bookings", notices: "Ship notices", trackingTitle: "Tracking", noTracking: "No carrier event yet", tries: (n: number) => `${n} tries`, booksBefore: "booked before stock", booksAfter: "booked after stock", wave: "Wave", printed: (n: number) => (n === 0 ? "not printed" : n === 1 ? "printed" : `printed ${n} times`), cost: "Cost", service: "Service", route: "Route", why: "Why this route",
    attemptStates: { sent: "sent", unknown: "unclear", booked: "booked", handed_over: "handed over", refused: "refused", absent: "did not happen", cancelling: "being voided", cancelled: "voided", cancel_failed: "could not be voided" } as Readonly<Record<string, string>>,
    noticeStates: { pending: "waiting", sending: "being sent", unknown: "unclear", confirmed: "accepted", rejected: "refused", unsupported: "by hand" } as Readonly<Record<string, string>>,
    byHand: "close by hand", byHandWhy: "No carrier account tells of this parcel. Choose it and mark it delivered, returned or lost.", trackingStates: { not_found: "no scan yet", info_received: "label made", in_transit: "in transit", available_for_pickup: "ready for pickup", out_for_delivery: "out for delivery", delivered: "delivered", delivery_failure: "delivery failed", exception: "exception", expired: "expired" } as Readonly<Record<string, string>>,
    addressKept: "Address corrected", addressLeft: "A parcel has left with this address; it can no longer be changed.", lookAgain: "Look again", payloadOf: (at: string) => `received ${at}`, unmapped: "not mapped", elsewhere: (n: string) => `${n} shipped elsewhere`, openOf: "open / ordered", stages: { done: "done", here: "here", next: "to come" },
    fields: { name: "Name", company: "Company", line1: "Street", line2: "Address line 2", city: "City", state: "State", postcode: "Postcode", country: "Country", phone: "Phone" } as Readonly<Record<string, string>>,
  },
  timeline: {
    by: { room: "Argosy", person: "a person", system: "Argosy", channel: "the channel", carrier: "the carrier", buyer: "the buyer", paypal: "PayPal" } as Readonly<Record<string, string>>,
    kinds: { unmasked: "Buyer shown", buyer_erased: "Buyer erased", buyer_exported: "Buyer's data saved", moved: "Moved", holds: "Holds", changed: "Changed on the channel", wave: "Wave", stored: "Payload stored", payment: "Payment", message: "Message", tracking: "Carrier event", address: "Address corrected", label_confirmed: "Label came out", printed: "Label printed", notice: "Ship notice", void: "Label given back", attempt: "Booking", merged: "Merged", unmerged: "Merge undone", pinned: "Pinned", unpinned: "Unpinned", payment_accepted: "Payment accepted", payment_matched: "Payment matched", payment_unmatched: "Payment taken away", order_left: "Order left the parcel", left_parcel: "Left the parcel", route_chosen: "Route chosen" } as Readonly<Record<string, string>>,
    opened: (name: string) => `Held: ${name}`, closed: (name: string) => `Cleared: ${name}`, born: "Taken in", made: "Parcel made",
    states: { open: "not shipped", partly_shipped: "partly shipped", shipped: "shipped", cancelled: "cancelled" } as Readonly<Record<string, string>>,
    what: { lines: "goods", total: "total", address: "address", note: "note", payment: "payment", state: "status" } as Readonly<Record<string, string>>,
    open: (change: string) => `still open: ${change}`,
    notCounted: "related, not counted",
    toRoom: (name: string) => `to ${name}`, details: "Details", explain: "Why", fewer: "Fewer", all: "All", empty: "Nothing has happened yet", showAll: (n: number) => `Show all ${n}`,
  },
  explain: {
    warehouse: "Warehouse", method: "Shipping method", version: (n: number) => `rules version ${n}`, setBy: { member: "set by a person", nobody: "nobody", stock: "the first with everything in stock", person: "set by a person", rule: "by rule", default: "by default", import: "by import" } as Readonly<Record<string, string>>, none: "nothing fits", facts: "What was known", tried: "Rules in order",
    is: { won: "won", off: "switched off", condition_failed: "did not match", target_unusable: "matched, but cannot carry it", came_later: "would match too, came later" } as Readonly<Record<string, string>>,
    factNames: { channel: "Channel", site: "Site", account: "Account", country: "Country", postcode: "Postcode", currency: "Currency", amountMinor: "Amount", weightG: "Weight", qty: "Pieces", skus: "SKUs", requestedService: "Requested service" } as Readonly<Record<string, string>>,
  },
  raw: { title: "Raw payloads", search: "Search in the payload", hits: (n: number) => `${items(n, "hit")}`, copy: "Copy all", none: "No payload is kept for this", notJson: "This is not JSON; shown as it came", tooLong: (shown: string, all: string) => `First ${shown} of ${all} lines` },
  masked: { erased: "erased", why: "Your role works without the buyer's name and address", onRecord: "Masked. Who looks and when stays on record", show: "Show the buyer", shown: "Shown to you; the timeline says so", hide: "Hide" },
  tracking: { notice: "Ship notice" },
};
