import { createHash } from "node:crypto";

/** By what a label's file is known again: kept where it comes in, compared before it is printed. */
export const labelHash = (label: Uint8Array | string): string => createHash("sha256").update(label).digest("hex");
