import type { FastifyInstance } from "fastify";
import { productSvg } from "@argosy/sandbox/pictures.ts";

/** Pictures of the demo company's goods, drawn here: nothing is loaded from elsewhere, and no port can be wrong. */
export function addPictures(app: FastifyInstance): void {
  app.get<{ Params: { file: string } }>("/images/:file", (request, reply) => {
    const svg = productSvg(request.params.file.replace(/\.svg$/, ""));
    if (svg === null) return reply.callNotFound();
    return reply.type("image/svg+xml").header("cache-control", "public, max-age=86400").send(svg);
  });
}
