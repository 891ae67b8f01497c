import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import yaml from "js-yaml";
import { OpenAPIBackend, type Document } from "openapi-backend";
import type { Http } from "@argosy/core/connector.ts";
import type { HttpRequest } from "@argosy/core/http.ts";

// Vendors' contracts and recordings are not part of this repository. Tests read them from CONTRACTS_DIR and report
// themselves as skipped where the folder is absent.

const root = new URL("../../../..", import.meta.url).pathname;
export const contractsDir = process.env["CONTRACTS_DIR"] ?? join(root, "../shared/contracts");
export const hasContracts = existsSync(join(contractsDir, "README.md"));
export const contractFile = (path: string): string => readFileSync(join(contractsDir, path), "utf8");

type Node = { [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

/** OpenAPI 3.0 habits that Ajv refuses: boolean exclusiveMinimum and Maximum, `nullable` without `type`. In memory only. */
function normalise(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(normalise);
  if (!isNode(value)) return;
  for (const [flag, limit] of [["exclusiveMinimum", "minimum"], ["exclusiveMaximum", "maximum"]] as const) {
    if (typeof value[flag] !== "boolean") continue;
    if (value[flag]) {
      value[flag] = value[limit];
      delete value[limit];
    } else delete value[flag];
  }
  if (value["nullable"] === true && !value["type"]) delete value["nullable"];
  Object.values(value).forEach(normalise);
}

/** Request bodies become stricter than the contract: an unknown field is our typo. */
function closeRequests(doc: Node): void {
  const seen = new Set<Node>();
  const target = (schema: Node): unknown =>
    typeof schema["$ref"] !== "string"
      ? schema
      : schema["$ref"].split("/").slice(1).reduce<unknown>((at, key) => (isNode(at) ? at[key.replaceAll("~1", "/")] : at), doc);
  const close = (given: unknown): void => {
    const schema = isNode(given) ? target(given) : undefined;
    if (!isNode(schema) || seen.has(schema)) return;
    seen.add(schema);
    if (schema["properties"] && !schema["allOf"] && schema["additionalProperties"] === undefined)
      schema["additionalProperties"] = false;
    Object.values((schema["properties"] ?? {}) as Node).forEach(close);
    for (const key of ["allOf", "oneOf", "anyOf"]) ((schema[key] ?? []) as unknown[]).forEach(close);
    if (schema["items"]) close(schema["items"]);
  };
  for (const item of Object.values((doc["paths"] ?? {}) as Node))
    for (const op of Object.values(item as Node))
      for (const media of Object.values(((op as Node)["requestBody"] as Node | undefined)?.["content"] ?? {}))
        close((media as Node)["schema"]);
}

/** Loads one contract; `apiRoot` is the base path of its operations. */
export async function loadContract(path: string, apiRoot = "/"): Promise<OpenAPIBackend> {
  const definition = yaml.load(contractFile(path)); // YAML is a superset of JSON
  normalise(definition);
  closeRequests(definition as Node);
  const api = new OpenAPIBackend({
    definition: definition as Document,
    apiRoot,
    quick: true,
    strict: false,
    ajvOpts: { strict: false, validateFormats: false, unicodeRegExp: false, validateSchema: false },
  });
  return api.init();
}

/** What is wrong with one request of ours, by a contract: nothing is. Unknown query parameters count as wrong. */
export async function requestFaults(api: OpenAPIBackend, request: HttpRequest): Promise<string[]> {
  const url = new URL(request.url);
  const text = await request.clone().text();
  const parsed = {
    method: request.method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(request.headers),
    ...(text === "" ? {} : { body: JSON.parse(text) as unknown }),
  };
  const operation = api.matchOperation(parsed);
  if (!operation) return [`${request.method} ${url.pathname} is no operation of the contract`];
  const known = (operation.parameters ?? []).flatMap((p) => ("in" in p && p.in === "query" ? [p.name] : []));
  const unknown = Object.keys(parsed.query).filter((name) => !known.includes(name));
  const checked = api.validateRequest(parsed, operation);
  return [
    ...unknown.map((name) => `unknown parameter ${name}`),
    ...(checked.errors ?? []).map((error) => `${error.instancePath} ${error.message}`),
  ];
}

/** The scopes of which a token must have one, that this request may be made. */
export const scopesFor = (api: OpenAPIBackend, { method, url }: HttpRequest): readonly string[] =>
  (api.matchOperation({ method, path: new URL(url).pathname, headers: {} })?.security ?? []).flatMap((one) => Object.values(one).flat());

/** A door that keeps a copy of every request that goes through. */
export function recording(http: Http): { readonly http: Http; readonly requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  return {
    requests,
    http: (request) => {
      requests.push(request.clone());
      return http(request);
    },
  };
}
