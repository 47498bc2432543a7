import { isClassDeclaration, isPropertyDeclaration, type SourceFile } from "../../compiler/ast.ts";
import { classDecorators, connectionFunctions, memberDecorators } from "./entities-candidates.ts";
import { decoratorsOf, ImportedNames, isUnrelated } from "./entities-decorators.ts";
import { callNames, freeFunctionNames, terminals } from "./operations-methods.ts";

/** Many are common words: a call by such a name is only worth asking about. */
const memberNames: ReadonlySet<string> = new Set([
  ...callNames,
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

/**
 * The package's name, or one of TypeORM's names in the place where it counts: called as a member, called
 * by itself, constructed, or as a decorator. What the tree can hold, its text holds.
 */
const anyUse = new RegExp(
  [
    "\\btypeorm",
    `\\.\\s*(?:${oneOf(memberNames)})\\s*[(<\`!?/]`,
    `\\b(?:${oneOf([...freeFunctionNames, ...connectionFunctions])})\\s*[(<\`!?/]`,
    `\\bnew\\s[\\s\\w$.]*\\b(?:${oneOf(constructorNames)})\\b`,
    `@[\\s\\w$.]*\\b(?:${oneOf([...classDecorators, ...memberDecorators])})\\b`,
  ].join("|"),
);

function oneOf(names: Iterable<string>): string {
  return [...new Set(names)].join("|");
}

/**
 * A decorator inside a class: first on an indented line, or after the end of what stands before it. The
 * tree tells whether it stands on a property.
 */
const memberDecorator = /(?:^[ \t]+|[;{}][ \t]+)@[A-Za-z_$]/m;

/** Whether a text has any word, or any decorator, that {@link mayConcern} looks for in its tree. */
export function mayConcernText(text: string): boolean {
  return anyUse.test(text) || memberDecorator.test(text);
}

/**
 * Whether a file can hold anything for TypeORM: its text has one of TypeORM's names, or a class has
 * properties under decorators that may be the project's own. Code that uses an injected repository need
 * not import TypeORM at all.
 */
export function mayConcern(source: SourceFile): boolean {
  if (source.isDeclarationFile) return false;
  return anyUse.test(source.text) || hasOwnPropertyDecorator(source);
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
