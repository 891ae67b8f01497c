import type { z } from "zod";
import type { Api, Operation } from "@argosy/core/api/index.ts";
import type { Role } from "@argosy/core/api/people.ts";
import type { RouteInput } from "@argosy/core/api/route.ts";
import type { Locale } from "@argosy/core/locale.ts";
import type { Refusal } from "@argosy/core/errors.ts";
import type { Result } from "@argosy/core/result.ts";
import type { Company } from "../pipeline/room.ts";
import type { Actor } from "../pipeline/traveller.ts";

/** The signed-in member who asks. */
export type Caller = {
  readonly memberId: string; readonly name: string; readonly role: Role; readonly actor: Actor;
  readonly locale: Locale; // of the page that asks: names of goods and papers are in it
  readonly zone?: string | null; // where that page is read: papers say its time
  readonly loginStale?: boolean; // the password was given long ago; what has no session is no person who went away
  readonly session?: Buffer; // hash of the cookie, so that "all other sessions" can leave this one alone
};

/** What every handler gets. After a write the worker looks at once by itself; `wakeRooms` is for who waits for what it does. */
export type Asked = { readonly company: Company; readonly caller: Caller; readonly wakeRooms: () => void };

/** A file instead of JSON; `name` is made by us, never by a stranger. */
export type FileAnswer = { readonly mime: string; readonly name: string; readonly bytes: Uint8Array };

/** Answers are built, not changed: what a handler holds as readonly may be given as it is. */
type Frozen<T> = T extends readonly (infer U)[] ? readonly Frozen<U>[] : T extends object ? { readonly [P in keyof T]: Frozen<T[P]> } : T;
type Answer<K extends Operation> = Api[K] extends { readonly answer: infer A extends z.ZodType } ? Frozen<z.input<A>> : FileAnswer;

/** One operation of core/api, carried out. A refusal is a value; a throw is a bug and answers 500 with a log id. */
export type Handler<K extends Operation> = (asked: Asked, input: RouteInput<Api[K]>) => Promise<Result<Answer<K>, Refusal>>;
/** Operations that the app answers itself, before there is a caller or because they stream. */
export type AppOperation = "setupState" | "setUp" | "signIn" | "provePassword" | "signOut" | "me" | "live";
export type Handlers = { readonly [K in Exclude<Operation, AppOperation>]: Handler<K> };
/** What one room or supporting folder contributes: `export const routes = {…} satisfies SomeHandlers`. */
export type SomeHandlers = Partial<Handlers>;
