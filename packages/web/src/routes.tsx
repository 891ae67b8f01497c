import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect, retainSearchParams, useRouter } from "@tanstack/react-router";
import { asking, queryClient } from "./api/queries.ts";
import { meQuery, useRightsFollowed } from "./api/session.ts";
import { call, Refusal } from "./api/client.ts";
import { pagePaths, wavesPath } from "./paths.ts";
import { Arriving, PageFailed, PageMissing, PageNotForRole, PageNotLoaded } from "./ui/page-states.tsx";
import { ProveDialog } from "./ui/prove-dialog.tsx";
import { readSearch, writeSearch, type Search } from "./ui/url-state.ts";
import { needsOf, startOf } from "./ui/shell/places.tsx";
import { Shell } from "./ui/shell/shell.tsx";
import { beginTypedAhead, endTypedAhead } from "./ui/typed-ahead.ts";

// Pages are loaded when they are opened. A page file has one default export and reads its state from the URL.

const rootRoute = createRootRoute({ notFoundComponent: PageMissing, errorComponent: PageFailed });

/** Below this route somebody is signed in; otherwise the visitor is led to set-up or sign-in and back again. */
const guarded = createRoute({
  getParentRoute: () => rootRoute, id: "guarded", component: Guarded, pendingComponent: Arriving,
  validateSearch: (search: Search) => search,
  search: { middlewares: [retainSearchParams<Search>(["accountId"])] }, // the account filter follows from page to page
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "signed_out") throw error;
      const setup = await queryClient.fetchQuery(asking("setupState"));
      throw setup.needed ? redirect({ to: "/set-up" }) : redirect({ to: "/sign-in", search: { to: location.href } });
    }
  },
});
function Guarded() {
  const { invalidate } = useRouter();
  useRightsFollowed(invalidate);
  return <><Outlet /><ProveDialog /></>;
}
const shell = createRoute({ getParentRoute: () => guarded, id: "shell", component: Shell });

/** The script of a page that nothing answered for; where something answers, it is of another version and the router loads all anew. */
const lazyPage = (load: () => Promise<{ default: React.ComponentType }>) =>
  lazyRouteComponent(() => load().catch(async (error: unknown) => { throw (await answers()) ? error : new PageNotLoaded(); }));
const answers = (): Promise<boolean> => call("setupState").then(() => true, (refusal: unknown) => !(refusal instanceof Refusal) || refusal.code !== "unreachable");
/** A page that the reader's role may not see is not loaded: it says whose it is, instead of asking and being refused. */
async function onlyFor({ location }: { readonly location: { readonly pathname: string } }): Promise<void> {
  const { may } = await queryClient.ensureQueryData(meQuery);
  const needs = needsOf(location.pathname);
  if (needs && !may.some((m) => m.action === needs[0] && m.subject === needs[1])) throw new PageNotForRole();
}
const page = <P extends string>(path: P, load: () => Promise<{ default: React.ComponentType }>) =>
  createRoute({ getParentRoute: () => shell, path, beforeLoad: onlyFor, component: lazyPage(load) });
/** Whoever may not see the board, a packer for example, starts where there is something to do. */
const board = createRoute({
  getParentRoute: () => shell, path: pagePaths.board, component: lazyPage(() => import("./pages/board/board.tsx")),
  beforeLoad: async () => {
    const { may } = await queryClient.ensureQueryData(meQuery);
    const start = startOf(may);
    if (start && start !== pagePaths.board) throw redirect({ href: start, replace: true });
  },
});
/** Pages that fill the screen: no rail, no bar. */
const bare = <P extends string>(path: P, load: () => Promise<{ default: React.ComponentType }>) =>
  createRoute({ getParentRoute: () => guarded, path, beforeLoad: onlyFor, component: lazyPage(load) });
/** Who opens a page of the floor scans at once: what comes before the page is kept for it. */
async function toFloor(at: { readonly location: { readonly pathname: string }; readonly cause: string }): Promise<void> {
  if (at.cause === "enter") beginTypedAhead("lines");
  await onlyFor(at).catch((error: unknown) => { endTypedAhead(); throw error; });
}
const open = <P extends string>(path: P, load: () => Promise<{ default: React.ComponentType }>) =>
  createRoute({ getParentRoute: () => rootRoute, path, validateSearch: (search: Search) => search, component: lazyPage(load) });

const tree = rootRoute.addChildren([
  open("/sign-in", () => import("./pages/entry/sign-in.tsx")),
  open("/set-up", () => import("./pages/entry/set-up.tsx")),
  guarded.addChildren([
    createRoute({ getParentRoute: () => guarded, path: pagePaths.scan, beforeLoad: toFloor, component: lazyPage(() => import("./pages/floor/scan.tsx")) }),
    createRoute({ getParentRoute: () => guarded, path: "/picking/$waveId", beforeLoad: toFloor, component: lazyPage(() => import("./pages/floor/pick.tsx")) }),
    bare(pagePaths.reviewMode, () => import("./pages/orders/review-mode.tsx")),
    shell.addChildren([
      board,
      page(pagePaths.intake, () => import("./pages/orders/intake.tsx")),
      page(pagePaths.payment, () => import("./pages/orders/payment.tsx")),
      page(pagePaths.review, () => import("./pages/orders/review.tsx")),
      page(pagePaths.merge, () => import("./pages/orders/merge.tsx")),
      page(pagePaths.orders, () => import("./pages/orders/orders.tsx")),
      page("/orders/$id", () => import("./pages/orders/order.tsx")),
      page(pagePaths.routing, () => import("./pages/parcels/routing.tsx")),
      page(pagePaths.booking, () => import("./pages/parcels/booking.tsx")),
      page(pagePaths.allocation, () => import("./pages/parcels/allocation.tsx")),
      page(pagePaths.tracking, () => import("./pages/parcels/tracking.tsx")),
      page(pagePaths.parcels, () => import("./pages/parcels/parcels.tsx")),
      page("/parcels/$id", () => import("./pages/parcels/parcel.tsx")),
      page(pagePaths.picking, () => import("./pages/floor/picking.tsx")),
      page(wavesPath, () => import("./pages/floor/waves.tsx")),
      page("/waves/$id", () => import("./pages/floor/wave.tsx")),
      page(pagePaths.labels, () => import("./pages/floor/labels.tsx")),
      page(pagePaths.template, () => import("./pages/floor/template.tsx")),
      page(pagePaths.shipping, () => import("./pages/floor/shipping.tsx")),
      page(pagePaths.stock, () => import("./pages/stock/stock.tsx")),
      page(pagePaths.moves, () => import("./pages/stock/moves.tsx")),
      page(pagePaths.catalogue, () => import("./pages/stock/catalogue.tsx")),
      page(pagePaths.purchasing, () => import("./pages/stock/purchasing.tsx")),
      page(pagePaths.rules, () => import("./pages/settings/rules.tsx")),
      page(pagePaths.warehouses, () => import("./pages/settings/warehouses.tsx")),
      page(pagePaths.methods, () => import("./pages/settings/methods.tsx")),
      page(pagePaths.accounts, () => import("./pages/settings/accounts.tsx")),
      page(pagePaths.people, () => import("./pages/settings/people.tsx")),
      page(pagePaths.me, () => import("./pages/settings/me.tsx")),
      createRoute({ getParentRoute: () => shell, path: "$", component: PageMissing }), // whoever is lost keeps the rail
    ]),
  ]),
]);

export const router = createRouter({
  routeTree: tree, defaultPreload: "intent", defaultPreloadStaleTime: 0, scrollRestoration: true,
  scrollToTopSelectors: [".content"], // it scrolls instead of the window, and stays from page to page
  parseSearch: readSearch, stringifySearch: writeSearch,
  defaultErrorComponent: PageFailed, // in its place, so that the rail stays
  defaultPendingMs: 150, defaultPendingMinMs: 0,
});
declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
