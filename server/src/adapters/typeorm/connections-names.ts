import {
  isBindingElement,
  isClassDeclaration,
  isFunctionDeclaration,
  isMethodDeclaration,
  isPropertyAssignment,
  isPropertyDeclaration,
  isVariableDeclaration,
  type Node,
} from "../../compiler/ast.ts";
import { writtenName } from "./option-bag.ts";

/** What the names around an object of options say about where the connection is made. */
export type NamedEnvironment = "test" | "development";

const tests: ReadonlySet<string> = new Set(["test", "tests", "testing", "e2e", "spec", "mock"]);
const development: ReadonlySet<string> = new Set(["dev", "develop", "development", "local"]);

/**
 * The environment that a name around a node speaks of: the key of an entry (`development: { … }`), a variable
 * (`testDataSource`), a function (`createTestConnection`), a class.
 */
export function namedEnvironment(node: Node): NamedEnvironment | undefined {
  let found: NamedEnvironment | undefined;
  for (let around: Node | undefined = node; around; around = around.parent) {
    const name = declaredName(around);
    const spoken = name === undefined ? undefined : environmentOf(name);
    // `LocalStorageModule` runs everywhere.
    if (spoken === "development" && isClassDeclaration(around)) continue;
    if (spoken === "test") return spoken;
    found ??= spoken;
  }
  return found;
}

function declaredName(node: Node): string | undefined {
  if (
    isPropertyAssignment(node) ||
    isPropertyDeclaration(node) ||
    isMethodDeclaration(node) ||
    isVariableDeclaration(node) ||
    isBindingElement(node) ||
    isFunctionDeclaration(node) ||
    isClassDeclaration(node)
  )
    return node.name ? writtenName(node.name) : undefined;
  return undefined;
}

function environmentOf(name: string): NamedEnvironment | undefined {
  const words = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\d]+/u);
  if (words.some((word) => tests.has(word))) return "test";
  return words.some((word) => development.has(word)) ? "development" : undefined;
}
