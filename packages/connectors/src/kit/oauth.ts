import type { ConnectorError } from "@argosy/core/connector.ts";
import { ok, type Result } from "@argosy/core/result.ts";
import { epochMs, type Clock } from "@argosy/core/time.ts";

export type Token = { readonly text: string; readonly expiresInS: number };
type Fetched = Result<Token, ConnectorError>;
type Held = { readonly text: string; readonly goodUntilMs: number };

const marginS = 60; // a token must outlive the call that carries it

export type TokenSource = {
  /** A token that is good for at least a minute. */
  readonly get: () => Promise<Result<string, ConnectorError>>;
  /** Forgets a token that was refused, unless another caller has already replaced it. */
  readonly drop: (text: string) => void;
};

/**
 * Keeps one access token and renews it once for any number of callers that wait for it.
 * A failed renewal is told to all that waited and not remembered: the next caller tries again.
 */
export function tokenSource(clock: Clock, fetchToken: () => Promise<Fetched>): TokenSource {
  let held: Held | null = null;
  let renewal: Promise<Result<string, ConnectorError>> | null = null;

  const renew = async (): Promise<Result<string, ConnectorError>> => {
    const fetched = await fetchToken();
    if (!fetched.ok) return fetched;
    const { text, expiresInS } = fetched.value;
    held = { text, goodUntilMs: epochMs(clock.now()) + (expiresInS - marginS) * 1000 };
    return ok(text);
  };
  return {
    async get() {
      if (held && epochMs(clock.now()) < held.goodUntilMs) return ok(held.text);
      renewal ??= renew().finally(() => (renewal = null));
      return renewal;
    },
    drop(text) {
      if (held?.text === text) held = null;
    },
  };
}

/**
 * Makes a call with a token, and once more with a fresh one when the first is refused: a token can be revoked before it
 * expires. A call answered by 401 was not carried out, so even a write may be repeated here.
 */
export async function withToken<T>(
  tokens: TokenSource,
  call: (token: string) => Promise<Result<T, ConnectorError>>,
): Promise<Result<T, ConnectorError>> {
  const first = await tokens.get();
  if (!first.ok) return first;
  const answer = await call(first.value);
  if (answer.ok || answer.error.kind !== "signed_out") return answer;
  tokens.drop(first.value);
  const second = await tokens.get();
  return second.ok ? call(second.value) : second;
}

/** `Basic` authorization of two texts, as UTF-8. */
export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
