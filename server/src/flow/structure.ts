import {
  type CallExpression,
  type ClassLikeDeclaration,
  type DoStatement,
  type Expression,
  type ForInStatement,
  type ForOfStatement,
  type ForStatement,
  type FunctionLikeDeclaration,
  isDoStatement,
  isForInStatement,
  isForOfStatement,
  isForStatement,
  isIdentifier,
  isImportDeclaration,
  isMethodDeclaration,
  isStringLiteral,
  isWhileStatement,
  type MethodDeclaration,
  type NewExpression,
  type Node,
  type ObjectLiteralExpression,
  type SatisfiesExpression,
  type SourceFile,
  type StringLiteral,
  SyntaxKind,
  type TaggedTemplateExpression,
  type VariableDeclaration,
  type WhileStatement,
} from "../compiler/ast.ts";
import { NodeTable } from "../compiler/node-table.ts";
import { inlineFunction, isFunctionKind, methodCall } from "./syntax.ts";

export type LoopStatement =
  | ForOfStatement
  | ForInStatement
  | ForStatement
  | WhileStatement
  | DoStatement;

/** A method call with an inline callback that may run once per element. */
export interface CallbackLoop {
  readonly call: CallExpression;
  readonly callback: FunctionLikeDeclaration;
  readonly method: string;
  readonly nameNode: Node;
}

/** What a file is made of, in the order of its text. */
export interface Structure {
  readonly functions: readonly FunctionLikeDeclaration[];
  readonly functionIndex: ReadonlyMap<Node, number>;
  readonly classes: readonly ClassLikeDeclaration[];
  readonly classIndex: ReadonlyMap<Node, number>;
  /** Loop statements, and calls that are loops when their receiver is a collection. */
  readonly loops: readonly (LoopStatement | CallbackLoop)[];
  readonly calls: readonly CallExpression[];
  readonly taggedTemplates: readonly TaggedTemplateExpression[];
  readonly constructions: readonly NewExpression[];
  readonly methods: readonly MethodDeclaration[];
  readonly variables: readonly VariableDeclaration[];
  readonly satisfactions: readonly SatisfiesExpression[];
  readonly objects: readonly ObjectLiteralExpression[];
  readonly importedNames: readonly ImportedName[];
}

/** A name that is imported by name: `exported as local`. */
export interface ImportedName {
  readonly local: string;
  /** As the module exports it. */
  readonly exported: string;
  /** The module, as the file names it. */
  module(): string | undefined;
}

/** Methods of arrays, sets and maps that run a callback for each element; the value is the position of the element among the callback's parameters. */
export const elementMethods: ReadonlyMap<string, number> = new Map([
  ["map", 0],
  ["forEach", 0],
  ["filter", 0],
  ["flatMap", 0],
  ["some", 0],
  ["every", 0],
  ["find", 0],
  ["findIndex", 0],
  ["findLast", 0],
  ["findLastIndex", 0],
  ["reduce", 1],
  ["reduceRight", 1],
]);

export function isLoopStatement(node: Node): node is LoopStatement {
  return (
    isForOfStatement(node) ||
    isForInStatement(node) ||
    isForStatement(node) ||
    isWhileStatement(node) ||
    isDoStatement(node)
  );
}

/** Reads all of a file's structure at once, so that nobody walks the whole tree for a part of it. */
export function readStructure(source: SourceFile): Structure {
  const functions: FunctionLikeDeclaration[] = [];
  const functionIndex = new Map<Node, number>();
  const classes: ClassLikeDeclaration[] = [];
  const classIndex = new Map<Node, number>();
  const loops: (LoopStatement | CallbackLoop)[] = [];
  const calls: CallExpression[] = [];
  const taggedTemplates: TaggedTemplateExpression[] = [];
  const constructions: NewExpression[] = [];
  const methods: MethodDeclaration[] = [];
  const variables: VariableDeclaration[] = [];
  const satisfactions: SatisfiesExpression[] = [];
  const objects: ObjectLiteralExpression[] = [];
  const importedNames: ImportedName[] = [];

  const table = new NodeTable(source);
  table.forEach((kind, position) => {
    if (isFunctionKind(kind)) {
      const node = table.nodeAt(position) as FunctionLikeDeclaration;
      if (isMethodDeclaration(node)) methods.push(node);
      if (!node.body) return;
      functionIndex.set(node, functions.length);
      functions.push(node);
      return;
    }
    switch (kind) {
      case SyntaxKind.ClassDeclaration:
      case SyntaxKind.ClassExpression: {
        const node = table.nodeAt(position) as ClassLikeDeclaration;
        classIndex.set(node, classes.length);
        classes.push(node);
        return;
      }
      case SyntaxKind.CallExpression: {
        const node = table.nodeAt(position) as CallExpression;
        calls.push(node);
        const loop = callbackLoop(node);
        if (loop) loops.push(loop);
        return;
      }
      case SyntaxKind.VariableDeclaration:
        variables.push(table.nodeAt(position) as VariableDeclaration);
        return;
      case SyntaxKind.ObjectLiteralExpression:
        objects.push(table.nodeAt(position) as ObjectLiteralExpression);
        return;
      case SyntaxKind.NewExpression:
        constructions.push(table.nodeAt(position) as NewExpression);
        return;
      case SyntaxKind.ImportSpecifier:
        importedNames.push(importedName(table, position));
        return;
      case SyntaxKind.TaggedTemplateExpression:
        taggedTemplates.push(table.nodeAt(position) as TaggedTemplateExpression);
        return;
      case SyntaxKind.SatisfiesExpression:
        satisfactions.push(table.nodeAt(position) as SatisfiesExpression);
        return;
      case SyntaxKind.ForOfStatement:
      case SyntaxKind.ForInStatement:
      case SyntaxKind.ForStatement:
      case SyntaxKind.WhileStatement:
      case SyntaxKind.DoStatement:
        loops.push(table.nodeAt(position) as LoopStatement);
    }
  });
  return {
    functions,
    functionIndex,
    classes,
    classIndex,
    loops,
    calls,
    taggedTemplates,
    constructions,
    methods,
    variables,
    satisfactions,
    objects,
    importedNames,
  };
}

/** The names that a file imports by name, for who wants nothing else of it. */
export function readImportedNames(source: SourceFile): readonly ImportedName[] {
  const names: ImportedName[] = [];
  const table = new NodeTable(source);
  table.forEach((kind, position) => {
    if (kind === SyntaxKind.ImportSpecifier) names.push(importedName(table, position));
  });
  return names;
}

function importedName(table: NodeTable, position: number): ImportedName {
  const [first = position, second = first] = table.childrenOf(position);
  const nameOf = (child: number): string =>
    table.kindAt(child) === SyntaxKind.Identifier
      ? table.nameAt(child)
      : (table.nodeAt(child) as StringLiteral).text;
  return {
    local: nameOf(second),
    exported: nameOf(first),
    module: () => moduleOf(table.nodeAt(position)),
  };
}

function moduleOf(specifier: Node): string | undefined {
  let current: Node | undefined = specifier;
  while (current && !isImportDeclaration(current)) current = current.parent;
  const module = current?.moduleSpecifier;
  return module && isStringLiteral(module) ? module.text : undefined;
}

function callbackLoop(call: CallExpression): CallbackLoop | undefined {
  const parts = methodCall(call);
  if (!parts) return undefined;
  const { name: method, nameNode, receiver } = parts;
  if (method === "from" && isIdentifier(receiver) && receiver.text === "Array") {
    const callback = inlineFunction(call.arguments[1]);
    return callback && { call, callback, method, nameNode };
  }
  if (!elementMethods.has(method)) return undefined;
  const callback = inlineFunction(call.arguments[0]);
  return callback && { call, callback, method, nameNode };
}

/** A loop of the file that is known to be one. */
export type KnownLoop = LoopStatement | CallbackLoop;

/** Whether a loop is a call with a callback. */
export function isCallbackLoop(loop: KnownLoop): loop is CallbackLoop {
  return "callback" in loop;
}

/** What a loop runs over: the iterable, or the receiver of the method. */
export function iterableOf(loop: KnownLoop): Expression | undefined {
  if (isCallbackLoop(loop)) {
    if (loop.method === "from") return loop.call.arguments[0];
    return methodCall(loop.call)?.receiver;
  }
  if (loop.kind === SyntaxKind.ForOfStatement || loop.kind === SyntaxKind.ForInStatement) {
    return (loop as Extract<LoopStatement, { readonly expression: Expression }>).expression;
  }
  return undefined;
}
