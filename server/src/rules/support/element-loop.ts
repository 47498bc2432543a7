import type { FileFacts, Loop, LoopUse } from "../../model/index.ts";

/** A loop that takes one element of a collection at a time, and what runs for each. */
export interface ElementLoop {
  readonly loop: Loop;
  readonly use: LoopUse;
  /** How often a body runs, for a message: "element of `posts`", "turn of the loop while `index < n`". */
  readonly each: string;
}

/**
 * The innermost loop whose elements a call depends on, when it runs over rows or over a collection
 * of unknown size.
 * @param uses loops around the call, innermost first
 * @returns `undefined` when every such loop is bounded, takes chunks, repeats work, or is not understood
 */
export function elementLoop(
  facts: Pick<FileFacts, "loops">,
  uses: readonly LoopUse[],
): ElementLoop | undefined {
  for (const use of uses) {
    const loop = facts.loops[use.loop];
    if (!use.dependent || !loop) continue;
    switch (loop.source.kind) {
      case "query":
      case "collection":
        return { loop, use, each: describe(loop) };
      // One statement per piece of a larger whole is the remedy, whatever is around it.
      case "chunks":
      case "repeat":
      case "unknown":
        return undefined;
      case "constant":
        break;
    }
  }
  return undefined;
}

function describe({ kind, text }: Loop): string {
  const over = `\`${shorten(text)}\``;
  const counts = kind === "for" || kind === "while" || kind === "do";
  return counts ? `turn of the loop while ${over}` : `element of ${over}`;
}

const MAX_TEXT = 60;

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= MAX_TEXT ? line : `${line.slice(0, MAX_TEXT - 1)}…`;
}
