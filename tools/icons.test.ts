import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "./sources.ts";

const packages = path.join(root, "node_modules");
const icons = path.join(root, "packages", "web", "icons", "src");
const byName = path.join(icons, "by-name");

/** The icons that antd and its parts import: `@ant-design/icons/es/icons/<name>`. */
function askedFor(): string[] {
  const folders = ["antd", ...readdirSync(path.join(packages, "@rc-component")).map((name) => `@rc-component/${name}`)];
  const found = folders.flatMap((folder) => {
    const files = readdirSync(path.join(packages, folder, "es"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
    return files.flatMap((file) => {
      const text = readFileSync(path.join(packages, folder, "es", file), "utf8");
      return [...text.matchAll(/["']@ant-design\/icons(?:\/es\/icons\/(\w+)|(?!\/es\/components\/Context)[^"']*)["']/g)].map((match) => match[1] ?? `${folder}/es/${file}: ${match[0]}`);
    });
  });
  return [...new Set(found)].sort();
}

test("antd finds every icon it asks for, and no more are kept for it: draw what is missing in drawings.ts and name it in by-name/", async () => {
  const kept = readdirSync(byName).map((file) => path.basename(file, ".ts")).sort();
  expect(kept).toEqual(askedFor());
  expect(kept.length).toBeGreaterThan(40);
  const drawings = (await import(path.join(icons, "drawings.ts"))) as Record<string, unknown>;
  for (const name of kept) {
    const { default: icon } = (await import(path.join(byName, `${name}.ts`))) as { default: unknown };
    expect([name, icon !== undefined && icon === drawings[name]]).toEqual([name, true]);
  }
});

// Tests load antd's CommonJS half, which asks for other paths.
test("antd finds them outside the web's build as well", () => {
  expect(createRequire(path.join(root, "package.json"))("antd")).toHaveProperty("Button");
});
