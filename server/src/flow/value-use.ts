import type { Expression, Node, SourceFile } from "../compiler/ast.ts";
import type { PropertyRead, ResultShape, ResultUse } from "../model/index.ts";
import type { Functions } from "./functions.ts";
import type { Loops } from "./loops.ts";
import { Presence } from "./presence.ts";
import type { Scopes } from "./scope.ts";
import { functionAround, rangeOf } from "./syntax.ts";
import { mayBeChanged } from "./value-certainty.ts";
import type { Cursor, DraftRead } from "./value-cursor.ts";
import { ValueTracker } from "./value-tracker.ts";
import type { TrackerContext } from "./value-tracking.ts";

const start: Cursor = {
  path: [],
  many: false,
  read: undefined,
  mixed: false,
  frames: [],
  via: [],
};

/** Says which properties are read of the rows of a result. */
export class ValueUses {
  readonly #source: SourceFile;
  readonly #context: TrackerContext;

  constructor(source: SourceFile, scopes: Scopes, functions: Functions, loops: Loops) {
    this.#source = source;
    this.#context = { scopes, functions, loops, presence: new Presence(scopes) };
  }

  /** See {@link FileFlow.resultUse}. */
  ofCall(call: Expression, shape: ResultShape): ResultUse {
    if (shape === "raw") return { shape, reads: [], escape: "escapes" };
    const tracker = new ValueTracker(this.#context, functionAround(call));
    tracker.follow(call, {
      ...start,
      many: shape === "rows",
      packed: shape === "rows-and-count" ? shape : undefined,
    });
    return { shape, reads: this.#finished(tracker, call), escape: tracker.log.escape };
  }

  #finished(tracker: ValueTracker, origin: Node): readonly PropertyRead[] {
    const byPlace = new Map<string, PropertyRead>();
    for (const draft of tracker.log.reads) {
      const read = this.#fact(draft, tracker, origin);
      const key = `${read.range.start}:${read.path.join(".")}`;
      const earlier = byPlace.get(key);
      if (!earlier) byPlace.set(key, read);
      else if (read.certain && !earlier.certain) byPlace.set(key, read);
    }
    return [...byPlace.values()].sort((a, b) => a.range.start - b.range.start);
  }

  #fact(draft: DraftRead, tracker: ValueTracker, origin: Node): PropertyRead {
    return {
      path: draft.path,
      range: rangeOf(draft.name),
      file: this.#source.fileName,
      access: draft.access ?? "value",
      certain:
        draft.certain && !mayBeChanged(draft, tracker.log.events, origin, this.#context.loops),
      via: draft.via,
    };
  }
}
