import type { FastifyHelmetOptions } from "@fastify/helmet";

/**
 * What a page of ours may do: our own scripts, our own server, nothing in a frame of somebody else. Pictures come from
 * the channels' servers; the component library writes style elements, so styles alone may stand inline. Blobs are the
 * PDF previews that the app shows in a frame.
 */
export const securityHeaders: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:", "blob:", "https:", "http://127.0.0.1:*"], fontSrc: ["'self'", "data:"], connectSrc: ["'self'"],
      frameSrc: ["'self'", "blob:"], objectSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false, // plain http on the loopback address; a proxy that speaks https adds it
  frameguard: { action: "deny" },
  referrerPolicy: { policy: "same-origin" },
  crossOriginEmbedderPolicy: false, // pictures of channels do not carry the header it asks for
};
