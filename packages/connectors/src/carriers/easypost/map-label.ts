import type { ConnectorError, LabelFile } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { malformed, short } from "../../kit/wire.ts";

const kinds = [
  { mime: "image/png", ending: "png", begin: "\x89PNG\r\n\x1a\n", end: "IEND" },
  { mime: "application/pdf", ending: "pdf", begin: "%PDF-", end: "%%EOF" },
  { mime: "text/zpl", ending: "zpl", begin: "^XA", end: "^XZ" },
] as const;

/**
 * A label file by its bytes, checked against what the answer and the address say it is.
 * Rule    The bytes decide; a declared type that contradicts them is `malformed`, and so is a web page, which is what a
 *         storage sends for an expired link. `binary/octet-stream` declares nothing. A file without its end was cut off
 *         on the way: `unavailable`, fetch it again.
 */
export function readLabel(url: string, declared: string, bytes: Uint8Array): Result<LabelFile, ConnectorError> {
  const found = kinds.find(({ begin }) => latin1(bytes.subarray(0, begin.length)) === begin);
  if (!found) return malformed("label", fact("want_label_file", looks(bytes)));
  const ending = /\.(png|pdf|zpl)$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase();
  const type = declared.split(";")[0]!.trim().toLowerCase(); // split gives at least one part
  const wanted = kinds.find(({ mime }) => mime === type)?.mime ?? kinds.find((kind) => kind.ending === ending)?.mime;
  if (wanted && wanted !== found.mime) return malformed("label", fact("want_one_of", wanted, found.mime));
  if (type.startsWith("text/html")) return malformed("label", fact("want_one_of", found.mime, ":html"));
  const hasEnd = latin1(bytes.subarray(-1024)).includes(found.end);
  return hasEnd ? ok({ mime: found.mime, bytes }) : fail({ kind: "unavailable", detail: fact("label_cut_off") });
}

const latin1 = ({ buffer, byteOffset, length }: Uint8Array): string => Buffer.from(buffer, byteOffset, length).toString("latin1");

function looks(bytes: Uint8Array): string {
  if (bytes.length === 0) return ":nothing";
  const head = new TextDecoder().decode(bytes.subarray(0, 40)).trimStart();
  return head.startsWith("<") ? ":html" : short(head.slice(0, 12));
}
