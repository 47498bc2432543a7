import {
  type Expression,
  isArrayLiteralExpression,
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isElementAccessExpression,
  isEnumDeclaration,
  isIdentifier,
  isImportClause,
  isImportSpecifier,
  isNewExpression,
  isNumericLiteral,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isSpreadElement,
  isStringLiteral,
  type Node,
  SyntaxKind,
} from "../compiler/ast.ts";
import type { LoopSource } from "../model/index.ts";
import { arrayMembers } from "./array-methods.ts";
import type { Constants } from "./constants.ts";
import { operationBehind } from "./loop-operation.ts";
import type { Loops } from "./loops.ts";
import { isMutated } from "./mutation.ts";
import type { Scopes } from "./scope.ts";
import type { KnownLoop } from "./structure.ts";
import { isGlobalCall, methodCall, stepName, unwrap } from "./syntax.ts";

/** What the reading of a loop's source needs. */
export interface LoopSources {
  readonly scopes: Scopes;
  readonly loops: Loops;
  readonly constants: Constants;
  /** The node of each operation's call, with its index. */
  readonly operations: ReadonlyMap<Node, number>;
  /** See {@link operationBehind}. */
  readonly found: Map<Node, number | undefined>;
  /** Whether the elements of what a loop runs over are arrays themselves. */
  isOverArrays(loop: KnownLoop): boolean;
}

const lists: ReadonlySet<string> = new Set(["keys", "values", "entries"]);
const makers: ReadonlySet<string> = new Set(["from", "of"]);
const maxDepth = 12;

/** What a collection is made of. */
export function sourceOf(expression: Expression, sources: LoopSources, depth = 0): LoopSource {
  const { scopes } = sources;
  const operation = operationBehind(expression, sources);
  if (operation !== undefined) return { kind: "query", operation };
  if (depth > maxDepth) return { kind: "unknown" };
  const inner = (part: Expression): LoopSource => sourceOf(part, sources, depth + 1);
  const origin = scopes.origin(expression);

  if (isArrayLiteralExpression(origin)) {
    if (isFilledLater(expression, origin, scopes)) return { kind: "collection" };
    return ofLiteral(origin.elements, inner);
  }
  if (isObjectLiteralExpression(origin)) {
    if (isFilledLater(expression, origin, scopes)) return { kind: "collection" };
    return { kind: "constant", size: origin.properties.length };
  }
  if (isStringLiteral(origin) || isNumericLiteral(origin))
    return { kind: "constant", size: undefined };
  if (isConditionalExpression(origin)) {
    return eitherOf(inner(origin.whenTrue), inner(origin.whenFalse));
  }
  if (isBinaryExpression(origin)) {
    const operator = origin.operatorToken.kind;
    const alternative =
      operator === SyntaxKind.QuestionQuestionToken || operator === SyntaxKind.BarBarToken;
    return alternative ? eitherOf(inner(origin.left), inner(origin.right)) : { kind: "unknown" };
  }
  if (isNewExpression(origin)) {
    const [content] = origin.arguments ?? [];
    if (!content) return { kind: "collection" };
    return sized(content, sources) ?? inner(content);
  }
  if (isCallExpression(origin)) return ofCall(origin, sources, inner);
  if (isPropertyAccessExpression(origin) || isElementAccessExpression(origin)) {
    return ofProperty(origin, sources, inner);
  }
  if (isIdentifier(origin)) {
    const declaration = scopes.declarationOf(origin);
    if (declaration && isEnumDeclaration(declaration)) {
      return { kind: "constant", size: declaration.members.length };
    }
    if (!declaration || isImportSpecifier(declaration) || isImportClause(declaration)) {
      return { kind: "unknown" };
    }
    return { kind: "collection" };
  }
  return { kind: "collection" };
}

/** The literal starts what other statements add to. */
function isFilledLater(expression: Expression, literal: Node, scopes: Scopes): boolean {
  let current: Expression = unwrap(expression);
  for (let depth = 0; depth < maxDepth && current !== literal; depth++) {
    if (!isIdentifier(current)) return false;
    const declaration = scopes.declarationOf(current);
    const value = declaration && scopes.valueOf(declaration);
    if (!declaration || !value) return false;
    if (isMutated(declaration, scopes)) return true;
    current = unwrap(value);
  }
  return false;
}

function ofLiteral(
  elements: readonly Expression[],
  inner: (part: Expression) => LoopSource,
): LoopSource {
  let size: number | undefined = 0;
  for (const element of elements) {
    if (!isSpreadElement(element)) {
      if (size !== undefined) size++;
      continue;
    }
    const spread = inner(element.expression);
    if (spread.kind !== "constant") return spread;
    size = size === undefined || spread.size === undefined ? undefined : size + spread.size;
  }
  return { kind: "constant", size };
}

/** One of two collections: the less bounded one decides. An empty array as the alternative decides nothing. */
function eitherOf(first: LoopSource, second: LoopSource): LoopSource {
  for (const [one, other] of [
    [first, second],
    [second, first],
  ] as const) {
    if (one.kind === "constant" && one.size === 0) return other;
    if (one.kind === "query") return one;
  }
  if (first.kind === "constant" && second.kind === "constant") {
    const known = first.size !== undefined && second.size !== undefined;
    return {
      kind: "constant",
      size: known ? Math.max(first.size ?? 0, second.size ?? 0) : undefined,
    };
  }
  if (first.kind === "unknown" || second.kind === "unknown") return { kind: "unknown" };
  return { kind: "collection" };
}

function ofCall(
  call: Expression,
  sources: LoopSources,
  inner: (part: Expression) => LoopSource,
): LoopSource {
  if (!isCallExpression(call)) return { kind: "unknown" };
  const { declarationOf } = sources.scopes;
  const [content] = call.arguments;
  if (isGlobalCall(call, "Object", lists, declarationOf) && content) return inner(content);
  if (isGlobalCall(call, "Object", new Set(["freeze"]), declarationOf) && content) {
    return inner(content);
  }
  if (isGlobalCall(call, "Array", makers, declarationOf) && content) {
    return sized(content, sources) ?? inner(content);
  }
  const parts = methodCall(call);
  if (!parts) return { kind: "collection" };
  const result = arrayMembers.get(parts.name);
  if (result !== "same" && result !== "callback" && result !== "entries" && parts.name !== "keys") {
    return { kind: "collection" };
  }
  const source = inner(parts.receiver);
  if (source.kind !== "constant") return source;
  const keepsSize = parts.name === "map" || parts.name.endsWith("eversed") || parts.name === "sort";
  return keepsSize ? source : { kind: "constant", size: undefined };
}

/** `Array(5)`, `Array.from({ length: 5 })` */
function sized(content: Expression, sources: LoopSources): LoopSource | undefined {
  const value = unwrap(content);
  if (isNumericLiteral(value)) return { kind: "constant", size: Number(value.text) };
  if (!isObjectLiteralExpression(value)) return undefined;
  const [property] = value.properties;
  if (!property || !isPropertyAssignment(property)) return undefined;
  const length = sources.constants.bySyntax(property.initializer);
  if (!length.known) return { kind: "collection" };
  return { kind: "constant", size: typeof length.value === "number" ? length.value : undefined };
}

/** A property of a constant of this file is constant; any other comes from outside. */
function ofProperty(
  access: Expression,
  sources: LoopSources,
  inner: (part: Expression) => LoopSource,
): LoopSource {
  const folded = sources.constants.bySyntax(access);
  if (folded.known && Array.isArray(folded.value)) {
    return { kind: "constant", size: folded.value.length };
  }
  if (isPropertyAccessExpression(access) && stepName(access) !== undefined) {
    const holder = sources.scopes.origin(access.expression);
    if (isObjectLiteralExpression(holder)) {
      const property = holder.properties.find(
        (candidate) =>
          isPropertyAssignment(candidate) && candidate.name.getText() === stepName(access),
      );
      if (property && isPropertyAssignment(property)) return inner(property.initializer);
    }
  }
  return { kind: "collection" };
}
