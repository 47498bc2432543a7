import {
  type FunctionLikeDeclaration,
  isFunctionLikeDeclaration,
  isIdentifier,
  type Node,
} from "../compiler/ast.ts";
import type { ParameterUse } from "../model/index.ts";
import { valuesOf } from "./loop-dependence.ts";
import type { Loops } from "./loops.ts";
import { isMemoised } from "./memoised.ts";
import { boundDeclarations, type Scopes } from "./scope.ts";
import { encloses, walk } from "./syntax.ts";

interface ParameterUseSources {
  readonly scopes: Scopes;
  readonly loops: Loops;
  readonly functionIndex: ReadonlyMap<Node, number>;
}

/**
 * The parameters of the functions around a node that its inputs mention, also through variables of those
 * functions. A function that asks a cache before it comes to the node is left out: what it is given does
 * not decide whether the node runs.
 */
export function parameterUses(
  node: Node,
  inputs: readonly Node[],
  sources: ParameterUseSources,
): readonly ParameterUse[] {
  const around = functionsAround(node);
  const outermost = around.at(-1);
  if (!outermost || inputs.length === 0) return [];
  const mentioned = mentionedIn(inputs, outermost, sources);
  return around.flatMap((owner) => {
    const index = sources.functionIndex.get(owner);
    if (index === undefined) return [];
    const used = owner.parameters.flatMap((parameter, position) =>
      boundDeclarations(parameter).some((declaration) => mentioned.has(declaration))
        ? [{ function: index, parameter: position }]
        : [],
    );
    return used.length === 0 || isMemoised(node, owner, sources.scopes) ? [] : used;
  });
}

function functionsAround(node: Node): readonly FunctionLikeDeclaration[] {
  const around: FunctionLikeDeclaration[] = [];
  for (let current: Node | undefined = node.parent; current; current = current.parent) {
    if (isFunctionLikeDeclaration(current)) around.push(current);
  }
  return around;
}

/** The declarations that inputs mention, and those that the values of variables inside a node mention. */
function mentionedIn(
  inputs: readonly Node[],
  within: Node,
  { scopes, loops }: ParameterUseSources,
): ReadonlySet<Node> {
  const mentioned = new Set<Node>();
  const open: Node[] = [...inputs];
  for (const input of open) {
    walk(input, (part) => {
      const declaration = isIdentifier(part) ? scopes.declarationOf(part) : undefined;
      if (!declaration || mentioned.has(declaration)) return true;
      mentioned.add(declaration);
      if (encloses(within, declaration)) open.push(...valuesOf(declaration, scopes, loops));
      return true;
    });
  }
  return mentioned;
}
