import {
  type Identifier,
  isBindingElement,
  isExportDeclaration,
  isExportSpecifier,
  isExpressionWithTypeArguments,
  isFunctionExpression,
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
import { NodeTable } from "../compiler/node-table.ts";
import { isFunctionKind } from "./syntax.ts";

/** The declarations of one lexical scope. Values and types are apart: `interface User` does not hide `const User`. */
class ScopeTable {
  readonly values = new Map<string, Node>();
  readonly types = new Map<string, Node>();
}

/** Where the names of a file's tree stand. */
interface NamePlaces {
  readonly table: NodeTable;
  /** Positions of what declares names, in the order of the text. */
  readonly declaring: readonly number[];
  readonly identifiers: readonly number[];
}

/**
 * Ties the names of a file to their declarations by lexical scope. What declares something is read
 * once; a name is looked up when it is asked about.
 */
export class Names {
  readonly #source: SourceFile;
  readonly #found = new Map<Identifier, Node | undefined>();
  readonly #references = new Map<Node, readonly Identifier[]>();
  #readPlaces: NamePlaces | undefined;
  #readScopes: ReadonlyMap<Node, ScopeTable> | undefined;
  #readByText: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(source: SourceFile) {
    this.#source = source;
  }

  /** The declaration that a name refers to; `undefined` for globals, and for what refers to nothing. */
  declarationOf(name: Identifier): Node | undefined {
    if (this.#found.has(name)) return this.#found.get(name);
    const found = isMention(name) ? this.#lookUp(name) : undefined;
    this.#found.set(name, found);
    return found;
  }

  /** The names that refer to a declaration, in the order of the text. */
  referencesTo(declaration: Node): readonly Identifier[] {
    let references = this.#references.get(declaration);
    if (!references) {
      references = this.#namesLike(declaration).filter(
        (name) => this.declarationOf(name) === declaration,
      );
      this.#references.set(declaration, references);
    }
    return references;
  }

  #namesLike(declaration: Node): readonly Identifier[] {
    const name = nameOf(declaration);
    if (!name || !isIdentifier(name)) return [];
    const { table } = this.#places;
    return (this.#byText.get(name.text) ?? []).map(
      (position) => table.nodeAt(position) as Identifier,
    );
  }

  get #places(): NamePlaces {
    this.#readPlaces ??= readPlaces(this.#source);
    return this.#readPlaces;
  }

  get #byText(): ReadonlyMap<string, readonly number[]> {
    this.#readByText ??= groupByText(this.#places);
    return this.#readByText;
  }

  get #scopes(): ReadonlyMap<Node, ScopeTable> {
    this.#readScopes ??= readScopes(this.#places);
    return this.#readScopes;
  }

  #lookUp(name: Identifier): Node | undefined {
    const { text } = name;
    const asType = isTypePosition(name);
    for (let scope = scopeAround(name); scope; scope = scopeAround(scope)) {
      const table = this.#scopes.get(scope);
      const found = (asType ? table?.types.get(text) : undefined) ?? table?.values.get(text);
      if (found) return found;
      // The name of a function expression is known inside of it, behind its own parameters.
      if (isFunctionExpression(scope) && scope.name?.text === text) return scope;
    }
    return undefined;
  }
}

function readPlaces(source: SourceFile): NamePlaces {
  const table = new NodeTable(source);
  const declaring: number[] = [];
  const identifiers: number[] = [];
  table.forEach((kind, position) => {
    if (kind === SyntaxKind.Identifier) identifiers.push(position);
    else if (isDeclaring(kind)) declaring.push(position);
  });
  return { table, declaring, identifiers };
}

function groupByText({ table, identifiers }: NamePlaces): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const position of identifiers) {
    const text = table.nameAt(position);
    const group = groups.get(text);
    if (group) group.push(position);
    else groups.set(text, [position]);
  }
  return groups;
}

function isDeclaring(kind: SyntaxKind): boolean {
  switch (kind) {
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.ClassDeclaration:
    case SyntaxKind.ClassExpression:
    case SyntaxKind.ModuleDeclaration:
    case SyntaxKind.EnumDeclaration:
    case SyntaxKind.InterfaceDeclaration:
    case SyntaxKind.TypeAliasDeclaration:
    case SyntaxKind.TypeParameter:
    case SyntaxKind.VariableDeclaration:
    case SyntaxKind.BindingElement:
    case SyntaxKind.Parameter:
    case SyntaxKind.EnumMember:
    case SyntaxKind.ImportClause:
    case SyntaxKind.ImportSpecifier:
    case SyntaxKind.NamespaceImport:
    case SyntaxKind.ImportEqualsDeclaration:
      return true;
    default:
      return false;
  }
}

function readScopes({ table, declaring }: NamePlaces): ReadonlyMap<Node, ScopeTable> {
  const scopes = new Map<Node, ScopeTable>();
  for (const position of declaring) {
    const node = table.nodeAt(position);
    const owner = ownerOf(node);
    let scope = scopes.get(owner);
    if (!scope) {
      scope = new ScopeTable();
      scopes.set(owner, scope);
    }
    declare(declaresType(node) ? scope.types : scope.values, nameOf(node), node);
  }
  return scopes;
}

/** The node whose scope a declaration belongs to. */
function ownerOf(declaration: Node): Node {
  if (declaration.kind === SyntaxKind.ClassExpression) return declaration;
  let owner = scopeAround(declaration);
  const hoists = isVariableLike(declaration) && isHoisted(declaration);
  while (owner && hoists && !holdsHoisted(owner)) owner = scopeAround(owner);
  return owner ?? declaration;
}

function isVariableLike(node: Node): boolean {
  return node.kind === SyntaxKind.VariableDeclaration || node.kind === SyntaxKind.BindingElement;
}

function declaresType({ kind }: Node): boolean {
  return (
    kind === SyntaxKind.InterfaceDeclaration ||
    kind === SyntaxKind.TypeAliasDeclaration ||
    kind === SyntaxKind.TypeParameter
  );
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

/** The innermost node around another whose scope it stands in. */
function scopeAround(node: Node): Node | undefined {
  let child = node;
  for (let parent: Node | undefined = node.parent; parent; parent = parent.parent) {
    if (isScopeOf(parent, child)) return parent;
    child = parent;
  }
  return undefined;
}

/** Whether a node opens a scope that its child stands in. */
function isScopeOf(node: Node, child: Node): boolean {
  if (isFunctionKind(node.kind)) {
    return child.kind !== SyntaxKind.Decorator && child.kind !== SyntaxKind.ComputedPropertyName;
  }
  switch (node.kind) {
    case SyntaxKind.ClassDeclaration:
    case SyntaxKind.ClassExpression:
      return child.kind !== SyntaxKind.Decorator;
    case SyntaxKind.Block:
      // Parameters and the body share one scope: a body cannot redeclare a parameter with let or const.
      return !isFunctionKind(node.parent.kind);
    case SyntaxKind.SourceFile:
    case SyntaxKind.ModuleDeclaration:
    case SyntaxKind.ClassStaticBlockDeclaration:
    case SyntaxKind.EnumDeclaration:
    case SyntaxKind.InterfaceDeclaration:
    case SyntaxKind.TypeAliasDeclaration:
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
      return true;
    default:
      return false;
  }
}

/** Whether the `var` declarations of the blocks in a scope belong to it. */
function holdsHoisted({ kind }: Node): boolean {
  return (
    isFunctionKind(kind) ||
    kind === SyntaxKind.SourceFile ||
    kind === SyntaxKind.ModuleDeclaration ||
    kind === SyntaxKind.ClassStaticBlockDeclaration
  );
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
