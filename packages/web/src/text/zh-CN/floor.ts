import type { floor as english } from "../en/floor.ts";

export const floor: typeof english = {};
