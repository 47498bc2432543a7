import type { FunctionLikeDeclaration, Node } from "../compiler/ast.ts";
import type { PropertyRead } from "../model/index.ts";

/** A call that led into a helper of the same file, or that a function gives the rows to. */
export interface Frame {
  readonly call: Node;
  readonly owner: FunctionLikeDeclaration;
  /** The rows come out of the call: each such call has rows of its own. */
  readonly returned?: true;
}

/** A read that is still being judged: what is done with its value decides its access. */
export interface DraftRead {
  readonly path: readonly string[];
  /** The last name of the path. */
  readonly name: Node;
  readonly frames: readonly Frame[];
  readonly via: PropertyRead["via"];
  access: PropertyRead["access"] | undefined;
  certain: boolean;
}

/** Which part of a result a value is, on the way from the query to its uses. */
export interface Cursor {
  /** Properties from a row to the value, array steps left out. */
  readonly path: readonly string[];
  /** `true`: an array of such values. `undefined`: a property or parameter that may be one. */
  readonly many: boolean | undefined;
  /**
   * `rows-and-count`: a pair of rows and number. A number: a tuple that holds the value at this position.
   * `entries`: pairs of index and value.
   */
  readonly packed?: "rows-and-count" | "entries" | number | undefined;
  /** The read that gave this value, to be judged by what is done with it. */
  readonly read: DraftRead | undefined;
  /** The same for the elements of an array. */
  readonly elementRead?: DraftRead | undefined;
  /** The value may be another than the query's. */
  readonly mixed: boolean;
  readonly frames: readonly Frame[];
  readonly via: PropertyRead["via"];
}

/** Something that may change which properties a row has: an assignment, or a call that takes it. */
export interface ChangeEvent {
  readonly kind: "write" | "call";
  readonly path: readonly string[];
  readonly node: Node;
  readonly frames: readonly Frame[];
}

const strength = { check: 0, optional: 1, value: 2, deref: 3, write: 4 } as const;

/** Notes what is done with the value of a read; the strongest use stands. */
export function noteUse(read: DraftRead | undefined, access: PropertyRead["access"]): void {
  if (!read) return;
  if (read.access === undefined || strength[access] > strength[read.access]) read.access = access;
}

/** The element of an array. */
export function elementOf(at: Cursor): Cursor {
  return { ...at, many: false, packed: undefined, read: at.elementRead, elementRead: undefined };
}

/** The array that holds such values. */
export function arrayOf(at: Cursor): Cursor {
  return { ...at, many: true, packed: undefined, read: undefined, elementRead: at.read };
}

/** The value of a property. `judged` is the read that further uses decide about. */
export function stepped(at: Cursor, read: DraftRead, judged: DraftRead | undefined): Cursor {
  return {
    ...at,
    path: read.path,
    many: undefined,
    packed: undefined,
    read: judged,
    elementRead: undefined,
  };
}

/** The value at a position of a pair, tuple or array. */
export function unpacked(at: Cursor, index: number): Cursor | undefined {
  if (at.packed === "rows-and-count") {
    return index === 0 ? { ...at, packed: undefined, many: true } : undefined;
  }
  if (at.packed === "entries")
    return index === 1 ? { ...at, packed: undefined, many: false } : undefined;
  if (typeof at.packed === "number") {
    return index === at.packed ? { ...at, packed: undefined } : undefined;
  }
  return at.many === false ? undefined : elementOf(at);
}

/** What a loop over the value binds; `undefined` when the value is no array. */
export function elementOfIterated(at: Cursor): Cursor | undefined {
  if (at.packed === "entries") return { ...at, many: undefined };
  if (at.packed !== undefined) return undefined;
  return at.many === false ? undefined : elementOf(at);
}
