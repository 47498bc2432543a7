import {
  type CallExpression,
  type Expression,
  type Identifier,
  isCallExpression,
  isIdentifier,
  isPropertyAccessExpression,
  isTaggedTemplateExpression,
  type Node,
  type TaggedTemplateExpression,
} from "../../compiler/ast.ts";
import type { ReadContext } from "../adapter.ts";
import { builderNames, callNames, freeFunctionNames, operatorNames } from "./operations-methods.ts";
import { type OrmVersion, parseVersion } from "./operations-version.ts";

export type OrmCallExpression = CallExpression | TaggedTemplateExpression;

/** A call whose callee is declared in the package `typeorm`. */
export interface OrmCall {
  readonly call: OrmCallExpression;
  /** The method's name, as written. */
  readonly name: Identifier;
  readonly method: string;
  /** `undefined` for functions that are imported by name, such as `getRepository`. */
  readonly receiver: Expression | undefined;
  /** The class that declares the method: TypeORM declares one class per file, named as the file. */
  readonly declaredBy: string;
  readonly version: OrmVersion;
}

/** The proven calls of one file, by their node. */
export type OrmCalls = ReadonlyMap<Node, OrmCall>;

interface Candidate {
  readonly call: OrmCallExpression;
  readonly name: Identifier;
  readonly receiver: Expression | undefined;
}

/**
 * Finds the calls of TypeORM's methods: names pick the candidates, the declaration of the
 * method's symbol proves them. A method that a class of the project overrides is the project's.
 */
export async function findOrmCalls(context: ReadContext): Promise<OrmCalls> {
  const candidates = collectCandidates(context.source);
  const { checker } = context.program;
  const proven = await Promise.all(
    candidates.map(async (candidate): Promise<OrmCall | undefined> => {
      const symbol = await checker.symbolAt(candidate.name);
      if (!symbol) return undefined;
      const target = await symbol.resolved();
      const sites = target.declarations;
      const first = sites[0];
      if (!first) return undefined;
      const owner = context.program.packageOf(first.path);
      if (owner?.name !== "typeorm") return undefined;
      if (!sites.every((site) => context.program.packageOf(site.path)?.name === "typeorm")) {
        return undefined;
      }
      return {
        ...candidate,
        method: target.name,
        declaredBy: classOfFile(first.path),
        version: parseVersion(owner.version),
      };
    }),
  );
  return new Map(proven.filter((call) => call !== undefined).map((call) => [call.call, call]));
}

/** The called name and its receiver, for `receiver.name(…)`, `receiver?.name(…)` and `` receiver.name`…` ``. */
export function calledMember(
  node: Node,
): { readonly name: Identifier; readonly receiver: Expression } | undefined {
  const callee = calleeOf(node);
  if (!callee || !isPropertyAccessExpression(callee) || !isIdentifier(callee.name)) {
    return undefined;
  }
  return { name: callee.name, receiver: callee.expression };
}

function calleeOf(node: Node): Expression | undefined {
  if (isCallExpression(node)) return node.expression;
  if (isTaggedTemplateExpression(node)) return node.tag;
  return undefined;
}

function collectCandidates(root: Node): readonly Candidate[] {
  const candidates: Candidate[] = [];
  const visit = (node: Node): void => {
    if (isCallExpression(node) || isTaggedTemplateExpression(node)) {
      const member = calledMember(node);
      if (member) {
        const name = member.name.text;
        if (callNames.has(name) || builderNames.has(name) || operatorNames.has(name)) {
          candidates.push({ call: node, ...member });
        }
      } else if (isCallExpression(node) && isIdentifier(node.expression)) {
        const name = node.expression;
        if (freeFunctionNames.has(name.text)) {
          candidates.push({ call: node, name, receiver: undefined });
        }
      }
    }
    node.forEachChild(visit);
  };
  visit(root);
  return candidates;
}

function classOfFile(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.d\.[cm]?ts$/, "");
}
