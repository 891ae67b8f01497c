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

/** One open page; `end` closes its connection. */
export type Stream = { readonly memberId: string; readonly end: () => void };
const perMember = 20; // tabs; each holds a connection and is told everything
export const hasTooMany = (open: ReadonlySet<Stream>, memberId: string): boolean => [...open].filter((s) => s.memberId === memberId).length >= perMember;

/**
 * Answers with server-sent events until the page goes away, its session ends or the server stops.
 * Rule  The session is looked at with every beat. A database that is away says nothing about it: the stream stays.
 */
export function streamLive(reply: FastifyReply, live: Live, who: { orgId: string; memberId: string }, open: Set<Stream>, stillIn: () => Promise<boolean>): void {
  reply.hijack();
  const { raw } = reply;
  const headers = Object.fromEntries(Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined)) as Record<string, string>;
  raw.writeHead(200, { ...headers, "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store", "x-accel-buffering": "no" });
  raw.write("retry: 2000\n\n");
  const unsubscribe = live.subscribe(who.orgId, () => raw.write("event: changed\ndata: {}\n\n"));
  const beat = setInterval(() => {
    raw.write(": here\n\n");
    void stillIn().then((yes) => yes || end(), () => {});
  }, beatMs);
  const end = (): void => {
    clearInterval(beat);
    unsubscribe();
    open.delete(stream);
    raw.end();
  };
  const stream: Stream = { memberId: who.memberId, end };
  open.add(stream);
  raw.on("close", end);
}
