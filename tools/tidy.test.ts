import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { importsOf, isNode, lineOf, list, placeOf, readSources, root, walk, type Node, type Source } from "./sources.ts";

// The house rules that a program can check. Every message says what to do instead.
const sources = readSources();

/** Who may import whom (ARCHITECTURE.md). The first line whose `from` fits decides; what it does not name is refused. */
// oxfmt-ignore
const importTable: readonly { from: RegExp; may: readonly RegExp[]; cure: string }[] = [
  { from: /^packages\/core\//, may: [/^packages\/core\//, /^zod$/],
    cure: "core is pure: pass the value in, or move the code to the package that needs it" },
  { from: /^packages\/connectors\/src\/kit\//, may: [/^packages\/core\//, /^packages\/connectors\/src\/kit\//, /^zod$/, /^node:/],
    cure: "the kit knows no vendor: pass it in" },
  { from: /^packages\/connectors\/src\/\w+\.ts$/, may: [/^packages\/core\//, /^packages\/connectors\//, /^zod$/],
    cure: "the registry joins connectors only" },
  { from: /^packages\/connectors\//, may: [/^packages\/core\//, /^packages\/connectors\/src\/kit\//, /^SELF\//, /^zod$/, /^node:/],
    cure: "a connector knows its own folder, the kit and core; three of a kind go into the kit" },
  { from: /^packages\/sandbox\//, may: [/^packages\/core\//, /^packages\/sandbox\//, /^node:/],
    cure: "the sandbox reads the vendor's format by itself, so that two readings can disagree" },
  { from: /^packages\/server\/src\/pipeline\/\d\d-/,
    may: [/^packages\/core\//, /^SELF\//, /^packages\/server\/src\/(db|stock|lists|print)\//, /^packages\/server\/src\/http\/(route|taken)\.ts$/,
          /^packages\/server\/src\/pipeline\/(?!index)[\w-]+\.ts$/, /^node:/, /^(zod|pdfkit|bwip-js|@cantoo\/pdf-lib)$/],
    cure: "a room moves the traveller and never calls another room: share through pipeline/, stock/ or core" },
  { from: /^packages\/server\/src\/db\//, may: [/^packages\/core\//, /^packages\/server\/src\/db\//, /^node:/, /^pg$/],
    cure: "the database layer knows no business" },
  { from: /^packages\/server\/src\/stock\//,
    may: [/^packages\/core\//, /^packages\/server\/src\/(db|stock|lists)\//, /^packages\/server\/src\/(http\/(route|taken)|pipeline\/[\w-]+)\.ts$/, /^node:/, /^zod$/],
    cure: "the ledger knows no room: the room calls it" },
  { from: /^packages\/server\//, may: [/^packages\/(core|connectors|sandbox|server)\//, /^(?![@./]|packages\/)/, /^@(casl|fastify)\//],
    cure: "the server knows no page" },
  { from: /^packages\/web\/icons\//, may: [/^SELF\//, /^packages\/web\/icons\//, /^react$/],
    cure: "an icon is a drawing, and knows nobody" },
  { from: /^packages\/web\//, may: [/^packages\/(core|web)\//, /^(?!node:|packages\/|pg$|fastify$)/],
    cure: "the browser sees the server through its API only" },
  { from: /^(e2e|tools)\//, may: [/./], cure: "" },
];

test("packages and rooms import only what the table allows", () => {
  const wrong = sources.flatMap((source) => {
    const row = importTable.find(({ from }) => from.test(source.file));
    if (!row || source.isTest) return [];
    const self = `${path.posix.dirname(source.file)}/`;
    const allowed = (target: string) => row.may.some((may) => may.test(target) || may.test(target.replace(self, "SELF/")));
    return importsOf(source)
      .filter(({ target }) => !allowed(target))
      .map((found) => `${placeOf(source, found)} imports ${found.target}: ${row.cure}`);
  });
  expect(wrong).toEqual([]);
});

test("a room is imported by pipeline/index.ts, by routes and by itself", () => {
  const room = /^packages\/server\/src\/pipeline\/(\d\d-[a-z]+)\//;
  // gate.ts: a fresh look at an order goes through intake's own door, so that there is one. straight.ts: asks several rooms at once.
  const joins = /^packages\/server\/(src\/pipeline\/(index|gate|straight)\.ts|src\/http\/|src\/cli\/|sim\/|bench\/)/;
  const wrong = sources.filter((source) => !source.isTest && !joins.test(source.file)).flatMap((source) =>
    importsOf(source)
      .filter(({ target }) => room.test(target) && room.exec(target)?.[1] !== room.exec(source.file)?.[1])
      .map((found) => `${placeOf(source, found)} imports ${found.target}: go through pipeline/index.ts`),
  );
  expect(wrong).toEqual([]);
});

test("strangers are met in few places", () => {
  const sandbox = /^packages\/server\/(src\/demo\/|sim\/|bench\/)/;
  const connectors = /^packages\/server\/(src\/(accounts|cli)\/|src\/main\.ts|sim\/)/;
  const wrong = sources.filter((source) => !source.isTest && source.file.startsWith("packages/server/")).flatMap((source) =>
    importsOf(source)
      .filter(({ target }) =>
        (target.startsWith("packages/sandbox/") && !sandbox.test(source.file)) ||
        (target.startsWith("packages/connectors/") && !connectors.test(source.file)))
      .map((found) => `${placeOf(source, found)} imports ${found.target}: take it as a port of core/connector.ts`),
  );
  expect(wrong).toEqual([]);
});

/** Things that are said in one place only. `where` names that place. */
// oxfmt-ignore
const onlyThere: readonly { what: string; is: (node: Node) => boolean; where: RegExp; cure: string }[] = [
  { what: "process.env", is: (node) => isMember(node, "process", "env"),
    where: /^packages\/server\/(src\/(config|main|cli)|sim\/main|bench\/main)\.ts$|^packages\/web\/vite\.config\.ts$/,
    cure: "config.ts reads the environment: take the value from there" },
  { what: "Date.now()", is: (node) => isMember(node, "Date", "now"),
    where: /^packages\/core\/src\/(time|ids)\.ts$|^packages\/web\/src\/api\//, cure: "take the clock that is passed in" },
  { what: "new Date()", is: (node) => node.type === "NewExpression" && isName(node["callee"], "Date") && count(node["arguments"]) === 0,
    where: /^packages\/core\/src\/time\.ts$/, cure: "take the clock that is passed in" },
  { what: "Math.random()", is: (node) => isMember(node, "Math", "random"), where: /^packages\/core\/src\/ids\.ts$/,
    cure: "take the seeded random that is passed in" },
  { what: "randomUUID", is: (node) => isName(node, "randomUUID"), where: /^packages\/core\/src\/ids\.ts$/,
    cure: "take the newId that is passed in" },
  { what: "random bytes", is: (node) => isName(node, "getRandomValues") || isName(node, "randomBytes"),
    where: /^packages\/core\/src\/ids\.ts$|^packages\/sandbox\/|^packages\/server\/(src\/(people|start)|bench|sim)\/|^packages\/web\/src\/ui\/new-id\.ts$|^packages\/server\/src\/db\/(vault|embedded-\w+|test-database)\.ts$/,
    cure: "secrets are made in people/, start/ and db/vault.ts; an id comes from newId" },
  { what: "fetch()", is: (node) => node.type === "CallExpression" && isName(node["callee"], "fetch"),
    where: /^packages\/connectors\/src\/kit\/http\.ts$|^packages\/web\/src\/api\//,
    cure: "the network is behind kit/http.ts and the web's api client" },
  { what: "console", is: (node) => node.type === "MemberExpression" && isName(node["object"], "console"),
    where: /^packages\/server\/(src\/cli|src\/main\.ts|sim\/|bench\/)|^tools\//, cure: "use the log that is passed in" },
  { what: "parseFloat", is: (node) => isName(node, "parseFloat"), where: /^$/, cure: "use money.ts, or Number with a check" },
  { what: "toFixed", is: (node) => node.type === "MemberExpression" && isName(node["property"], "toFixed"), where: /^packages\/server\/(sim|bench)\//,
    cure: "use formatMoney, or Intl.NumberFormat" },
  { what: "dangerouslySetInnerHTML", is: (node) => node.type === "JSXIdentifier" && node["name"] === "dangerouslySetInnerHTML", where: /^$/,
    cure: "show outside text as text" },
  { what: "a default export", is: (node) => node.type === "ExportDefaultDeclaration",
    where: /^packages\/web\/src\/(pages|ui\/shell)\/|^packages\/web\/icons\/src\/(icon\.ts$|by-name\/)|^packages\/web\/src\/routes\.tsx$|\.config\.ts$|^packages\/server\/src\/db\/test-database\.ts$/,
    cure: "export it by name; default exports are for pages and dialogs that load lazily" },
  { what: "any", is: (node) => node.type === "TSAnyKeyword", where: /^$/, cure: "use unknown, and narrow it" },
];

test.each(onlyThere)("$what stays where it belongs", ({ is, where, what, cure }) => {
  const wrong: string[] = [];
  for (const source of sources) {
    if (source.isTest || where.test(source.file)) continue;
    walk(source.tree, (node) => {
      if (is(node)) wrong.push(`${placeOf(source, node)} has ${what}: ${cure}`);
    });
  }
  expect([...new Set(wrong)]).toEqual([]);
});

// A test file's longest function is a list of tests; the limit on the file is enough there.
test("functions have at most 70 lines, files 400", () => {
  const wrong: string[] = [];
  for (const source of sources) {
    const lines = source.text.split("\n").length - 1;
    if (lines > 400 && !isTable(source)) wrong.push(`${source.file} has ${lines} lines: let each file tell one story`);
    if (source.isTest) continue;
    walk(source.tree, (node) => {
      if (!/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) return;
      const length = lineOf(source, node.end) - lineOf(source, node.start) + 1;
      if (length > 70) wrong.push(`${placeOf(source, node)} is a function of ${length} lines: let it do one thing`);
    });
  }
  expect(wrong).toEqual([]);
});

test("comments are no to-do list and no graveyard of code", () => {
  const leftover = /\b(FIXME|TODO|XXX|HACK)\b|^\s*(const|let|import|return|await|if \(.*\) \{|\}) .*;\s*$/;
  const wrong = sources.flatMap((source) =>
    source.comments
      .filter(({ value }) => leftover.test(value) && !source.file.startsWith("tools/tidy"))
      .map((comment) => `${placeOf(source, comment)} "${comment.value.trim().slice(0, 40)}": do it, or delete it`),
  );
  expect(wrong).toEqual([]);
});

test("file names say what is in them", () => {
  const vague = /(^|[/-])(utils?|helpers?|types|misc|common|service|manager)\.tsx?$/;
  const wrong = sources
    .map(({ file }) => file)
    .filter((file) => vague.test(file) || !/^[a-z0-9][a-z0-9.-]*$/.test(path.basename(file)))
    .filter((file) => file !== "packages/web/src/ui/list/types.ts" && !file.startsWith("packages/web/icons/src/by-name/")); // antd's names
  expect(wrong.map((file) => `${file}: name it by its content, in kebab-case`)).toEqual([]);
});

test("every room has its page, every connector and sandbox vendor its README", () => {
  const rooms = foldersOf(/^packages\/server\/src\/pipeline\/(\d\d-[a-z]+)\//).map((room) => `docs/journey/${path.basename(room)}.md`);
  const connectors = foldersOf(/^packages\/connectors\/src\/(?:channels|payments|carriers|trackers)\/([a-z-]+)\//);
  const vendors = foldersOf(/^packages\/sandbox\/src\/vendors\/([a-z-]+)\//);
  const wanted = [...rooms, ...[...connectors, ...vendors].map((folder) => `${folder}README.md`)];
  const missing = wanted.filter((file) => !existsSync(path.join(root, file)));
  expect(missing.map((file) => `${file} is missing: say what goes in, what comes out, and what is proven`)).toEqual([]);
});

test("SQL is written where tables are known", () => {
  const allowed = /\/(sql|[\w-]+-sql)\.ts$|^packages\/server\/(src\/(db|stock)|sim|bench)\/|^packages\/server\/src\/pipeline\/[\w-]+\.ts$/;
  const statement = /^\s*(select|insert into|update|delete from|with \w+ as)\s/i;
  const wrong: string[] = [];
  for (const source of sources) {
    if (source.isTest || !source.file.startsWith("packages/server/") || allowed.test(source.file)) continue;
    walk(source.tree, (node) => {
      if (node.type !== "TaggedTemplateExpression" || !statement.test(source.text.slice(start(node["quasi"]) + 1))) return;
      wrong.push(`${placeOf(source, node)}: put the statement into the folder's sql.ts`);
    });
  }
  expect(wrong).toEqual([]);
});

// A tag is given the cooked text, in which the backslash before a letter is gone: '\\d' would look for the letter d.
test("a backslash in SQL is written twice", () => {
  const wrong: string[] = [];
  for (const source of sources)
    walk(source.tree, (node) => {
      const tag = node.type === "TaggedTemplateExpression" ? node["tag"] : null;
      const isSql = isName(tag, "sql") || (isNode(tag) && tag.type === "MemberExpression" && isName(tag["object"], "tx"));
      if (isSql && source.text.slice(start(node["quasi"]), node.end).replaceAll("\\\\", "").includes("\\"))
        wrong.push(`${placeOf(source, node)}: write each backslash twice`);
    });
  expect(wrong).toEqual([]);
});

test("nothing leads back to one machine", () => {
  const paths = /\/(home|Users)\/[a-z]|\/work\/|\/root\//;
  const files = ["packages", "docs", "tools", "e2e", "scripts", ".ci"].flatMap(list);
  const texts = files.filter((file) => /\.(ts|tsx|mjs|md|sql|json|html|css)$|\/run$/.test(file) && !file.startsWith("tools/tidy"));
  expect(texts.length).toBeGreaterThan(100);
  const wrong = texts.filter((file) => paths.test(readFileSync(path.join(root, file), "utf8")));
  expect(wrong.map((file) => `${file} names a path of one machine: take it from an option`)).toEqual([]);
});

/** Long texts in tables are read by key, not from top to bottom. */
const isTable = ({ file }: Source): boolean => /^packages\/web\/src\/text\/|\/seed-\w+\.ts$|\/font\.ts$/.test(file);

function foldersOf(pattern: RegExp): string[] {
  const found = sources.map(({ file }) => pattern.exec(file)?.[0]).filter((folder) => folder !== undefined);
  return [...new Set(found)];
}

const isName = (node: unknown, name: string): boolean =>
  isNode(node) && node.type === "Identifier" && node["name"] === name;
const isMember = (node: Node, object: string, property: string): boolean =>
  node.type === "MemberExpression" && isName(node["object"], object) && isName(node["property"], property);
const count = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const start = (node: unknown): number => (isNode(node) ? node.start : 0);
