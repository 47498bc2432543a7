import {
  type CallExpression,
  type ClassLikeDeclaration,
  type Decorator,
  type FunctionLikeDeclaration,
  isCallExpression,
  isClassLikeDeclaration,
  isDecorator,
  isFunctionLikeDeclaration,
  isGetAccessorDeclaration,
  isIdentifier,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isPropertyDeclaration,
  isSetAccessorDeclaration,
  isSourceFile,
  isVariableDeclaration,
  type Node,
  type SourceFile,
  SyntaxKind,
} from "../compiler/ast.ts";
import type { ClassFact, FunctionId } from "../model/index.ts";
import type { ClassBases } from "./class-bases.ts";
import { propertyName } from "./constants.ts";
import { isConstVariable, type Scopes } from "./scope.ts";
import type { Structure } from "./structure.ts";
import { methodCall, rangeOf, unwrap, wrapped } from "./syntax.ts";

/** Names of functions, and which function of the file a call runs. */
export class Functions {
  readonly #source: SourceFile;
  readonly #scopes: Scopes;
  readonly #structure: () => Structure;
  #ids: ReadonlyMap<Node, FunctionId> | undefined;
  #calls: Map<Node, CallExpression[]> | undefined;

  constructor(source: SourceFile, scopes: Scopes, structure: () => Structure) {
    this.#source = source;
    this.#scopes = scopes;
    this.#structure = structure;
  }

  /** Index of the innermost function around a node; of the node itself when it is a function. */
  indexAt(node: Node): number | undefined {
    const { functionIndex } = this.#structure();
    for (let current: Node | undefined = node; current; current = current.parent) {
      const index = functionIndex.get(current);
      if (index === undefined) continue;
      if (current === node || !isOutside(node, current)) return index;
    }
    return undefined;
  }

  /** Index of the innermost class around a node. */
  classAt(node: Node): number | undefined {
    const { classIndex } = this.#structure();
    for (let current: Node | undefined = node; current; current = current.parent) {
      const index = classIndex.get(current);
      if (index !== undefined) return index;
    }
    return undefined;
  }

  /** The class that declares a method, accessor, constructor, or property that holds the function. */
  classOf(owner: FunctionLikeDeclaration): number | undefined {
    const holder = isPropertyDeclaration(owner.parent) ? owner.parent : owner;
    return isClassLikeDeclaration(holder.parent)
      ? this.#structure().classIndex.get(holder.parent)
      : this.classAt(owner);
  }

  idOf(owner: Node): FunctionId | undefined {
    this.#ids ??= this.#readIds();
    return this.#ids.get(owner);
  }

  /** Name of a function, and the node that carries it. */
  nameOf(owner: FunctionLikeDeclaration): {
    readonly name: string;
    readonly node: Node | undefined;
  } {
    if (owner.kind === SyntaxKind.Constructor) return { name: "constructor", node: undefined };
    const own = (owner as Node & { readonly name?: Node }).name;
    if (own) return { name: propertyName(own) ?? own.getText(), node: own };
    const holder = wrapped(owner).parent;
    if (
      isVariableDeclaration(holder) ||
      isPropertyDeclaration(holder) ||
      isPropertyAssignment(holder)
    ) {
      return { name: propertyName(holder.name) ?? "", node: holder.name };
    }
    return { name: "", node: undefined };
  }

  /** The function of this file that a call runs, when lexical scope tells. */
  calleeOf(call: CallExpression): FunctionLikeDeclaration | undefined {
    const callee = unwrap(call.expression);
    if (isIdentifier(callee)) return this.#functionNamed(this.#scopes.declarationOf(callee));
    const parts = methodCall(call);
    if (!parts) return undefined;
    const receiver = unwrap(parts.receiver);
    if (receiver.kind === SyntaxKind.ThisKeyword) {
      const owner = thisClass(call);
      return owner && memberFunction(owner.declaration, parts.name, owner.isStatic);
    }
    if (!isIdentifier(receiver)) return undefined;
    const declaration = this.#scopes.declarationOf(receiver);
    if (!declaration) return undefined;
    if (isClassLikeDeclaration(declaration)) return memberFunction(declaration, parts.name, true);
    const value = this.#scopes.valueOf(declaration);
    if (!value || !isConstVariable(declaration)) return undefined;
    const object = unwrap(value);
    return isObjectLiteralExpression(object) ? propertyFunction(object, parts.name) : undefined;
  }

  /** The calls in this file that run a function of it. */
  callsOf(owner: FunctionLikeDeclaration): readonly CallExpression[] {
    if (!this.#calls) {
      this.#calls = new Map();
      for (const call of this.#structure().calls) {
        const callee = this.calleeOf(call);
        const calls = callee && this.#calls.get(callee);
        if (calls) calls.push(call);
        else if (callee) this.#calls.set(callee, [call]);
      }
    }
    return this.#calls.get(owner) ?? [];
  }

  #functionNamed(declaration: Node | undefined): FunctionLikeDeclaration | undefined {
    if (!declaration) return undefined;
    if (isFunctionLikeDeclaration(declaration)) return declaration.body ? declaration : undefined;
    const value = this.#scopes.valueOf(declaration);
    const inner = value && unwrap(value);
    return inner && isFunctionLikeDeclaration(inner) ? inner : undefined;
  }

  classFacts(bases: ClassBases): readonly ClassFact[] {
    return this.#structure().classes.map((declaration, index) => ({
      index,
      name: declaration.name?.text ?? holderName(declaration),
      range: rangeOf(declaration),
      at: rangeOf(declaration.name ?? declaration),
      decorators: decoratorNames(declaration),
      bases: bases.of(declaration),
    }));
  }

  #readIds(): ReadonlyMap<Node, FunctionId> {
    const ids = new Map<Node, FunctionId>();
    const taken = new Set<FunctionId>();
    for (const owner of this.#structure().functions) {
      const path = this.#pathOf(owner);
      if (path === undefined) continue;
      const id = `${this.#source.path}#${path}`;
      if (taken.has(id)) continue;
      taken.add(id);
      ids.set(owner, id);
    }
    return ids;
  }

  /** `Class.method`, `name`, `outer/inner`, `object.method`; `undefined` for a function without a name. */
  #pathOf(owner: FunctionLikeDeclaration): string | undefined {
    let { name } = this.nameOf(owner);
    // Who imports it knows it by no other name.
    if (isDefaultExport(owner)) name = "default";
    if (name === "" && wrapped(owner).parent.kind === SyntaxKind.ExportAssignment) name = "default";
    if (name === "") return undefined;
    if (isGetAccessorDeclaration(owner)) name = `get ${name}`;
    else if (isSetAccessorDeclaration(owner)) name = `set ${name}`;
    const holder = this.#holderPath(owner);
    return holder === undefined ? undefined : `${holder}${name}`;
  }

  /** What stands before a function's name: its class, object or function. */
  #holderPath(owner: Node): string | undefined {
    for (let current: Node = owner.parent; current; current = current.parent) {
      if (isSourceFile(current)) return "";
      if (isClassLikeDeclaration(current)) {
        const own = current.name?.text ?? holderName(current);
        const name = isDefaultExport(current) ? "default" : own;
        return name === "" ? undefined : `${name}.`;
      }
      if (isObjectLiteralExpression(current)) {
        const holder = wrapped(current).parent;
        if (!isVariableDeclaration(holder) || !isIdentifier(holder.name)) return undefined;
        const outer = this.#holderPath(holder);
        return outer === undefined ? undefined : `${outer}${holder.name.text}.`;
      }
      if (isFunctionLikeDeclaration(current)) {
        const outer = this.#pathOf(current);
        return outer === undefined ? undefined : `${outer}/`;
      }
    }
    return undefined;
  }
}

/** Whether a node belongs to a function's declaration and not to what runs in it: its decorators and computed name. */
function isOutside(node: Node, owner: Node): boolean {
  let child = node;
  while (child.parent !== owner) child = child.parent;
  return child.kind === SyntaxKind.Decorator || child.kind === SyntaxKind.ComputedPropertyName;
}

/** The class whose `this` a node sees. */
function thisClass(
  node: Node,
): { readonly declaration: ClassLikeDeclaration; readonly isStatic: boolean } | undefined {
  for (let current: Node = node; current.parent; current = current.parent) {
    const parent = current.parent;
    if (isClassLikeDeclaration(parent)) {
      const { modifiers } = current as Node & { readonly modifiers?: readonly Node[] };
      const isStatic = modifiers?.some(({ kind }) => kind === SyntaxKind.StaticKeyword) ?? false;
      return { declaration: parent, isStatic };
    }
    if (hasOwnThis(current)) return undefined;
  }
  return undefined;
}

/** Plain functions and the methods of object literals have a `this` of their own. */
function hasOwnThis(node: Node): boolean {
  return (
    node.kind === SyntaxKind.FunctionExpression ||
    node.kind === SyntaxKind.FunctionDeclaration ||
    (isFunctionLikeDeclaration(node) && isObjectLiteralExpression(node.parent))
  );
}

/** Functions that are members of classes, by name; those that are static apart. */
const membersOf = new WeakMap<ClassLikeDeclaration, MemberFunctions>();

interface MemberFunctions {
  readonly ofInstances: ReadonlyMap<string, FunctionLikeDeclaration>;
  readonly ofClass: ReadonlyMap<string, FunctionLikeDeclaration>;
}

function memberFunction(
  declaration: ClassLikeDeclaration,
  name: string,
  isStatic: boolean,
): FunctionLikeDeclaration | undefined {
  let members = membersOf.get(declaration);
  if (!members) {
    members = readMembers(declaration);
    membersOf.set(declaration, members);
  }
  return (isStatic ? members.ofClass : members.ofInstances).get(name);
}

function readMembers(declaration: ClassLikeDeclaration): MemberFunctions {
  const ofInstances = new Map<string, FunctionLikeDeclaration>();
  const ofClass = new Map<string, FunctionLikeDeclaration>();
  for (const member of declaration.members) {
    const { modifiers, name } = member as Node & {
      readonly modifiers?: readonly Node[];
      readonly name?: Node;
    };
    const value = name && functionOfMember(member);
    if (!value) continue;
    const isStatic = modifiers?.some(({ kind }) => kind === SyntaxKind.StaticKeyword) ?? false;
    const members = isStatic ? ofClass : ofInstances;
    for (const text of [propertyName(name), name.getText()]) {
      if (text !== undefined && !members.has(text)) members.set(text, value);
    }
  }
  return { ofInstances, ofClass };
}

function functionOfMember(member: Node): FunctionLikeDeclaration | undefined {
  if (member.kind === SyntaxKind.MethodDeclaration && isFunctionLikeDeclaration(member)) {
    return member.body ? member : undefined;
  }
  if (!isPropertyDeclaration(member) || !member.initializer) return undefined;
  const value = unwrap(member.initializer);
  return isFunctionLikeDeclaration(value) ? value : undefined;
}

function propertyFunction(object: Node, name: string): FunctionLikeDeclaration | undefined {
  if (!isObjectLiteralExpression(object)) return undefined;
  for (const property of object.properties) {
    const key = (property as Node & { readonly name?: Node }).name;
    if (!key || propertyName(key) !== name) continue;
    if (property.kind === SyntaxKind.MethodDeclaration && isFunctionLikeDeclaration(property)) {
      return property;
    }
    if (!isPropertyAssignment(property)) return undefined;
    const value = unwrap(property.initializer);
    return isFunctionLikeDeclaration(value) ? value : undefined;
  }
  return undefined;
}

/** Names of the decorators on a declaration: `Get` of `@Get("/")` and of `@http.Get()`. */
export function decoratorNames(node: Node): readonly string[] {
  const { modifiers } = node as Node & { readonly modifiers?: readonly Node[] };
  return (modifiers ?? []).filter(isDecorator).flatMap((decorator: Decorator) => {
    const expression = unwrap(decorator.expression);
    const callee = isCallExpression(expression) ? unwrap(expression.expression) : expression;
    if (isIdentifier(callee)) return [callee.text];
    return isPropertyAccessExpression(callee) ? [callee.name.text] : [];
  });
}

function isDefaultExport(declaration: Node): boolean {
  const { modifiers } = declaration as Node & { readonly modifiers?: readonly Node[] };
  return modifiers?.some(({ kind }) => kind === SyntaxKind.DefaultKeyword) ?? false;
}

/** Name of the variable that holds a class expression. */
function holderName(declaration: Node): string {
  const holder = wrapped(declaration).parent;
  if (isVariableDeclaration(holder) && isIdentifier(holder.name)) return holder.name.text;
  return "";
}
