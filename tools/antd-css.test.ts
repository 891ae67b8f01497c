import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { onlyUsed, unused } from "../packages/web/src/ui/antd-css.ts";

const source = fileURLToPath(new URL("../packages/web/src/", import.meta.url));

test("a component that a page uses has its styles", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tsx"));
  const imported = files.flatMap((name) => [...readFileSync(source + name, "utf8").matchAll(/import \{([^}]+)\} from "antd"/g)].flatMap(([, names]) => names!.split(",")));
  const used = new Set(imported.map((name) => name.trim().split(" as ")[0]!.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase()));
  expect([...used]).toEqual(expect.arrayContaining(["button", "modal", "input-number"]));
  expect(unused.filter((name) => used.has(name))).toEqual([]);
});

test.each([
  [".ant-table{a:b}.ant-btn{a:b}", ".ant-btn{a:b}"],
  [".ant-modal .ant-table{a:b}", ".ant-modal .ant-table{a:b}"],
  [".ant-col,.ant-btn{a:b}.ant-col,.ant-row{a:b}", ".ant-col,.ant-btn{a:b}"],
  ["@media (width>1px){.ant-col{a:b}.ant-color{a:b}}", "@media (width>1px){.ant-color{a:b}}"],
  [".css-var-_R_0_.ant-btn{--ant-x:1}@keyframes in{from{a:b}}", "@keyframes in{from{a:b}}"],
])("of %s is left %s", (css, left) => {
  expect(onlyUsed(css)).toBe(left);
});
