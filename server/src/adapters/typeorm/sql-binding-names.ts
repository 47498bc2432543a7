import {
  isCallExpression,
  isFunctionLikeDeclaration,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isParameterDeclaration,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isStringLiteral,
  isTemplateExpression,
  type Node,
} from "../../compiler/ast.ts";
import { walk } from "../../flow/syntax.ts";
import { readPlaceholders } from "../../sql/placeholders.ts";
import type { BindingRequest } from "./sql-binding.ts";

const RESERVED = new Set(
  "value values length toString trim toLowerCase toUpperCase toISOString toJSON String".split(" "),
);

/** The names taken in each function: kept for a file, so that no two rewrites give the same one. */
export type NameRegistry = Map<Node, Set<string>>;

/**
 * Gives names to parameters of a query builder. All clauses of a builder, and those of its subqueries, share one
 * space of names (TypeORM documentation, "Using parameters to escape data"), so a name must be new
 * to the whole function.
 */
export class BoundNames {
  readonly #taken: Set<string>;
  readonly #given = new Map<string, string>();
  /** Every clause of the builder can be seen: it is not handed in by a caller. */
  readonly certain: boolean;

  constructor(request: BindingRequest, registry: NameRegistry) {
    const scope = outermostFunction(request.call);
    const taken = registry.get(scope) ?? namesIn(scope);
    registry.set(scope, taken);
    this.#taken = taken;
    this.certain = request.kind !== "builder" || !isHandedIn(request, scope);
  }

  /** @param value source of the bound value; the same value has the same name */
  nameFor(value: string): { readonly name: string; readonly known: boolean } {
    const given = this.#given.get(value);
    if (given !== undefined) return { name: given, known: true };
    const words = value.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [];
    const word = words.findLast((each) => !RESERVED.has(each)) ?? "value";
    let name = word;
    for (let number = 2; this.#taken.has(name); number++) name = `${word}${number}`;
    this.#taken.add(name);
    this.#given.set(value, name);
    return { name, known: false };
  }
}

/** The whole file, for code outside of functions. */
function outermostFunction(node: Node): Node {
  let found: Node | undefined;
  let top: Node = node;
  for (let current: Node | undefined = node; current; current = current.parent) {
    if (isFunctionLikeDeclaration(current)) found = current;
    top = current;
  }
  return found ?? top;
}

/** The placeholders and property names that a function's text holds. */
function namesIn(scope: Node): Set<string> {
  const names = new Set<string>();
  const add = (pieces: readonly (string | null)[]): void => {
    for (const name of readPlaceholders(pieces).names) names.add(name);
  };
  walk(scope, (node) => {
    if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) add([node.text]);
    else if (isTemplateExpression(node))
      add([node.head.text, ...node.templateSpans.flatMap((span) => [null, span.literal.text])]);
    else if (isPropertyAssignment(node) || isShorthandPropertyAssignment(node))
      names.add(node.name.getText());
    return undefined;
  });
  return names;
}

/** The builder comes into the function from outside: a parameter, or a member of the class. */
function isHandedIn(request: BindingRequest, scope: Node): boolean {
  let root: Node = request.call;
  while (isCallExpression(root) || isPropertyAccessExpression(root)) {
    if (isPropertyAccessExpression(root) && MAKERS.has(root.name.text)) return false;
    root = root.expression;
  }
  if (!isIdentifier(root)) return true;
  const { flow } = request.context;
  const declaration = flow.declarationOf(root);
  if (declaration && isParameterDeclaration(declaration)) return declaration.parent === scope;
  const origin = flow.origin(root);
  return origin === root || !/\.createQueryBuilder\(|\.subQuery\(/.test(origin.getText());
}

const MAKERS = new Set(["createQueryBuilder", "subQuery"]);
