import { orderApi } from "./orders.ts";
import { parcelApi } from "./parcels.ts";
import { peopleApi } from "./people.ts";
import { settingsApi } from "./settings.ts";
import { stockApi } from "./stock.ts";

/** Every route there is. Keys are the operation ids of openapi.json and the names the web app calls. */
export const api = { ...peopleApi, ...orderApi, ...parcelApi, ...stockApi, ...settingsApi } as const;
export type Api = typeof api;
export type Operation = keyof Api;
