import { rooms, type OrderStage, type ParcelStage, type Room } from "@argosy/core/journey.ts";

// Every address of the app. Links are built here, so that a page that moves moves in one place.

export const pagePaths = {
  board: "/", intake: "/intake", payment: "/payment", review: "/review", merge: "/merge", routing: "/routing", booking: "/booking", allocation: "/allocation",
  picking: "/picking", labels: "/labels", shipping: "/shipping", tracking: "/tracking",
  orders: "/orders", parcels: "/parcels", stock: "/stock", moves: "/stock/moves", catalogue: "/catalogue", purchasing: "/purchasing",
  rules: "/rules", warehouses: "/warehouses", methods: "/methods", accounts: "/accounts", people: "/people", me: "/me",
  scan: "/scan", template: "/labels/template", reviewMode: "/review/mode",
} as const;
export type PageName = keyof typeof pagePaths;

export const roomPath = (room: Room): string => pagePaths[room];
export const roomNumber = (room: Room): string => String(rooms.indexOf(room) + 1).padStart(2, "0");
/** Whether it is an id of ours, and no number that a person reads. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
export const orderPath = (id: string): string => `/orders/${id}`;
export const parcelPath = (id: string): string => `/parcels/${id}`;
export const wavesPath = "/waves";
export const wavePath = (id: string): string => `/waves/${id}`;
export const pickPath = (waveId: string): string => `/picking/${waveId}`;
/** Pages on which people scan as soon as they have opened them. */
export const keepsEarlyKeys = (path: string): boolean => path === pagePaths.scan || path.startsWith(pickPath(""));
/** The room in which a stage waits; null once it is closed. */
export const roomOfStage = (stage: OrderStage | ParcelStage): Room | null => (rooms as readonly string[]).includes(stage) ? (stage as Room) : null;
