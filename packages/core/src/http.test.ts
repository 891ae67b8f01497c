import { expect, test } from "vitest";
import { WholeResponse } from "./http.ts";

// A small Buffer of Node lies in a pool that it shares, and its `slice` shares it as well.
test("a body's bytes are its own and no more, whatever they lie in", async () => {
  const pooled = Buffer.concat([Buffer.from("%PDF-"), Buffer.from("%%EOF")]);
  expect(pooled.buffer.byteLength).toBeGreaterThan(pooled.byteLength);
  for (const body of [pooled, pooled.subarray(2), new TextEncoder().encode("xyz").subarray(1), new Uint8Array([1, 2]), "é", null]) {
    const wanted = typeof body === "string" ? Buffer.from(body) : Buffer.from(body ?? []);
    expect(Buffer.from(await new WholeResponse(body).arrayBuffer())).toEqual(wanted);
  }
});
