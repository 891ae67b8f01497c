import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { api } from "@argosy/core/api/index.ts";
import { fact } from "@argosy/core/facts.ts";
import { defaultPort } from "../config.ts";
import { everywhere } from "../db/tx.ts";
import { deviceLifetimeS } from "../people/device.ts";
import { describeMe } from "../people/me.ts";
import { setUp, setupNeeded } from "../people/set-up.ts";
import { createProve, createSignIn } from "../people/sign-in.ts";
import { lifetimeS, sessionLives } from "../people/session.ts";
import { deleteSession } from "../people/sql.ts";
import { refuse, type AppParts } from "./app.ts";
import { hasTooMany, streamLive, type Stream } from "./live.ts";
import type { AppOperation } from "./route.ts";
import { sendAnswer, type Input } from "./serve.ts";

// The operations before there is a caller, and the stream: they set cookies or take the connection over.

type Cookie = "session" | "device"; // the second outlives the first: says who may not be kept out by strangers' guesses

/**
 * Rule  Browsers give a host's cookies to every port of it: two installations there would sign each other out under one name.
 *       Over https the name says that only this very host may have set it: no neighbour of the domain plants its own session.
 */
export function cookieName(host: string | undefined, cookie: Cookie, secure: boolean): string {
  const port = /:(\d{1,5})$/.exec(host ?? "")?.[1];
  const name = port === undefined || port === String(defaultPort) ? `argosy_${cookie}` : `argosy_${cookie}_${port}`;
  return secure ? `__Host-${name}` : name;
}
const isSecure = (request: FastifyRequest): boolean => request.protocol === "https";
const nameOf = (request: FastifyRequest, cookie: Cookie): string => cookieName(request.headers.host, cookie, isSecure(request));
export const cookieOf = (request: FastifyRequest, cookie: Cookie): string | undefined => request.cookies[nameOf(request, cookie)];
type Enter = (request: FastifyRequest, reply: FastifyReply, input: Input) => Promise<FastifyReply | void>;
export type EntryRoutes = { readonly [K in AppOperation]: Enter };

export function entryRoutes(parts: AppParts, streams: Set<Stream>): EntryRoutes {
  const { db } = parts;
  const [signIn, prove] = [createSignIn(db), createProve(db)];
  return {
    async setupState(_, reply) {
      return sendAnswer(parts, api.setupState, reply, { needed: await setupNeeded(db) });
    },

    async setUp(request, reply, { body }) {
      const { kind, token, ...owner } = body as z.output<typeof api.setUp.body>;
      const demo = kind === "demo";
      const done = await setUp(db, { ...owner, demo }, { given: token, wanted: parts.setupToken });
      if (!done.ok) return refuse(reply, done.error);
      if (demo) await parts.fillDemo(done.value.orgId, owner.locale !== "en");
      keepCookie(request, reply, "session", done.value.token, lifetimeS);
      return sendAnswer(parts, api.setUp, reply, done.value.me);
    },

    async signIn(request, reply, { body }) {
      const done = await signIn({ ...(body as z.output<typeof api.signIn.body>), address: request.ip, device: cookieOf(request, "device") });
      if (!done.ok) return refuse(reply, done.error);
      const { session: before } = request; // of whoever sat here before: its cookie is about to be written over
      if (before) await everywhere(db, (tx) => deleteSession(tx, before.tokenHash));
      keepCookie(request, reply, "session", done.value.token, lifetimeS);
      keepCookie(request, reply, "device", done.value.device, deviceLifetimeS);
      return sendAnswer(parts, api.signIn, reply, done.value.me);
    },

    async provePassword(request, reply, { body }) {
      const { session } = request;
      if (!session) return refuse(reply, { code: "signed_out" });
      const { password } = body as z.output<typeof api.provePassword.body>;
      const done = await prove(session, { password, address: request.ip, device: cookieOf(request, "device") });
      if (!done.ok) return refuse(reply, done.error);
      keepCookie(request, reply, "session", done.value, lifetimeS);
      return sendAnswer(parts, api.provePassword, reply, { ok: true });
    },

    async signOut(request, reply) {
      const { session } = request;
      if (session) await everywhere(db, (tx) => deleteSession(tx, session.tokenHash));
      reply.clearCookie(nameOf(request, "session"), { path: "/", secure: isSecure(request) });
      return sendAnswer(parts, api.signOut, reply, { ok: true });
    },

    async me({ session }, reply) {
      if (!session) return refuse(reply, { code: "signed_out" });
      return sendAnswer(parts, api.me, reply, describeMe(session, db.clock.now()));
    },

    async live({ session }, reply) {
      if (!session) return refuse(reply, { code: "signed_out" });
      if (hasTooMany(streams, session.memberId)) return refuse(reply, { code: "too_many_requests", detail: fact("again_in", 60) });
      streamLive(reply, parts.live, session, streams, () => sessionLives(db, session.tokenHash));
    },
  };
}

/** Not readable by scripts, not sent by other sites' pages; over https never sent in the clear. */
function keepCookie(request: FastifyRequest, reply: FastifyReply, cookie: Cookie, token: string, maxAge: number): void {
  reply.setCookie(nameOf(request, cookie), token, {
    path: "/", httpOnly: true, sameSite: "strict", secure: isSecure(request), maxAge,
  });
}
