import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { openApp } from "./app.testkit.ts";

test("a request that comes while the server stops is answered like any other, and the line is closed behind it", async () => {
  const { app: { fastify }, close } = await openApp({ companies: false });
  const [entered, slow] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  fastify.addHook("preHandler", async ({ url }) => (url === "/livez" ? (entered.resolve(), slow.promise) : undefined));
  await fastify.listen({ host: "127.0.0.1", port: 0 });
  const line = connect((fastify.server.address() as AddressInfo).port, "127.0.0.1");
  await once(line, "connect");
  line.write("GET /livez HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
  await entered.promise;
  line.write("GET /api/setup HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
  const closed = close();
  while (fastify.server.listening) await setImmediate();
  slow.resolve();
  const [said] = await Promise.all([text(line), closed]);
  const [under, late] = said.split(/(?=HTTP\/1\.1)/);
  expect(under).toContain("200 OK");
  expect(late).toMatch(/^HTTP\/1\.1 200 OK[^]*connection: close[^]*\{"needed":true\}/i);
});
