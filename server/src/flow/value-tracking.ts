import type { BindingName, Node } from "../compiler/ast.ts";
import type { Functions } from "./functions.ts";
import type { Loops } from "./loops.ts";
import type { Presence } from "./presence.ts";
import type { Scopes } from "./scope.ts";
import type { Cursor } from "./value-cursor.ts";
import type { ValueLog } from "./value-log.ts";

/** What the following of values needs to know of the file. */
export interface TrackerContext {
  readonly scopes: Scopes;
  readonly functions: Functions;
  readonly loops: Loops;
  readonly presence: Presence;
}

/** The following of one value, as its parts see it. */
export interface Tracking {
  readonly context: TrackerContext;
  readonly log: ValueLog;
  /** The function whose `return` hands the value out. */
  readonly owner: Node | undefined;
  /** Follows a value from an expression to what is done with it. */
  follow(node: Node, at: Cursor): void;
  /** Binds a value to a variable, parameter or pattern. `from` is where the value comes from. */
  bind(name: BindingName, at: Cursor, from: Node): void;
  /** Whether a variable was not followed before with the same part of the value. */
  enterVariable(declaration: Node, at: Cursor): boolean;
}
