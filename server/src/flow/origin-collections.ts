import {
  type Expression,
  isArrayLiteralExpression,
  isEnumDeclaration,
  isIdentifier,
  isNewExpression,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  SyntaxKind,
} from "../compiler/ast.ts";
import type { FileFlow } from "./file-flow.ts";
import type { SqlKnowledge } from "./sql-expression.ts";
import { methodCall, unwrap, unwrapAwait } from "./syntax.ts";

/** Tells which collections list what the program allows. */
export class Collections {
  readonly #flow: FileFlow;
  readonly #knowledge: SqlKnowledge;

  constructor(flow: FileFlow, knowledge: SqlKnowledge) {
    this.#flow = flow;
    this.#knowledge = knowledge;
  }

  /** Whether a collection's members are fixed by the program: a literal, an enum, a constant of another module, the ORM's metadata. */
  async isClosed(collection: Expression): Promise<boolean> {
    const value = unwrap(this.#flow.origin(collection));
    if (isArrayLiteralExpression(value) || isObjectLiteralExpression(value))
      return isObjectLiteralExpression(value) || this.#isConstant(value);
    if (isNewExpression(value)) {
      const name = isIdentifier(value.expression) ? value.expression.text : "";
      const items = value.arguments?.[0];
      return ["Set", "Map"].includes(name) && items !== undefined && this.isClosed(items);
    }
    const parts = methodCall(value);
    if (parts && isIdentifier(parts.receiver) && parts.receiver.text === "Object") {
      const from = parts.call.arguments[0];
      return (
        ["keys", "values", "entries", "freeze"].includes(parts.name) &&
        !!from &&
        this.isClosed(from)
      );
    }
    if (parts && ["map", "filter", "concat"].includes(parts.name))
      return this.isClosed(parts.receiver);
    if ((await this.#knowledge.classify(value)) === "metadata") return true;
    if (await this.#isConstant(value)) return true;
    return this.#isFixedElsewhere(value);
  }

  /** Whether being among the members is a check: they are fixed by the program, or the database lists them. */
  async isAllowList(collection: Expression): Promise<boolean> {
    let value = unwrapAwait(this.#flow.origin(collection));
    for (let parts = methodCall(value); parts?.name === "map"; parts = methodCall(value))
      value = unwrapAwait(this.#flow.origin(parts.receiver));
    if ((await this.#knowledge.classify(value)) === "database") return true;
    return this.isClosed(collection);
  }

  /** An imported constant, an enum, or a static or readonly member: no caller can choose what it lists. */
  async #isFixedElsewhere(value: Expression): Promise<boolean> {
    let root: Expression = value;
    while (isPropertyAccessExpression(root)) root = unwrap(root.expression);
    if (!isIdentifier(root))
      return root.kind === SyntaxKind.ThisKeyword && (await this.#isCollection(value));
    const declaration = this.#flow.declarationOf(root);
    if (!declaration) return false;
    if (isEnumDeclaration(declaration)) return true;
    const imported =
      IMPORTS.has(declaration.kind) || declaration.kind === SyntaxKind.ClassDeclaration;
    return imported && (await this.#isCollection(value));
  }

  /** A folded list or object. A folded string is none: its `includes` looks for a piece of text. */
  async #isConstant(value: Expression): Promise<boolean> {
    const constant = await this.#flow.constantOf(value);
    return constant.known && typeof constant.value === "object" && constant.value !== null;
  }

  /** Not a string, whose `includes` would look for a piece of text. */
  async #isCollection(value: Expression): Promise<boolean> {
    const { base } = await this.#flow.valueTypeOf(value);
    return base === "array" || base === "object";
  }
}

const IMPORTS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.ImportSpecifier,
  SyntaxKind.ImportClause,
  SyntaxKind.NamespaceImport,
]);
