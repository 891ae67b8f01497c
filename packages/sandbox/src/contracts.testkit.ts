import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OpenAPIBackend, type Document } from "openapi-backend";
import { isObject, type Fields } from "./wire.ts";

// The vendors' contracts and recordings are not part of this repository: tests read them from CONTRACTS_DIR and say
// "skipped" where the folder is absent. This reading of them is the sandbox's own, not shared with the connectors.

const root = new URL("../../..", import.meta.url).pathname;
const folder = process.env["CONTRACTS_DIR"] ?? join(root, "../shared/contracts");
export const hasContracts = existsSync(join(folder, "README.md"));

export const contractText = (path: string): string => readFileSync(join(folder, path), "utf8");

export const contractNames = (path: string): string[] => readdirSync(join(folder, path));

type Node = { [key: string]: unknown };
const isNode = (value: unknown): value is Node => isObject(value);

/**
 * Loads a contract whose answers may hold nothing it does not name: every object schema is closed, in memory.
 * A key that we invented is then an error, although the vendor may add keys as it likes.
 */
export async function loadClosed(path: string, apiRoot: string): Promise<OpenAPIBackend> {
  const definition = JSON.parse(contractText(path)) as Node;
  const close = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(close);
    if (!isNode(value)) return;
    if (value["nullable"] === true && !value["type"]) delete value["nullable"];
    if (isNode(value["properties"]) && !value["allOf"] && value["additionalProperties"] === undefined) value["additionalProperties"] = false;
    Object.values(value).forEach(close);
  };
  close(definition);
  const api = new OpenAPIBackend({
    definition: definition as unknown as Document, apiRoot, quick: true, strict: false,
    ajvOpts: { strict: false, validateFormats: false, unicodeRegExp: false, validateSchema: false },
  });
  return api.init();
}

/** What an operation's contract says against an answer, as "path: message". */
export function answerFaults(api: OpenAPIBackend, operationId: string, status: number, body: unknown): string[] {
  const { errors } = api.validateResponse(body, operationId, status);
  return (errors ?? []).map((e) => `${e.instancePath}: ${e.message} ${JSON.stringify(e.params)}`);
}

/** Every path of keys in a value; lists count as one element: "rates[].id". */
export function paths(value: unknown, at = ""): Set<string> {
  const found = new Set<string>();
  const walk = (node: unknown, path: string): void => {
    if (Array.isArray(node)) return node.forEach((element) => walk(element, `${path}[]`));
    if (!isObject(node)) return;
    for (const [key, inner] of Object.entries(node)) {
      const here = path === "" ? key : `${path}.${key}`;
      found.add(here);
      walk(inner, here);
    }
  };
  walk(value, at);
  return found;
}

export type Exchange = { readonly name: string; readonly method: string; readonly path: string; readonly status: number; readonly sent: unknown; readonly got: unknown };

const parsed = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
};

/** All exchanges of a folder of HAR recordings. */
export function exchanges(path: string): Exchange[] {
  return contractNames(path).filter((name) => name.endsWith(".har")).flatMap((name) => {
    const { log } = JSON.parse(contractText(`${path}/${name}`)) as { log: { entries: {
      request: { method: string; url: string; postData?: { text?: string } }; response: { status: number; content: { text?: string } };
    }[] } };
    return log.entries.map(({ request, response }) => ({
      name, method: request.method, path: new URL(request.url).pathname, status: response.status,
      sent: parsed(request.postData?.text), got: parsed(response.content.text),
    }));
  });
}

export const asFields = (value: unknown): Fields => (isObject(value) ? value : {});
