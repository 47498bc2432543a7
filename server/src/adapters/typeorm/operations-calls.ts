import {
  type CallExpression,
  type Expression,
  type Identifier,
  isArrowFunction,
  isCallExpression,
  isFunctionExpression,
  isIdentifier,
  isPropertyAccessExpression,
  isTaggedTemplateExpression,
  type Node,
  type TaggedTemplateExpression,
} from "../../compiler/ast.ts";
import type { Structure } from "../../flow/structure.ts";
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
  const candidates = collectCandidates(context.flow.structure);
  const proven = await Promise.all(
    candidates.map(async (candidate): Promise<OrmCall | undefined> => {
      const symbol = await context.flow.symbolOfCallee(candidate.name, candidate.receiver);
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

function collectCandidates({ calls, taggedTemplates }: Structure): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const call of [...calls, ...taggedTemplates]) {
    const member = calledMember(call);
    if (member) {
      if (mayBeOrmMethod(member.name.text, call, member.receiver)) {
        candidates.push({ call, ...member });
      }
    } else if (isCallExpression(call) && isIdentifier(call.expression)) {
      const name = call.expression;
      if (freeFunctionNames.has(name.text)) candidates.push({ call, name, receiver: undefined });
    }
  }
  return candidates;
}

/** Leaves out, by syntax alone, the calls that share a name with TypeORM's methods and cannot be one. */
function mayBeOrmMethod(method: string, call: OrmCallExpression, receiver: Expression): boolean {
  if (builderNames.has(method) || operatorNames.has(method)) return !isLanguageObject(receiver);
  if (!callNames.has(method) || isLanguageObject(receiver)) return false;
  const first = isCallExpression(call) ? call.arguments[0] : undefined;
  // `find` and its like take options or conditions, never a predicate.
  return !(method.startsWith("find") && first && isFunctionValue(first));
}

function isFunctionValue(node: Node): boolean {
  return isArrowFunction(node) || isFunctionExpression(node);
}

const languageObjects: ReadonlySet<string> = new Set([
  ...["Array", "Object", "Buffer", "Promise", "JSON", "Math", "Number", "String", "Date"],
  ...["Map", "Set", "Symbol", "Reflect", "console", "process"],
]);

/** A name of the language's own objects. TypeORM's receivers are never named so. */
function isLanguageObject(receiver: Expression): boolean {
  return isIdentifier(receiver) && languageObjects.has(receiver.text);
}

function classOfFile(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.d\.[cm]?ts$/, "");
}
