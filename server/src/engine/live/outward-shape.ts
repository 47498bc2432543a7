import { createHash } from "node:crypto";
import {
  type FunctionLikeDeclaration,
  type Node,
  type SourceFile,
  SyntaxKind,
} from "../../compiler/ast.ts";
import { NodeTable } from "../../compiler/node-table.ts";

/** What other files may see of a file. */
export interface OutwardShape {
  /** The same for texts that look the same from outside. */
  readonly digest: string;
  /** Files that do not import it may depend on it: it declares global names, or adds to other modules. */
  readonly global: boolean;
}

/** Functions that hide their bodies when they say what they return. */
const hiding: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.FunctionExpression,
  SyntaxKind.ArrowFunction,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.GetAccessor,
]);

/** In JavaScript, properties are declared by what functions do. */
const script = /\.[cm]?jsx?$/;

/**
 * The shape of a file as other files may see it: its text without the bodies of functions that say
 * what they return. All other text may decide a type; constructors too, as properties can get their
 * types there.
 * @param whole the bodies matter as well
 */
export function outwardShape(source: SourceFile, whole: boolean): OutwardShape {
  const hash = createHash("sha256");
  const table = new NodeTable(source);
  const hides = !whole && !script.test(source.fileName);
  const visibleEnd = { at: 0 };
  if (hides)
    table.forEach((kind, position) => {
      if (!hiding.has(kind)) return;
      const { type, body } = table.nodeAt(position) as FunctionLikeDeclaration;
      if (!type || body?.kind !== SyntaxKind.Block || body.pos < visibleEnd.at) return;
      hash.update(source.text.slice(visibleEnd.at, body.pos));
      visibleEnd.at = body.end;
    });
  hash.update(source.text.slice(visibleEnd.at));
  return { digest: hash.digest("base64url"), global: isGlobal(source) };
}

const moduleSyntax: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.ImportDeclaration,
  SyntaxKind.ImportEqualsDeclaration,
  SyntaxKind.ExportDeclaration,
  SyntaxKind.ExportAssignment,
]);

/** A script, or a module with `declare global` or `declare module "…"`. */
function isGlobal(source: SourceFile): boolean {
  let isModule = false;
  for (const statement of source.statements) {
    if (statement.kind === SyntaxKind.ModuleDeclaration && augments(statement, source)) return true;
    isModule ||= moduleSyntax.has(statement.kind) || isExported(statement);
  }
  return !isModule;
}

function augments(statement: Node, source: SourceFile): boolean {
  const start = source.text.slice(statement.getStart(source), statement.end);
  return /^(?:export\s+)?(?:declare\s+)?(?:global\b|module\s*["'])/.test(start);
}

function isExported(statement: Node): boolean {
  const modifiers = (statement as { readonly modifiers?: Iterable<Node> }).modifiers ?? [];
  for (const modifier of modifiers) if (modifier.kind === SyntaxKind.ExportKeyword) return true;
  return false;
}
