import type { EntityId } from "./entity.ts";

/** What a TypeScript type is made of, without `null`, `undefined` and `Promise`. */
export type ValueBase =
  | "string"
  | "number"
  | "bigint"
  | "boolean"
  | "date"
  | "buffer"
  | "symbol"
  | "array"
  | "object"
  | "mixed"
  | "any"
  | "unknown"
  | "never";

/** A TypeScript type, reduced to what rules ask about. */
export interface ValueType {
  /** As the compiler prints it, cut at 120 characters. */
  readonly text: string;
  readonly base: ValueBase;
  /** The type includes `null`. Meaningless when `strictNullChecks` is false. */
  readonly nullable: boolean;
  /** The type includes `undefined`, or the property is written with `?`. */
  readonly optional: boolean;
  /** The compiler options let the type express null at all. */
  readonly strictNullChecks: boolean;
  /** All values, when the type is a union of literals or an enum. */
  readonly literals?: readonly (string | number | boolean)[];
  /** The type is `Promise<…>`; the rest describes what it resolves to. */
  readonly promise: boolean;
  /** The element of an array. */
  readonly element?: ValueType;
  /** The class or interface of an object type, when it is declared in a source file of the project. */
  readonly declaredAs?: EntityId;
  /** Name of the class or interface of an object type. */
  readonly symbolName?: string;
  /** npm package that declares the class or interface. */
  readonly symbolPackage?: string;
}
