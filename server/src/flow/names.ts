import {
  type Identifier,
  isBindingElement,
  isExportDeclaration,
  isExportSpecifier,
  isExpressionWithTypeArguments,
  isFunctionLikeDeclaration,
  isHeritageClause,
  isIdentifier,
  isQualifiedName,
  isVariableDeclarationList,
  type Node,
  NodeFlags,
  type SourceFile,
  SyntaxKind,
} from "../compiler/ast.ts";

/** Every name of a file tied to its declaration. */
export interface NameTable {
  readonly declarations: ReadonlyMap<Identifier, Node>;
  readonly references: ReadonlyMap<Node, readonly Identifier[]>;
}

/** One lexical scope. Values and types are apart: `interface User` does not hide `const User`. */
class Scope {
  readonly parent: Scope | undefined;
  /** Holds the `var` and function declarations of the blocks in it. */
  readonly hoistTarget: Scope;
  readonly values = new Map<string, Node>();
  readonly types = new Map<string, Node>();

  constructor(parent: Scope | undefined, hoists: boolean) {
    this.parent = parent;
    this.hoistTarget = hoists || !parent ? this : parent.hoistTarget;
  }
}

interface Mention {
  readonly name: Identifier;
  readonly scope: Scope;
  readonly asType: boolean;
}

/** Reads the scopes of a file in one walk and resolves every name of it. */
export function readNames(source: SourceFile): NameTable {
  const reader = new NameReader();
  source.forEachChild(reader.visit);

  const declarations = new Map<Identifier, Node>();
  const references = new Map<Node, Identifier[]>();
  for (const { name, scope, asType } of reader.mentions) {
    const declaration = lookUp(name.text, scope, asType);
    if (!declaration) continue;
    declarations.set(name, declaration);
    const uses = references.get(declaration);
    if (uses) uses.push(name);
    else references.set(declaration, [name]);
  }
  return { declarations, references };
}

function lookUp(name: string, from: Scope, asType: boolean): Node | undefined {
  for (let scope: Scope | undefined = from; scope; scope = scope.parent) {
    const found = asType
      ? (scope.types.get(name) ?? scope.values.get(name))
      : scope.values.get(name);
    if (found) return found;
  }
  return undefined;
}

function declare(table: Map<string, Node>, name: Node | undefined, declaration: Node): void {
  if (!name || !isIdentifier(name)) return;
  const earlier = table.get(name.text);
  const implemented =
    earlier !== undefined &&
    isFunctionLikeDeclaration(earlier) &&
    !earlier.body &&
    isFunctionLikeDeclaration(declaration) &&
    declaration.body;
  if (!earlier || implemented) table.set(name.text, declaration);
}

/** Collects declarations into scopes, and the names that are to be looked up in them. */
class NameReader {
  readonly mentions: Mention[] = [];
  #scope = new Scope(undefined, true);

  /** One function for all nodes: a closure per node would cost more than the walk itself. */
  readonly visit = (node: Node): void => {
    switch (node.kind) {
      case SyntaxKind.Identifier:
        if (isMention(node as Identifier)) this.#mention(node as Identifier);
        return;
      case SyntaxKind.FunctionDeclaration:
      case SyntaxKind.FunctionExpression:
      case SyntaxKind.ArrowFunction:
      case SyntaxKind.MethodDeclaration:
      case SyntaxKind.Constructor:
      case SyntaxKind.GetAccessor:
      case SyntaxKind.SetAccessor:
        this.#function(node);
        return;
      case SyntaxKind.ClassDeclaration:
      case SyntaxKind.ClassExpression:
        this.#class(node);
        return;
      case SyntaxKind.ModuleDeclaration:
        declare(this.#scope.values, nameOf(node), node);
        this.#within(new Scope(this.#scope, true), node);
        return;
      case SyntaxKind.ClassStaticBlockDeclaration:
        this.#within(new Scope(this.#scope, true), node);
        return;
      case SyntaxKind.EnumDeclaration:
        declare(this.#scope.values, nameOf(node), node);
        this.#within(new Scope(this.#scope, false), node);
        return;
      case SyntaxKind.InterfaceDeclaration:
      case SyntaxKind.TypeAliasDeclaration:
        declare(this.#scope.types, nameOf(node), node);
        this.#within(new Scope(this.#scope, false), node);
        return;
      case SyntaxKind.Block:
      case SyntaxKind.CaseBlock:
      case SyntaxKind.ForStatement:
      case SyntaxKind.ForInStatement:
      case SyntaxKind.ForOfStatement:
      case SyntaxKind.CatchClause:
      case SyntaxKind.FunctionType:
      case SyntaxKind.ConstructorType:
      case SyntaxKind.MethodSignature:
      case SyntaxKind.CallSignature:
      case SyntaxKind.ConstructSignature:
      case SyntaxKind.IndexSignature:
      case SyntaxKind.MappedType:
      case SyntaxKind.ConditionalType:
        this.#within(new Scope(this.#scope, false), node);
        return;
      case SyntaxKind.TypeParameter:
        declare(this.#scope.types, nameOf(node), node);
        break;
      case SyntaxKind.VariableDeclaration:
      case SyntaxKind.BindingElement: {
        const scope = isHoisted(node) ? this.#scope.hoistTarget : this.#scope;
        declare(scope.values, nameOf(node), node);
        break;
      }
      case SyntaxKind.Parameter:
      case SyntaxKind.EnumMember:
      case SyntaxKind.ImportClause:
      case SyntaxKind.ImportSpecifier:
      case SyntaxKind.NamespaceImport:
      case SyntaxKind.ImportEqualsDeclaration:
        declare(this.#scope.values, nameOf(node), node);
        break;
    }
    node.forEachChild(this.visit);
  };

  #within(scope: Scope, node: Node, each: (child: Node) => void = this.visit): void {
    const outer = this.#scope;
    this.#scope = scope;
    node.forEachChild(each);
    this.#scope = outer;
  }

  #visitIn(scope: Scope, node: Node): void {
    const current = this.#scope;
    this.#scope = scope;
    this.visit(node);
    this.#scope = current;
  }

  #function(node: Node): void {
    const outer = this.#scope;
    if (node.kind === SyntaxKind.FunctionDeclaration) declare(outer.values, nameOf(node), node);
    let around = outer;
    if (node.kind === SyntaxKind.FunctionExpression && nameOf(node)) {
      around = new Scope(outer, false);
      declare(around.values, nameOf(node), node);
    }
    this.#within(new Scope(around, true), node, (child) => {
      if (child.kind === SyntaxKind.Decorator || child.kind === SyntaxKind.ComputedPropertyName) {
        this.#visitIn(outer, child);
      } else if (child.kind === SyntaxKind.Block) {
        // Parameters and the body share one scope: a body cannot redeclare a parameter with let or const.
        child.forEachChild(this.visit);
      } else this.visit(child);
    });
  }

  #class(node: Node): void {
    const outer = this.#scope;
    if (node.kind === SyntaxKind.ClassDeclaration) declare(outer.values, nameOf(node), node);
    const inner = new Scope(outer, false);
    if (node.kind === SyntaxKind.ClassExpression) declare(inner.values, nameOf(node), node);
    this.#within(inner, node, (child) => {
      if (child.kind === SyntaxKind.Decorator) this.#visitIn(outer, child);
      else this.visit(child);
    });
  }

  #mention(name: Identifier): void {
    this.mentions.push({ name, scope: this.#scope, asType: isTypePosition(name) });
  }
}

function nameOf(node: Node): Node | undefined {
  return (node as Node & { readonly name?: Node }).name;
}

/** Whether a variable (or the pattern around a name) is declared with `var`. */
function isHoisted(node: Node): boolean {
  let current = node;
  while (isBindingElement(current)) current = current.parent.parent;
  const list = current.parent;
  return isVariableDeclarationList(list) && (list.flags & NodeFlags.BlockScoped) === 0;
}

/** Whether a name refers to a declaration, rather than being the name of one, of a property or of a label. */
function isMention(name: Identifier): boolean {
  const parent = name.parent;
  switch (parent.kind) {
    case SyntaxKind.PropertyAccessExpression:
      if ((parent as Node & { readonly name: Node }).name === name) return false;
      break;
    case SyntaxKind.QualifiedName:
      if ((parent as Node & { readonly right: Node }).right === name) return false;
      break;
    case SyntaxKind.PropertyAssignment:
    case SyntaxKind.PropertyDeclaration:
    case SyntaxKind.PropertySignature:
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.MethodSignature:
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor:
    case SyntaxKind.EnumMember:
    case SyntaxKind.EnumDeclaration:
    case SyntaxKind.ModuleDeclaration:
    case SyntaxKind.ClassDeclaration:
    case SyntaxKind.ClassExpression:
    case SyntaxKind.InterfaceDeclaration:
    case SyntaxKind.TypeAliasDeclaration:
    case SyntaxKind.TypeParameter:
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.FunctionExpression:
    case SyntaxKind.VariableDeclaration:
    case SyntaxKind.Parameter:
    case SyntaxKind.BindingElement:
    case SyntaxKind.JsxAttribute:
    case SyntaxKind.NamedTupleMember:
      if (nameOf(parent) === name) return false;
      if ((parent as Node & { readonly propertyName?: Node }).propertyName === name) return false;
      break;
    case SyntaxKind.ImportClause:
    case SyntaxKind.ImportSpecifier:
    case SyntaxKind.NamespaceImport:
    case SyntaxKind.NamespaceExport:
    case SyntaxKind.NamespaceExportDeclaration:
    case SyntaxKind.MetaProperty:
    case SyntaxKind.LabeledStatement:
    case SyntaxKind.BreakStatement:
    case SyntaxKind.ContinueStatement:
    case SyntaxKind.ImportAttribute:
      return false;
    case SyntaxKind.ImportEqualsDeclaration:
      if (nameOf(parent) === name) return false;
      break;
    case SyntaxKind.ExportSpecifier:
      if (!isExported(name, parent)) return false;
      break;
  }
  return true;
}

/** Whether a name of `export { a as b }` is the local one. */
function isExported(name: Identifier, specifier: Node): boolean {
  if (!isExportSpecifier(specifier)) return false;
  const declaration = specifier.parent.parent;
  if (isExportDeclaration(declaration) && declaration.moduleSpecifier) return false;
  return (specifier.propertyName ?? specifier.name) === name;
}

function isTypePosition(name: Identifier): boolean {
  let current: Node = name;
  while (isQualifiedName(current.parent)) current = current.parent;
  const parent = current.parent;
  if (parent.kind === SyntaxKind.TypeReference) return true;
  if (!isExpressionWithTypeArguments(parent) || !isHeritageClause(parent.parent)) return false;
  return (
    parent.parent.token === SyntaxKind.ImplementsKeyword ||
    parent.parent.parent.kind === SyntaxKind.InterfaceDeclaration
  );
}
