import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { generated } from "./gen/documents.ts";

// `npm run gen`: prints what the code says into docs/generated. CI compares; a difference is a change to review.

const folder = fileURLToPath(new URL("../docs/generated/", import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, print] of Object.entries(generated)) {
  writeFileSync(path.join(folder, name), await print());
  console.log(`docs/generated/${name}`);
}
