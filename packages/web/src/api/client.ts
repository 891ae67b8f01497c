import type { Api, Operation } from "@argosy/core/api/index.ts";
import type { RouteAnswer, RouteSent } from "@argosy/core/api/route.ts";
import type { ErrorCode } from "@argosy/core/errors.ts";
import { operations } from "./operations.ts";
import { noteAnswer } from "./outage.ts";
import { askProof } from "./proof.ts";

export type Answer<O extends Operation> = RouteAnswer<Api[O]>;
export type Sent<O extends Operation> = RouteSent<Api[O]>;
/** Operations without input are called with nothing, all others must name what they send. */
export type SentArgs<O extends Operation> = unknown extends Sent<O> ? [] : [sent: Sent<O>];
export type RefusalCode = ErrorCode | "unreachable";

/** What a refused or lost call throws. `field` names the input at fault, `detail` the fact. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly field: string | undefined;
  readonly detail: string | undefined;
  constructor(code: RefusalCode, field?: string, detail?: string) {
    super(detail ?? code);
    this.code = code;
    this.field = field;
    this.detail = detail;
  }
}

let csrf = "";
/** The token of this session; the server hands it out with /api/me and asks for it back with every write. */
export const keepCsrf = (token: string): void => void (csrf = token);

let notAllowed = (): void => {};
/** What to do when the server refuses for lack of a right: the page knew of it and offered the act all the same. */
export const whenNotAllowed = (act: () => void): void => void (notAllowed = act);

type Loose = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown };

/** The address of an operation: for links to files (labels, PDFs) that the browser opens by itself. */
export function addressOf<O extends Operation>(operation: O, ...args: SentArgs<O>): string {
  const [, path] = operations[operation].split(" ") as [string, string];
  const { params = {}, query = {} } = (args[0] ?? {}) as Loose;
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search}` : filled;
}

async function send(operation: Operation, address: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const [method] = operations[operation].split(" ") as [string];
  const headers: Record<string, string> = { accept: "application/json", "accept-language": document.documentElement.lang, "x-argosy-zone": Intl.DateTimeFormat().resolvedOptions().timeZone };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (method !== "GET") headers["x-argosy-csrf"] = csrf;
  try {
    return await fetch(address, {
      method, headers, credentials: "same-origin",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    noteAnswer("unreachable");
    throw new Refusal("unreachable");
  }
}

async function refusalOf(response: Response): Promise<Refusal> {
  const said = (await response.json().catch(() => null)) as { code?: ErrorCode; field?: string; detail?: string } | null;
  // A proxy or a stopped server answers without our body: that is "unreachable", not a riddle about code 502.
  return said?.code ? new Refusal(said.code, said.field, said.detail) : new Refusal(response.status >= 500 ? "unreachable" : "internal");
}

/** The answer to one call. What a person does and the server wants the password for is sent again, as it was, once he has given it. */
async function answerTo<O extends Operation>(signal: AbortSignal | undefined, operation: O, args: SentArgs<O>): Promise<Response> {
  const response = await send(operation, addressOf(operation, ...args), (args[0] as Loose | undefined)?.body, signal);
  const refusal = response.ok ? null : await refusalOf(response);
  noteAnswer(refusal?.code ?? null);
  if (refusal?.code === "not_allowed") notAllowed();
  if (!refusal) return response;
  const reads = operations[operation].startsWith("GET ");
  if (refusal.code === "login_stale" && !reads && (await askProof())) return answerTo(signal, operation, args);
  throw refusal;
}

/** Reads the body of an answer. One that breaks off, or is none of ours, was lost like an answer that never began. */
async function bodyOf<T>(signal: AbortSignal | undefined, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (signal?.aborted) throw error;
    noteAnswer("unreachable");
    throw new Refusal("unreachable");
  }
}

export async function callWith<O extends Operation>(signal: AbortSignal | undefined, operation: O, ...args: SentArgs<O>): Promise<Answer<O>> {
  const response = await answerTo(signal, operation, args);
  return bodyOf(signal, () => response.json() as Promise<Answer<O>>);
}
/** Calls one operation of the contract. Throws `Refusal`; nothing else. */
export const call = <O extends Operation>(operation: O, ...args: SentArgs<O>): Promise<Answer<O>> =>
  callWith(undefined, operation, ...args);

/** Whether server and database answer again, by the smallest question that needs both. */
export const probe = (): Promise<boolean> => call("setupState").then(() => true, () => false);

/** For operations that answer with a file. */
export async function callForFile<O extends Operation>(operation: O, ...args: SentArgs<O>): Promise<Blob> {
  const response = await answerTo(undefined, operation, args);
  return bodyOf(undefined, () => response.blob());
}
