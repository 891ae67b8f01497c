import type { ConnectorError, LabelFile } from "@argosy/core/connector.ts";
import { ok, type Result } from "@argosy/core/result.ts";
import { malformed, short } from "../../kit/wire.ts";

const kinds = [
  { mime: "image/png", ending: "png", magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mime: "application/pdf", ending: "pdf", magic: [0x25, 0x50, 0x44, 0x46, 0x2d] }, // %PDF-
  { mime: "text/zpl", ending: "zpl", magic: [0x5e, 0x58, 0x41] }, // ^XA
] as const;

/**
 * A label file by its bytes, checked against what the answer and the address say it is.
 * Rule    The bytes decide; a declared type that contradicts them is `malformed`, and so is a web page, which is what a
 *         storage sends for an expired link. `binary/octet-stream` declares nothing.
 */
export function readLabel(url: string, declared: string, bytes: Uint8Array): Result<LabelFile, ConnectorError> {
  const found = kinds.find(({ magic }) => magic.every((byte, i) => bytes[i] === byte));
  if (!found) return malformed("label", `a PNG, PDF or ZPL file, got ${looks(bytes)}`);
  const ending = /\.(png|pdf|zpl)$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase();
  const type = declared.split(";")[0]!.trim().toLowerCase(); // split gives at least one part
  const wanted = kinds.find(({ mime }) => mime === type)?.mime ?? kinds.find((kind) => kind.ending === ending)?.mime;
  if (wanted && wanted !== found.mime) return malformed("label", `${wanted} as declared, got ${found.mime}`);
  if (type.startsWith("text/html")) return malformed("label", `${found.mime}, declared as a web page`);
  return ok({ mime: found.mime, bytes });
}

function looks(bytes: Uint8Array): string {
  if (bytes.length === 0) return "an empty file";
  const head = new TextDecoder().decode(bytes.subarray(0, 40)).trimStart();
  return head.startsWith("<") ? "a web page or XML" : `a file that begins with ${short(head.slice(0, 12))}`;
}
