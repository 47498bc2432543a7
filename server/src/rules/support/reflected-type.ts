import type { Column, ValueType } from "../../model/index.ts";

/** What a property's type comes to at run time, as far as it cannot become a column type. */
export interface UnusableType {
  /** The constructor that the compiler's decorator metadata names. */
  readonly constructorName: "Object" | "Array" | "BigInt" | "Promise" | "Symbol";
  /** Why, for a message. */
  readonly because: string;
}

/**
 * What the compiler emits as metadata for a property whose type determines no column type.
 * @returns `undefined` when the type determines one, or when that is not certain
 */
export function unusableType(type: ValueType): UnusableType | undefined {
  if (type.promise) return { constructorName: "Promise", because: "a promise" };
  // With strict null checks a union with null names no single constructor, and nothing else is nullable.
  if (type.nullable && type.strictNullChecks && type.base !== "any") {
    return { constructorName: "Object", because: "a union with `null`" };
  }
  switch (type.base) {
    case "any":
    case "unknown":
      return { constructorName: "Object", because: `\`${type.base}\`` };
    case "mixed":
      return { constructorName: "Object", because: "a union of different kinds" };
    case "array":
      return { constructorName: "Array", because: "an array" };
    case "bigint":
      return { constructorName: "BigInt", because: "a `bigint`" };
    case "symbol":
      return { constructorName: "Symbol", because: "a symbol" };
    case "object":
      return { constructorName: "Object", because: "an object" };
    case "string":
    case "number":
    case "boolean":
    case "date":
    case "buffer":
    case "never":
      return undefined;
  }
}

/**
 * The type to write on a column that had none: what the ORM makes of the TypeScript type.
 * @returns `undefined` when the TypeScript type does not say, or databases differ
 */
export function typeToWrite(column: Column): string | undefined {
  switch (column.valueType.base) {
    case "string":
      return "varchar";
    case "number":
      return "int";
    default:
      return undefined;
  }
}
