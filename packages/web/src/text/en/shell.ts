import { demoOpenMost } from "@argosy/core/demo.ts";
import type { z } from "zod";
import type { Api } from "@argosy/core/api/index.ts";

type DemoAct = z.infer<Api["demoAct"]["body"]>["act"];
const items = (n: number, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`;

export const shell = {
  product: "Argosy",
  company: "Company",
  nav: {
    board: "Board", orders: "Orders", parcels: "Parcels", goods: "Goods", settings: "Settings", allOrders: "All orders", allParcels: "All parcels", stock: "Stock", moves: "Stock ledger", catalogue: "Catalogue",
    purchasing: "Purchasing", rules: "Rules", warehouses: "Warehouses", methods: "Shipping methods", accounts: "Accounts", people: "People", scan: "Scan station", template: "Label template",
    collapse: "Collapse", expand: "Expand", main: "Main menu",
    free: (n: number) => `${n} flowing`, heldCount: (n: number) => `${n} held`, overdueCount: (n: number) => `${n} overdue`,
  },
  bar: {
    search: (buyers: boolean): string => (buyers ? "Order, tracking, SKU, buyer, command" : "Order, tracking, SKU, command"), account: "All accounts", language: "Language", theme: "Theme", light: "Light", dark: "Dark", system: "Like the system", signOut: "Sign out", jobs: "Jobs", keys: "Keyboard", demo: "Make something happen",
    live: "Live", out: "No answer; nothing is lost, trying again", back: "Server and database answer again. Nothing was lost.", lost: "Connection lost; trying again", changePassword: "My account, password", bell: "Needs attention", bellCount: (stopped: string, all: string) => `${stopped} in red of ${all} reasons`, bellNone: "Nothing needs a person now. Accounts that are signed out, unread payloads, holds and late parcels appear here.",
  },
  list: {
    all: "All", free: "Flowing", held: "Held", overdue: "Overdue", addFilter: "Filter", clear: "Clear filters", clearOne: (name: string) => `Clear filter: ${name}`, filterRefused: (name: string, value: string) => `${name} can't be “${value}”`, more: "Show more", matching: (n: string) => `${n} matching`, orMore: (n: string) => `${n}+`,
    shown: (n: string, of: string) => `${n} of ${of} shown`, chosen: (n: string) => `${n} selected`, outOfView: (n: string) => `${n} not in view`, chooseAll: (n: string) => `Select all ${n} matching`, chosenAll: (n: string) => `All ${n} matching selected`, unchoose: "Clear selection",
    columns: "Columns", moveUp: (name: string) => `Move ${name} up`, moveDown: (name: string) => `Move ${name} down`, columnsHint: "Pull to reorder. Pull the edges in the table's head to resize; double click gives the width back.", columnsReset: "As it was", density: "Row height", compact: "Compact", roomy: "Roomy", refresh: "Refresh", nothing: "Nothing here", nothingMatches: "Nothing matches these filters", nothingMatchesWhy: "Other rows exist; these filters hide them.",
    failed: "The list could not be read", failedWhy: "Nothing was lost. What you see may be old.", retry: "Try again", chooseRow: "Select row", chooseEvery: "Select all rows shown", open: "Open", close: "Close", previous: "Previous", next: "Next", loading: "Loading",
    otherVerbs: "More", search: "Search in this list", searchTravellers: (buyers: boolean): string => (buyers ? "No., name, e-mail, phone, postcode" : "Order, parcel or tracking number"), anyValue: "Any", typeValue: "Type a value",
  },
  batch: {
    title: (what: string, n: string) => `${what} · ${n}`, refuse: (n: string, of: string, why: string) => `${n} of ${of}: ${why}`, allRefuse: "None of the selected rows allows this",
    running: "Running", done: (n: string) => `${n} done`, refused: (n: string) => `${n} refused`, retry: "Retry the refused", close: "Close", reason: "Reason", reasonNeeded: "A reason is needed", reasonHint: "Kept in the timeline", run: (what: string, n: string) => `${what} ${n}`, cancel: "Back",
    until: "Until", jobs: "Jobs of this session", noJobs: "No job has run yet. Batch verbs report here, row by row.", undo: "Undo", failed: "The job did not run", tooMany: (n: string) => `One job takes ${n} rows. Run it again for the rest.`, skip: (n: string) => `${n} will be refused`,
  },
  meta: {
    copy: "Copy", copyId: "Click to copy", copied: "Copied", notCopied: "This browser does not allow copying; select it and copy by hand", search: "Search", yes: "Yes", no: "No", none: "None", unknown: "unknown", save: "Save", edit: "Edit", cancel: "Back", close: "Close", back: "Back", more: (n: number) => `+${n} more`, moreGoods: (n: number) => `+${n}`, ago: (span: string) => (span === "now" ? "just now" : `${span} ago`), inTime: (span: string) => (span === "now" ? "now due" : `in ${span}`), ours: "the channel names no time: 3 days after the sale", late: (span: string) => (span === "now" ? "just late" : `${span} late`),
    now: "now", ofField: (name: string, words: string) => `${name}: ${words}`, pieces: (n: number) => items(n, "piece"), stillWaiting: "The server has not answered yet. This page comes by itself once it does.", loadFailed: "This could not be read", notFound: "This page does not exist", toBoard: "To the board", notForRole: (role: string) => `This page is not for the role ${role}`, notForRoleWhy: "An owner can give you another role under People.", yourPages: "Your pages", zone: (zone: string) => `your time, ${zone}`, missing: "missing", noAccess: (action: string) => `Your role does not allow this (${action})`,
  },
  keys: {
    title: "Keyboard", search: "Search", palette: "Commands", help: "This list", down: "Next row", up: "Previous row", choose: "Select row", range: "Select range", enter: "Open in full", peek: "Look beside the list", copy: "Copy its number or name", esc: "Close", goTo: "Go to", here: "On this page", everywhere: "Everywhere", then: "then",
  },
  palette: { title: "Search and commands", nothing: "Nothing found", orders: "Orders", parcels: "Parcels", skus: "SKUs", commands: "Commands", hint: "Type to search; Enter opens", goTo: (name: string) => `Go to ${name}`, themeOf: (name: string) => `Theme: ${name}`, languageOf: (name: string) => `Language: ${name}` },
  entry: {
    signIn: "Sign in", email: "E-mail", password: "Password", signInVerb: "Sign in", welcome: "Set up Argosy", intro: "This installation is empty. Create the owner's account; nobody else has one.", owner: "Owner", yourName: "Your name", companyName: "Company name", again: "Password once more", notSame: "The two passwords differ", notEmail: "This is no e-mail address, like name@example.com", missingPassword: "Password (at least 10 characters)", passwordHint: "At least 10 characters",
    what: "What do you want to start with?", demo: "Try the demo company", demoWhy: "Three eBay accounts, PayPal, two warehouses and some hundreds of orders on local stand-ins for the outside world. Nothing leaves this machine.", own: "Set up my company", ownWhy: "An empty company. Connect your accounts, say what you stock, and orders begin to walk.",
    token: "Set-up token", tokenHint: "It ends the address that the server printed when it started", create: "Create and open", creating: "Creating; the demo company takes a few seconds", missing: (what: string) => `Still missing: ${what}`, demoCompany: "Northwind Goods", slogan: "The order day, from sale to tracking number",
  },
  proof: { title: "Your password, please", why: "This act does harm in the wrong hands, and you gave your password more than half an hour ago. What you have entered stays as it is.", go: "Continue" },
  demo: {
    title: "Make something happen", intro: `Each button does something in the outside world of the demo company. Watch where it arrives. Other orders come by themselves, every few seconds, while a page of the demo is open; they pause while ${demoOpenMost} orders and parcels wait to be shipped.`, see: "Look at it", done: "Done",
    moved: (n: number) => items(n, "parcel"), groups: { orders: "Orders", payment: "Money", messages: "Buyer", carrier: "Carrier and channel" },
    acts: {
      order: "A new order arrives", order_with_note: "An order with a note", double_order: "Two orders of one buyer", unpaid_order: "An order without payment", message: "The buyer writes", change_note: "The buyer changes the note", cancel: "The buyer cancels", ship_part_elsewhere: "One piece of an order is shipped elsewhere",
      paid_together: "Two orders paid at once", reversal: "PayPal takes a payment back", carrier_timeout: "The carrier times out after charging", revoke_token: "An eBay account loses its token", restore_token: "The token is restored", advance_tracking: "All shipped parcels move one step on", poison_order: "An unreadable order",
      complete_payment: "A pending payment completes", paid_elsewhere: "An order paid from another address", receive_short: "Goods that are short come in",
    } satisfies Record<DemoAct, string> as Readonly<Record<DemoAct, string>>,
  },
  board: {
    title: "Board", today: "Shipping", due: (n: number) => `${n === 1 ? "order or parcel" : "orders and parcels"} due in 24 h`, done: (n: number) => `${n === 1 ? "parcel" : "parcels"} shipped in 24 h`, lateOf: (unit: string) => `${unit} late`, held: "held", free: "flowing", oldest: (span: string) => (span === "now" ? "all new" : `oldest ${span}`), overdue: "overdue", throughput: "Left this room in the last 24 h", accounts: "Accounts", readiness: "To be ready", firstStep: "Nothing can arrive here yet. First:", ready: "ready", notReady: "still to do", nothingWaits: "empty", perDay: (n: string) => `${n} moved on in 24\u00a0h`,
    moreAsks: (n: number) => `+${n} more under the bell`, bar: (done: string, due: string, late: string) => `Green: ${done} shipped in 24 h. Grey: ${due} due in 24 h. Red: ${late} late.`,
    units: { payload: (n: number): string => (n === 1 ? "record" : "records"), order: (n: number): string => (n === 1 ? "order" : "orders"), parcel: (n: number): string => (n === 1 ? "parcel" : "parcels") }, ordersHalf: "Orders", parcelsHalf: "Parcels", lastSuccess: (span: string) => (span === "now" ? "fetched just now" : `last fetched ${span} ago`), never: "never fetched", moreReasons: (n: number) => `+${n} more`,
    beginning: { filling: "The demo company is being filled: its first orders arrive and walk by themselves.", waiting: "All is set up: new orders appear here by themselves, once a shop has one." },
    stepsDone: (n: string, of: string) => `${n} of ${of} done`, dispensable: "if you need it",
    why: { shop_account: "Orders are fetched from it.", payment_account: "Its records prove that orders are paid; without one the channel's word counts.", carrier_account: "Books parcels, brings tracking numbers and labels.", warehouse: "Goods leave from here; it is the sender on the label.", method: "Without one no parcel gets further than Routing.", sku: "Channel SKUs map to them; weight and customs data come from them.", rules: "Choose warehouse and method, so that nobody has to by hand.", stock: "Parcels wait in Allocation until there is some." } as Readonly<Record<string, string>>,
    lacks: { address: "Add the warehouse's address", numbers: "Add numbers to the pool", weight: "Add the SKUs' weight", customs: "Add the SKUs' customs data" },
    lacksWhy: { address: "Labels need a sender: open the warehouse, enter street address and city.", numbers: "Without a number parcels wait in Booking: open the method, import some.", weight: "Rules and postage go by weight: open the SKU and enter it.", customs: "Needed to send abroad: open the SKU, enter declared name and value." } as Readonly<Record<string, string>>,
    what: { shop_account: "Connect a shop account", payment_account: "Connect a payment account", carrier_account: "Connect a carrier account", warehouse: "Add a warehouse", method: "Add a shipping method", sku: "Add SKUs", rules: "Write routing rules", stock: "Receive stock" } as Readonly<Record<string, string>>,
  },
  statuses: { connected: "connected", silent: "not being fetched", degraded: "troubled", signed_out: "signed out", paused: "paused" } as Readonly<Record<string, string>>,
  roles: { owner: "Owner", manager: "Manager", service: "Customer service", purchaser: "Purchaser", warehouse: "Warehouse lead", picker: "Picker", packer: "Packer", finance: "Finance", readonly: "Read-only" } as Readonly<Record<string, string>>,
};
