import type { Text } from "../en/index.ts";
import { errors } from "./errors.ts";
import { fields } from "./fields.ts";
import { factKinds, factParts, factQuote, facts, factUnits } from "./facts.ts";
import { floor } from "./floor.ts";
import { holds } from "./holds.ts";
import { orders } from "./orders.ts";
import { rooms } from "./rooms.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { stock } from "./stock.ts";
import { vendor } from "./vendor.ts";

export const text: Text = { shell, ...rooms, orders, floor, stock, settings, errors, fields, holds, facts, factParts, factKinds, factUnits, factQuote, vendor };
