import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { App } from "../http/app.ts";
import { CannotStart, step, wordsOf, type Say } from "./say.ts";

/** The launcher builds the pages while the database is made, and says when they are there; without a launcher they are as they are. */
export async function pagesBuilt(say: Say): Promise<void> {
  if (process.connected) await step(say, "building the web app", () => once(process, "message"));
}

/** Opens the port. Throws a sentence naming --port when it is taken or not ours to open. */
export async function listen(app: App, host: string, port: number): Promise<string> {
  try {
    await app.fastify.listen({ host, port });
    return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "EADDRINUSE") throw new CannotStart(`Port ${port} is taken, perhaps by another Argosy. Choose another: npm start -- --port ${port === 65_535 ? 4600 : port + 1}`);
    if (code === "EACCES") throw new CannotStart(`Port ${port} may not be opened by this user. Choose one above 1023: npm start -- --port 4600`);
    throw new CannotStart(`Argosy cannot listen on ${host}:${port}: ${wordsOf(error)}`);
  }
}

const patienceMs = 5_000;

/** Lets requests under way finish, but not for ever; streams are ended first, they would never finish. */
export async function closeApp(app: App): Promise<void> {
  app.endStreams();
  await Promise.race([app.fastify.close(), sleep(patienceMs, undefined, { ref: false })]);
}
