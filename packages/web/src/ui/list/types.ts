import { createContext, type ReactNode } from "react";
import type { Pages } from "../../api/queries.ts";
import type { RowResult } from "../jobs.tsx";

export type Column<R> = {
  readonly key: string;
  readonly title: string;
  /** What it is called on a hand-held, where it stands for others too. */
  readonly handTitle?: string;
  readonly cell: (row: R) => ReactNode;
  /** Pixels; a column without width takes what is left. */
  readonly width?: number;
  /** Of a column without width: what it needs at least, where that is less than usual. */
  readonly leastPx?: number;
  /** Shown only when the list itself is at least this wide: wide screens gain columns, not margins. */
  readonly from?: number;
  readonly align?: "right";
};
/** For a cell in which a person chooses what its row is to become: choosing ticks the row. */
export const TickRow = createContext<(id: string) => void>(() => undefined);
export type Option = { readonly value: string; readonly label: string };
/** A filter lives in the URL under `key`. With options it is chosen, without it is typed. */
export type Filter = { readonly key: string; readonly label: string; readonly options?: readonly Option[] };
export type VerbInput = { readonly reason: string; readonly until?: string; readonly warehouseId?: string; readonly methodId?: string };
/** What a batch runs on: the chosen rows, or everything the filter matches (the server finds it). */
export type Targets<R> = { readonly ids: readonly string[]; readonly rows: readonly R[] } | { readonly matching: true };
export type Verb<R> = {
  readonly id: string;
  readonly label: string;
  readonly keyName?: string;
  /** That it has been done, where a language says so otherwise than it asks for it. */
  readonly done?: string | undefined;
  /** Its words on these rows, where those depend on them. */
  readonly words?: (rows: readonly R[]) => Partial<Pick<Verb<R>, "label" | "done">>;
  /** The one the room is for; where that depends on the rows, says of which. */
  readonly primary?: boolean | ((rows: readonly R[]) => boolean);
  readonly danger?: boolean;
  /** Why this row will refuse, known before anything runs; null when it will not. */
  readonly refuses?: (row: R) => string | null;
  /** Why nobody here may do it at all (role). */
  readonly disabled?: string | null;
  readonly needs?: "reason" | "until" | "route";
  /** Of a verb that needs a time: by when this row must have gone on. */
  readonly dueOf?: (row: R) => string | null;
  /** What it does, on hover and in its dialog, where its word alone does not tell it from its neighbour. */
  readonly hint?: string | undefined;
  /** What the dialog says first. */
  readonly about?: string;
  /** Can't be undone: what to say and ask first where it runs on more rows than a person reads one by one. */
  readonly askMany?: (n: string) => string;
  /** Can run on "all matching". Without it only chosen rows. */
  readonly onMatching?: boolean;
  /** Its own words say what it did: no panel says it again. */
  readonly tells?: boolean;
  readonly run: (targets: Targets<R>, input: VerbInput) => Promise<readonly RowResult[]>;
  readonly undo?: { readonly label: string; readonly run: (ids: readonly string[]) => Promise<readonly RowResult[]> };
};
export const isPrimary = <R>({ primary = false }: Pick<Verb<R>, "primary">, rows: readonly R[]): boolean => (typeof primary === "function" ? primary(rows) : primary);
/** A verb in the words it has on these rows. */
export const verbOn = <R>(verb: Verb<R>, rows: readonly R[]): Verb<R> => ({ ...verb, ...verb.words?.(rows) });
export type ListProps<R> = {
  /** Remembers this list's columns and density for this person. */
  readonly name: string;
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly hint?: string;
  readonly pages: Pages<R>;
  readonly columns: readonly Column<R>[];
  readonly rowId: (row: R) => string;
  /** What a person calls the row aloud. */
  readonly rowName: (row: R) => string;
  readonly rowPath?: (row: R) => string;
  /** Content of the drawer beside the list. */
  readonly peek?: (row: R) => ReactNode;
  readonly views?: readonly Option[];
  readonly filters?: readonly Filter[];
  readonly searchable?: boolean;
  /** What the search field takes; without it any text of the list. */
  readonly searchFor?: string;
  readonly verbs?: readonly Verb<R>[];
  /** `ofView`: the view is a list of its own, so its emptiness hides no other rows. */
  readonly empty: { readonly title: ReactNode; readonly hint?: ReactNode; readonly action?: ReactNode; readonly ofView?: boolean };
  readonly actions?: ReactNode;
  /** Between filter bar and table: a line about the whole list. */
  readonly above?: ReactNode;
};
