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
 * For each of some inputs of a node, the parameters of the functions around that it mentions, also through
 * variables of those functions. A function that asks a cache before it comes to the node is left out: what
 * it is given does not decide whether the node runs.
 */
export function parameterUses(
  node: Node,
  inputs: readonly Node[],
  sources: ParameterUseSources,
): readonly (readonly ParameterUse[])[] {
  if (inputs.length === 0) return [];
  const around = functionsAround(node).filter(({ parameters }) => parameters.length > 0);
  const outermost = around.at(-1);
  if (!outermost) return inputs.map(() => []);
  const owners = around.map((owner) => ({
    index: sources.functionIndex.get(owner),
    parameters: owner.parameters.map(boundDeclarations),
    isMemoised: once(() => isMemoised(node, owner, sources.scopes)),
  }));
  return inputs.map((input) => {
    const mentioned = mentionedIn(input, outermost, sources);
    if (mentioned.size === 0) return [];
    return owners.flatMap(({ index, parameters, isMemoised }) => {
      const uses = parameters.flatMap((bound, parameter) =>
        index !== undefined && bound.some((declaration) => mentioned.has(declaration))
          ? [{ function: index, parameter }]
          : [],
      );
      return uses.length === 0 || isMemoised() ? [] : uses;
    });
  });
}

/** The parameters that one or more of the inputs mention, each once. */
export function parametersOfAny(
  node: Node,
  inputs: readonly Node[],
  sources: ParameterUseSources,
): readonly ParameterUse[] {
  const byPlace = new Map<string, ParameterUse>();
  for (const use of parameterUses(node, inputs, sources).flat()) {
    byPlace.set(`${use.function}:${use.parameter}`, use);
  }
  return [...byPlace.values()];
}

function once(ask: () => boolean): () => boolean {
  let answer: boolean | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

function functionsAround(node: Node): readonly FunctionLikeDeclaration[] {
  const around: FunctionLikeDeclaration[] = [];
  for (let current: Node | undefined = node.parent; current; current = current.parent) {
    if (isFunctionLikeDeclaration(current)) around.push(current);
  }
  return around;
}

/** The declarations that an input mentions, and those that the values of variables inside a node mention. */
function mentionedIn(
  input: Node,
  within: Node,
  { scopes, loops }: ParameterUseSources,
): ReadonlySet<Node> {
  const mentioned = new Set<Node>(namedIn(input, scopes));
  for (const declaration of mentioned) {
    if (!encloses(within, declaration)) continue;
    for (const behind of namedBehind(declaration, scopes, loops)) mentioned.add(behind);
  }
  return mentioned;
}

/** Declarations that the values of a declaration name, remembered as long as its tree lives. */
const behindDeclarations = new WeakMap<Node, readonly Node[]>();

function namedBehind(declaration: Node, scopes: Scopes, loops: Loops): readonly Node[] {
  let behind = behindDeclarations.get(declaration);
  if (!behind) {
    const values = valuesOf(declaration, scopes, loops);
    behind = [...new Set(values.flatMap((value) => namedIn(value, scopes)))];
    behindDeclarations.set(declaration, behind);
  }
  return behind;
}

/** The declarations of all names in a node. */
function namedIn(node: Node, scopes: Scopes): readonly Node[] {
  const found: Node[] = [];
  walk(node, (part) => {
    const declaration = isIdentifier(part) ? scopes.declarationOf(part) : undefined;
    if (declaration) found.push(declaration);
    return true;
  });
  return found;
}
