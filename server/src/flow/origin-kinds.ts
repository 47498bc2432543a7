import type { Range } from "../base/index.ts";
import type { Origin, OriginKind } from "../model/index.ts";

/** From harmless to harmful: text made of several is as bad as the worst. */
const ORDER: readonly OriginKind[] = [
  "constant",
  "numeric",
  "metadata",
  "subquery",
  "escaped",
  "allow-listed",
  "database",
  "parameter",
  "unknown",
  "environment",
  "request",
];

export function origin(kind: OriginKind, range?: Range, message?: string): Origin {
  const steps = range === undefined || message === undefined ? [] : [{ range, message }];
  return { kind, steps };
}

export const CONSTANT: Origin = origin("constant");
export const NUMERIC: Origin = origin("numeric");
export const UNKNOWN: Origin = origin("unknown");

/** The worst of several origins; constant when there are none. */
export function worst(origins: readonly Origin[]): Origin {
  return origins.reduce(
    (bad, next) => (ORDER.indexOf(next.kind) > ORDER.indexOf(bad.kind) ? next : bad),
    CONSTANT,
  );
}

/** Text of this origin cannot be chosen by a caller or a user. */
export function isHarmless(found: Origin): boolean {
  return ORDER.indexOf(found.kind) <= ORDER.indexOf("allow-listed");
}

/** The origin, reached by one more step. */
export function via(found: Origin, range: Range, message: string): Origin {
  return { kind: found.kind, steps: [...found.steps, { range, message }] };
}
