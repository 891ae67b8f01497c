import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { wordsOf } from "../start/say.ts";

export const longestBody = 50_000_000; // bytes; no answer of a vendor is longer, the network's door lets no more in

/**
 * The text of a saved answer; `-` is standard input. A byte order mark, as editors leave it, is no part of it.
 * Refuses what can't be read, is longer than any answer, or is not UTF-8: a person's name must not come out broken.
 */
export async function readBody(file: string, input: Readable = process.stdin): Promise<Result<string, string>> {
  const name = file === "-" ? "Standard input" : file;
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of file === "-" ? input : createReadStream(file)) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length > longestBody) return fail(`${name} is longer than ${longestBody / 1_000_000} MB, which no vendor's answer is. Split it into pages.`);
    }
  } catch (error) {
    return fail(`${name} cannot be read: ${wordsOf(error)}`);
  }
  try {
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks, length)));
  } catch {
    return fail(`${name} is not UTF-8 text. Save it as UTF-8, then try again.`);
  }
}
