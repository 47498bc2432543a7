import { type CallExpression, isBinaryExpression, type Node, SyntaxKind } from "../compiler/ast.ts";
import type { Presence } from "./presence.ts";
import { hasQuestionDot, isTransparent, wrapped } from "./syntax.ts";
import { type ChangeEvent, type Cursor, type DraftRead, noteUse } from "./value-cursor.ts";

/** What was found while a value was followed. */
export class ValueLog {
  readonly reads: DraftRead[] = [];
  readonly events: ChangeEvent[] = [];
  escape: "contained" | "returned" | "escapes" = "contained";
  readonly #presence: Presence;

  constructor(presence: Presence) {
    this.#presence = presence;
  }

  /** `deref`, or `optional` when the access is behind `?.` or a presence check. */
  strict(node: Node): "deref" | "optional" {
    let outer: Node = node;
    while (isTransparent(outer.parent) || outer.parent.kind === SyntaxKind.AwaitExpression) {
      outer = outer.parent;
    }
    const { parent } = outer;
    if (hasQuestionDot(parent) && (parent as CallExpression).expression === outer)
      return "optional";
    return this.#presence.isGuarded(node) ? "optional" : "deref";
  }

  /** Notes that a property is read (or written) at a name. */
  read(name: Node, property: string, at: Cursor): DraftRead {
    const read: DraftRead = {
      path: [...at.path, property],
      name,
      frames: at.frames,
      via: at.via,
      access: undefined,
      certain: !at.mixed,
    };
    this.reads.push(read);
    return read;
  }

  /** Notes an assignment to the property at the end of the path. */
  written(path: readonly string[], at: Cursor, target: Node): void {
    const { parent } = wrapped(target);
    // The right side is read before the property is written.
    const node = isBinaryExpression(parent) ? parent : target;
    this.events.push({ kind: "write", path, node, frames: at.frames });
  }

  /** Notes a call that takes the value and may load or assign what is beneath. */
  called(at: Cursor, call: Node): void {
    this.events.push({ kind: "call", path: at.path, node: call, frames: at.frames });
  }

  /** Notes that rows leave the code that is followed. Properties of rows are judged by their reads. */
  leave(how: "returned" | "escapes", at: Cursor): void {
    if (at.path.length > 0 || this.escape === "escapes") return;
    this.escape = how;
  }

  /** The value goes to where it is not followed. */
  handOut(to: Node, at: Cursor): void {
    noteUse(at.read, "value");
    this.leave("escapes", at);
    this.called(at, to);
  }
}
