import type { Column } from "../../model/index.ts";

/** Why a property's type determines no column type, for a message. */
export function whyUnusable({ valueType, unusableConstructor, initialised }: Column): string {
  const isObject = unusableConstructor === "Object";
  if (valueType.promise) return "a promise";
  if (isObject && valueType.nullable) return "a union with `null`";
  if (isObject && valueType.optional && valueType.text.includes("undefined")) {
    return "a union with `undefined`";
  }
  switch (valueType.base) {
    case "any":
    case "unknown":
      return `\`${valueType.base}\``;
    case "mixed":
      return "a union of different kinds";
    case "array":
      return "an array";
    case "bigint":
      return "a `bigint`";
    case "symbol":
      return "a symbol";
    case "object":
      return "an object";
    default:
      return isObject && initialised ? "a property without a type annotation" : "a type like this";
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
