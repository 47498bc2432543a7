import {
  isCallExpression,
  isClassDeclaration,
  isDecorator,
  isIdentifier,
  isNewExpression,
  isPropertyAccessExpression,
  isPropertyDeclaration,
  isStringLiteral,
  isTaggedTemplateExpression,
  type Node,
  type SourceFile,
} from "../../compiler/ast.ts";
import { classDecorators, connectionFunctions, memberDecorators } from "./entities-candidates.ts";
import { decoratorName, decoratorsOf, ImportedNames, isUnrelated } from "./entities-decorators.ts";
import { callNames, freeFunctionNames, terminals } from "./operations-methods.ts";

/** Many are common words: a call by such a name is only worth asking about. */
const calledNames: ReadonlySet<string> = new Set([
  ...callNames,
  ...freeFunctionNames,
  ...connectionFunctions,
  ...terminals.keys(),
  // Of the steps of builders, those that are no everyday words of other libraries.
  ...["where", "andWhere", "orWhere", "having", "addSelect", "orderBy", "addOrderBy"],
  ...["leftJoin", "innerJoin", "leftJoinAndSelect", "innerJoinAndSelect"],
]);

const constructorNames: ReadonlySet<string> = new Set([
  "DataSource",
  "Connection",
  "EntitySchema",
  "Brackets",
]);

/** Any of the names, as a whole word: what the tree can hold, its text holds. */
const anyName = new RegExp(
  `\\b(?:typeorm|${[...new Set([...calledNames, ...constructorNames, ...classDecorators, ...memberDecorators])].join("|")})\\b`,
);

/** A decorator of a property: the first thing on its line, or after the end of what stands before it. */
const propertyDecorator = /(?:^|[;{}])[ \t]*@[A-Za-z_$]/m;

/** Whether a text has any word, or any decorator, that {@link mayConcern} looks for in its tree. */
export function mayConcernText(text: string): boolean {
  return anyName.test(text) || propertyDecorator.test(text);
}

/**
 * Whether a file can hold anything for TypeORM: it imports it, or calls, decorates or constructs by one
 * of its names. Code that uses an injected repository need not import TypeORM at all.
 */
export function mayConcern(source: SourceFile): boolean {
  if (source.isDeclarationFile) return false;
  if (!anyName.test(source.text)) return hasOwnPropertyDecorator(source);
  if (source.imports.some((module) => isStringLiteral(module) && isOrmModule(module.text))) {
    return true;
  }
  let found = false;
  const visit = (node: Node): true | undefined => {
    if (isCandidate(node)) found = true;
    else node.forEachChild(visit);
    return found ? true : undefined;
  };
  source.forEachChild(visit);
  return found || hasOwnPropertyDecorator(source);
}

/** Whether a class has properties under decorators that may be the project's own around TypeORM's. */
function hasOwnPropertyDecorator(source: SourceFile): boolean {
  let imports: ImportedNames | undefined;
  for (const statement of source.statements) {
    if (!isClassDeclaration(statement)) continue;
    for (const member of statement.members) {
      if (!isPropertyDeclaration(member)) continue;
      const decorators = decoratorsOf(member);
      if (decorators.length === 0) continue;
      imports ??= new ImportedNames(source);
      for (const decorator of decorators) if (!isUnrelated(decorator, imports)) return true;
    }
  }
  return false;
}

function isOrmModule(specifier: string): boolean {
  return (
    specifier === "typeorm" || specifier.startsWith("typeorm/") || specifier === "@nestjs/typeorm"
  );
}

function isCandidate(node: Node): boolean {
  if (isCallExpression(node) || isTaggedTemplateExpression(node)) {
    const expression = isCallExpression(node) ? node.expression : node.tag;
    if (isPropertyAccessExpression(expression)) return calledNames.has(expression.name.text);
    return isIdentifier(expression) && calledNames.has(expression.text);
  }
  if (isNewExpression(node)) {
    return isIdentifier(node.expression) && constructorNames.has(node.expression.text);
  }
  if (!isDecorator(node)) return false;
  const name = decoratorName(node)?.text;
  return name !== undefined && (classDecorators.has(name) || memberDecorators.has(name));
}
