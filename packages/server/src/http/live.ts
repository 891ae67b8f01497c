import type { FastifyReply } from "fastify";

/** Tells open pages that something of their company moved. */
export type Live = {
  readonly changed: (orgId: string) => void;
  readonly subscribe: (orgId: string, heard: () => void) => () => void;
  /** Companies with an open page: only for them is the database asked. */
  readonly watched: () => string[];
};

const atMostEveryMs = 1000;

/** At most one signal a second and company: the first at once, what comes meanwhile together at the end of the second. */
export function createLive(): Live {
  const listeners = new Map<string, Set<() => void>>();
  const resting = new Map<string, { again: boolean }>();
  const tell = (orgId: string): void => {
    for (const heard of listeners.get(orgId) ?? []) heard();
    const rest = { again: false };
    resting.set(orgId, rest);
    setTimeout(() => {
      resting.delete(orgId);
      if (rest.again) tell(orgId);
    }, atMostEveryMs).unref();
  };
  return {
    changed(orgId) {
      const rest = resting.get(orgId);
      if (rest) rest.again = true;
      else if (listeners.has(orgId)) tell(orgId);
    },
    subscribe(orgId, heard) {
      const those = listeners.get(orgId) ?? new Set();
      listeners.set(orgId, those.add(heard));
      return () => {
        those.delete(heard);
        if (those.size === 0) listeners.delete(orgId);
      };
    },
    watched: () => [...listeners.keys()],
  };
}

const beatMs = 20_000; // below the 30 to 60 s after which proxies cut a silent connection

/** Answers with server-sent events until the page goes away or the server stops. */
export function streamLive(reply: FastifyReply, live: Live, orgId: string, open: Set<() => void>): void {
  reply.hijack();
  const { raw } = reply;
  const headers = Object.fromEntries(Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined)) as Record<string, string>;
  raw.writeHead(200, { ...headers, "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store", "x-accel-buffering": "no" });
  raw.write("retry: 2000\n\n");
  const unsubscribe = live.subscribe(orgId, () => raw.write("event: changed\ndata: {}\n\n"));
  const beat = setInterval(() => raw.write(": here\n\n"), beatMs);
  const end = (): void => {
    clearInterval(beat);
    unsubscribe();
    open.delete(end);
    raw.end();
  };
  open.add(end);
  raw.on("close", end);
}
