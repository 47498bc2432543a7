/** A fact that was read with certainty. */
export interface Known<T> {
  readonly known: true;
  readonly value: T;
}

/**
 * Why a fact could not be read. One short kebab-case word group per cause, so that
 * `--stats` can count blind spots by reason.
 */
export type UnknownReason =
  | "any-type"
  | "custom-decorator"
  | "custom-naming-strategy"
  | "dynamic-expression"
  | "dynamic-options"
  | "dynamic-relations"
  | "external-base-class"
  | "generic-entity"
  | "mixin"
  | "no-dialect"
  | "referenced-column"
  | "spread"
  | "unresolved-import"
  | "unresolved-entity"
  | "unsupported-syntax";

/** A fact that exists but could not be read. Rules stay silent on it. */
export interface Unknown {
  readonly known: false;
  readonly reason: UnknownReason;
}

/** Something a reader may or may not have understood. */
export type Fact<T> = Known<T> | Unknown;

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

export function unknown(reason: UnknownReason): Unknown {
  return { known: false, reason };
}

/** The value when known, otherwise `undefined`. */
export function factValue<T>(fact: Fact<T> | undefined): T | undefined {
  return fact?.known ? fact.value : undefined;
}
