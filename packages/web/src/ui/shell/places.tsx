import {
  BarcodeOutlined, BranchesOutlined, CarOutlined, DashboardOutlined, DatabaseOutlined, FileTextOutlined, HomeOutlined, InboxOutlined, LinkOutlined, ShoppingCartOutlined, TagOutlined, TeamOutlined, UnorderedListOutlined,
} from "@ant-design/icons";
import { rooms, type Room } from "@argosy/core/journey.ts";
import type { Action, Subject } from "@argosy/core/api/route.ts";
import type { ReactNode } from "react";
import type { Me } from "../../api/session.ts";
import { pagePaths, roomNumber, roomPath, wavesPath, type PageName } from "../../paths.ts";
import type { Text } from "../../text/index.tsx";

/** One entry of the rail. `key` follows `g`: the room's number or a letter. */
export type Place = {
  readonly path: string; readonly name: (t: Text) => string; readonly mark: ReactNode; readonly key: string;
  readonly room?: Room; readonly needs: readonly [Action, Subject];
};
const subjectOf: Readonly<Record<Room, Subject>> = {
  intake: "Inbox", payment: "Order", review: "Order", merge: "Merge", routing: "Parcel", booking: "Parcel", allocation: "Parcel", picking: "Wave", labels: "Label", shipping: "Parcel", tracking: "Parcel",
};
const roomPlace = (room: Room): Place => ({
  path: roomPath(room), name: (t) => t.rooms[room].name, mark: <span className="room-no num">{roomNumber(room)}</span>, room, needs: ["view", subjectOf[room]],
  key: rooms.indexOf(room) < 9 ? String(rooms.indexOf(room) + 1) : rooms.indexOf(room) === 9 ? "0" : "-",
});
const place = (page: PageName, name: (t: Text) => string, mark: ReactNode, key: string, needs: Place["needs"]): Place => ({ path: pagePaths[page], name, mark, key, needs });

export type Section = { readonly name: ((t: Text) => string) | null; readonly places: readonly Place[] };
export const sections: readonly Section[] = [
  { name: null, places: [place("board", (t) => t.shell.nav.board, <DashboardOutlined />, "b", ["view", "Board"])] },
  { name: (t) => t.shell.nav.orders, places: [...rooms.slice(0, 4).map(roomPlace), place("orders", (t) => t.shell.nav.allOrders, <UnorderedListOutlined />, "o", ["view", "Order"])] },
  { name: (t) => t.shell.nav.parcels, places: [...rooms.slice(4).map(roomPlace), place("parcels", (t) => t.shell.nav.allParcels, <InboxOutlined />, "p", ["view", "Parcel"]), place("scan", (t) => t.shell.nav.scan, <BarcodeOutlined />, "s", ["ship", "Scan"])] },
  {
    name: (t) => t.shell.nav.goods, places: [
      place("stock", (t) => t.shell.nav.stock, <DatabaseOutlined />, "k", ["view", "Stock"]), place("catalogue", (t) => t.shell.nav.catalogue, <TagOutlined />, "c", ["view", "Catalogue"]),
      place("purchasing", (t) => t.shell.nav.purchasing, <ShoppingCartOutlined />, "u", ["view", "Purchase"]),
    ],
  },
  {
    name: (t) => t.shell.nav.settings, places: [
      place("rules", (t) => t.shell.nav.rules, <BranchesOutlined />, "r", ["view", "Rules"]), place("warehouses", (t) => t.shell.nav.warehouses, <HomeOutlined />, "w", ["view", "Settings"]),
      place("methods", (t) => t.shell.nav.methods, <CarOutlined />, "m", ["view", "Settings"]), place("template", (t) => t.shell.nav.template, <FileTextOutlined />, "t", ["view", "Label"]),
      place("accounts", (t) => t.shell.nav.accounts, <LinkOutlined />, "a", ["view", "Account"]), place("people", (t) => t.shell.nav.people, <TeamOutlined />, "e", ["view", "Member"]),
    ],
  },
];
export const places: readonly Place[] = sections.flatMap((section) => section.places);

// Pages that the rail does not name.
const besides: readonly (readonly [start: string, needs: Place["needs"]])[] = [
  ["/orders/", ["view", "Order"]], ["/parcels/", ["view", "Parcel"]], [`${wavesPath}/`, ["view", "Wave"]], [`${pagePaths.picking}/`, ["view", "Wave"]],
  [wavesPath, ["view", "Wave"]], [pagePaths.moves, ["view", "Stock"]], [pagePaths.reviewMode, ["approve", "Order"]],
];
/** What somebody needs to see a page; undefined where everybody may. */
export const needsOf = (path: string): Place["needs"] | undefined =>
  places.find((place) => place.path === path)?.needs ?? besides.find(([start]) => path === start || (start.endsWith("/") && path.startsWith(start)))?.[1];

/** Where somebody starts: on the board; who may not see it, on the first page with something to do there, not only to read. */
export function startOf(may: Me["may"]): string | undefined {
  const seen = places.filter(({ needs: [action, subject] }) => may.some((m) => m.action === action && m.subject === subject));
  if (seen[0]?.path === pagePaths.board) return pagePaths.board;
  return (seen.find((place) => may.some((m) => m.subject === place.needs[1] && m.action !== "view")) ?? seen[0])?.path;
}
