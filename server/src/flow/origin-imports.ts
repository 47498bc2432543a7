import {
  type Expression,
  type Identifier,
  isIdentifier,
  isPropertyAccessExpression,
  isVariableStatement,
  type Node,
  NodeFlags,
  type PropertyAccessExpression,
  type SourceFile,
  SyntaxKind,
} from "../compiler/ast.ts";
import type { SymbolView } from "../compiler/symbol-view.ts";
import type { FileFlow } from "./file-flow.ts";
import { valueAt } from "./origin-objects.ts";
import { isConstantLiteral } from "./origin-syntax.ts";
import { unwrap } from "./syntax.ts";

const IMPORTS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.ImportSpecifier,
  SyntaxKind.ImportClause,
  SyntaxKind.NamespaceImport,
]);

/** Names of functions that make text harmless for SQL; not those that look after patterns or markup. */
const ESCAPING =
  /^(?:escape|quote|sanitize|ident(?![a-z]))(?!\w*(?:like|wildcard|pattern|reg|html|url))/i;

/** What other files of the program say about a name that is imported. */
export class ImportedValues {
  readonly #flow: FileFlow;

  constructor(flow: FileFlow) {
    this.#flow = flow;
  }

  /** Whether `TABLES.user` is a literal in an object that another file declares as a `const`. */
  async isLiteral(access: PropertyAccessExpression): Promise<boolean> {
    const path: string[] = [];
    let root: Expression = access;
    while (isPropertyAccessExpression(root)) {
      path.unshift(root.name.text);
      root = unwrap(root.expression);
    }
    if (!isIdentifier(root)) return false;
    const symbol = await this.#imported(root);
    const site = symbol?.declarations[0];
    if (!symbol || !site || site.kind !== SyntaxKind.VariableDeclaration) return false;
    const source = await this.#flow.program.otherFile(site.path);
    let value = source && constantOf(source, symbol.name);
    for (const name of path) value = value && valueAt(unwrap(value), name);
    return value !== undefined && isConstantLiteral(unwrap(value));
  }

  /** Whether a name is a function of another file of the project that says to escape. */
  async escapes(name: Node & { readonly text: string }): Promise<boolean> {
    if (!ESCAPING.test(name.text)) return false;
    const symbol = await (await this.#flow.program.checker.symbolAt(name))?.resolved();
    const path = symbol?.declarations[0]?.path;
    return (
      path !== undefined &&
      path !== this.#flow.source.fileName &&
      !path.includes("/node_modules/") &&
      !symbol?.isFromDefaultLibrary
    );
  }

  async #imported(name: Identifier): Promise<SymbolView | undefined> {
    const declaration = this.#flow.declarationOf(name);
    if (!declaration || !IMPORTS.has(declaration.kind)) return undefined;
    return (await this.#flow.program.checker.symbolAt(name))?.resolved();
  }
}

/** The initialiser of a `const` at the top of a file. */
function constantOf(source: SourceFile, name: string): Expression | undefined {
  for (const statement of source.statements) {
    if (!isVariableStatement(statement)) continue;
    for (const declaration of statement.declarationList.declarations) {
      if (!isIdentifier(declaration.name) || declaration.name.text !== name) continue;
      const constant = (statement.declarationList.flags & NodeFlags.Const) !== 0;
      return constant ? declaration.initializer : undefined;
    }
  }
  return undefined;
}
