import type { Fact, UnknownReason } from "../../base/index.ts";
import { type Inline, listed } from "./description.ts";
import { reasonText } from "./reasons.ts";

/** What a fact is about, and the fact. `undefined`: there is nothing to know. */
export type Asked = readonly [what: string | Inline, fact: Fact<unknown> | undefined];

/** The facts that could not be read, those with one reason together: `type and default unknown: …`. */
export function unread(asked: readonly Asked[]): readonly Inline[] {
  const byReason = new Map<UnknownReason, Inline[]>();
  for (const [what, fact] of asked) {
    if (!fact || fact.known) continue;
    const text: Inline = typeof what === "string" ? [what] : what;
    const others = byReason.get(fact.reason);
    if (others) others.push(text);
    else byReason.set(fact.reason, [text]);
  }
  return [...byReason].map(([reason, parts]) => [
    ...listed(parts),
    ` unknown: ${reasonText(reason)}`,
  ]);
}
