import { z } from "zod";
import type { VendorFault } from "../../kit/send.ts";
import { EasypostFault } from "./wire.ts";

const Inner = z.object({ field: z.string().nullish(), message: z.string().nullish() });

/** Reads an EasyPost error body. Source: https://docs.easypost.com/docs/errors */
export function easypostFault(_status: number, json: unknown): VendorFault | null {
  const body = EasypostFault.safeParse(json);
  if (!body.success) return null;
  const { code, message, errors } = body.data.error;
  const first = Inner.safeParse(errors?.[0]);
  const field = first.success ? first.data.field : undefined;
  const said = typeof message === "string" ? message : JSON.stringify(message ?? "");
  const inner = first.success ? first.data.message : undefined;
  return { code, ...(field ? { field } : {}), detail: inner && inner !== said ? `${said} ${inner}` : said };
}
