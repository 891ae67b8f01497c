import { accountRoutes, type Network } from "../accounts/routes.ts";
import { routes as places } from "../catalog/places.ts";
import { routes as catalogue } from "../catalog/routes.ts";
import { demoRoutes } from "../demo/panel.ts";
import type { DemoWorld } from "../demo/world.ts";
import { routes as lists } from "../lists/routes.ts";
import { routes as people } from "../people/routes.ts";
import { routes as intake } from "../pipeline/01-intake/routes.ts";
import { routes as routing } from "../pipeline/05-routing/routes.ts";
import { routes as picking } from "../pipeline/08-picking/routes.ts";
import { routes as labels } from "../pipeline/09-labels/routes.ts";
import { routes as shipping } from "../pipeline/10-shipping/routes.ts";
import { routes as stock } from "../stock/routes.ts";
import { routes as acts } from "./acts.ts";
import type { Handlers } from "./route.ts";

export type HandlerParts = {
  readonly network: Network;
  readonly demoWorldOf: (orgId: string) => DemoWorld | null;
  readonly random: () => number;
};

/** Every operation of the contract and who carries it out. One that nobody does is missing here and does not compile. */
export function allHandlers({ network, demoWorldOf, random }: HandlerParts): Handlers {
  return {
    ...people, ...accountRoutes(network), ...catalogue, ...places, ...stock, ...lists, ...acts, ...intake, ...routing, ...picking, ...labels, ...shipping, ...demoRoutes(demoWorldOf, random),
  };
}
