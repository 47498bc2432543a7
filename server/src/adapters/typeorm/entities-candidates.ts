import {
  type CallExpression,
  type ClassLikeDeclaration,
  type Expression,
  isIdentifier,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isPropertyDeclaration,
  isStringLiteral,
  isTypeReferenceNode,
  type NewExpression,
  type Node,
  type ObjectLiteralExpression,
  type SatisfiesExpression,
  type TypeNode,
  type VariableDeclaration,
} from "../../compiler/ast.ts";
import type { Structure } from "../../flow/structure.ts";
import { unwrap } from "../../flow/syntax.ts";
import { driverDialects } from "./connections-dialects.ts";
import {
  decoratorName,
  decoratorsOf,
  type ImportedNames,
  isUnrelated,
} from "./entities-decorators.ts";
import { elementName } from "./option-bag.ts";

/** Nodes that may declare entities or connections; nothing is proven yet. */
export interface Candidates {
  readonly classes: readonly ClassLikeDeclaration[];
  readonly schemas: readonly NewExpression[];
  /** `new DataSource(…)`, `createConnection(…)`, `TypeOrmModule.forRoot(…)`. */
  readonly connections: readonly (NewExpression | CallExpression)[];
  /** `const options: DataSourceOptions = …` and `… satisfies DataSourceOptions`. */
  readonly options: readonly (VariableDeclaration | SatisfiesExpression)[];
  /** Objects that name a database as their `type`. */
  readonly literals: readonly ObjectLiteralExpression[];
}

/** Functions and methods that take the options of a connection. */
export const connectionFunctions: ReadonlySet<string> = new Set([
  "createConnection",
  "createConnections",
  "forRoot",
  "forRootAsync",
]);

const optionTypes = /(?:DataSource|Connection|TypeOrmModule)Options$/;

/** Finds everything that is worth asking about. */
export function findCandidates(structure: Structure, imports: ImportedNames): Candidates {
  const constructions = structure.constructions.map(
    (node) => [node, imports.exported(calleeName(node.expression) ?? "")] as const,
  );
  const constructed = (...names: string[]): NewExpression[] =>
    constructions.filter(([, name]) => names.includes(name)).map(([node]) => node);
  const connecting = structure.calls.filter((call) => {
    const name = calleeName(call.expression);
    return name !== undefined && connectionFunctions.has(imports.exported(name));
  });
  return {
    classes: structure.classes.filter((node) => mayBeMapped(node, imports)),
    schemas: constructed("EntitySchema"),
    connections: inOrder([...constructed("DataSource", "Connection"), ...connecting]),
    options: inOrder([
      ...structure.variables.filter(
        (node) => node.initializer && isOptionsType(node.type, imports),
      ),
      ...structure.satisfactions.filter((node) => isOptionsType(node.type, imports)),
    ]),
    literals: structure.objects.filter(namesDatabase),
  };
}

/** Nodes in the order in which a walk of the tree meets them. */
function inOrder<T extends Node>(nodes: readonly T[]): readonly T[] {
  return [...nodes].sort((a, b) => a.pos - b.pos || b.end - a.end);
}

export function calleeName(callee: Expression): string | undefined {
  if (isIdentifier(callee)) return callee.text;
  if (isPropertyAccessExpression(callee)) return callee.name.text;
  return undefined;
}

function isOptionsType(type: TypeNode | undefined, imports: ImportedNames): boolean {
  return (
    type !== undefined &&
    isTypeReferenceNode(type) &&
    isIdentifier(type.typeName) &&
    optionTypes.test(imports.exported(type.typeName.text))
  );
}

/** `{ type: "postgres", … }` */
function namesDatabase(literal: ObjectLiteralExpression): boolean {
  return literal.properties.some(
    (property) =>
      isPropertyAssignment(property) &&
      elementName(property) === "type" &&
      namesDriver(unwrap(property.initializer)),
  );
}

function namesDriver(value: Expression): boolean {
  return isStringLiteral(value) && driverDialects.has(value.text);
}

/** A class decorated by TypeORM's names, or with properties under decorators that may hide columns. */
function mayBeMapped(node: ClassLikeDeclaration, imports: ImportedNames): boolean {
  for (const decorator of decoratorsOf(node)) {
    const name = decoratorName(decorator);
    if (name && classDecorators.has(imports.exported(name.text))) return true;
  }
  return node.members.some((member) => {
    const decorators = decoratorsOf(member);
    if (decorators.length === 0) return false;
    if (isPropertyDeclaration(member)) {
      return decorators.some((decorator) => !isUnrelated(decorator, imports));
    }
    return decorators.some((decorator) => {
      const name = decoratorName(decorator);
      return name !== undefined && memberDecorators.has(imports.exported(name.text));
    });
  });
}

export const classDecorators: ReadonlySet<string> = new Set([
  "Entity",
  "ViewEntity",
  "ChildEntity",
  "TableInheritance",
  "Tree",
  "Index",
  "Unique",
  "Check",
  "Exclusion",
  "ForeignKey",
]);

export const memberDecorators: ReadonlySet<string> = new Set([
  "Column",
  "PrimaryColumn",
  "PrimaryGeneratedColumn",
  "ObjectIdColumn",
  "CreateDateColumn",
  "UpdateDateColumn",
  "DeleteDateColumn",
  "VersionColumn",
  "ViewColumn",
  "VirtualColumn",
  "TreeLevelColumn",
  "TreeParent",
  "TreeChildren",
  "OneToOne",
  "OneToMany",
  "ManyToOne",
  "ManyToMany",
  "RelationId",
  "RelationCount",
]);
