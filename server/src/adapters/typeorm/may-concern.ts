import { isClassDeclaration, isPropertyDeclaration, type SourceFile } from "../../compiler/ast.ts";
import { readImportedNames } from "../../flow/structure.ts";
import type { TextProbe } from "../adapter.ts";
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

/** The package's name, or one of TypeORM's names as a decorator or constructor. */
const certainUse = new RegExp(
  [
    "\\btypeorm",
    `\\bnew\\s[\\s\\w$.]*\\b(?:${oneOf(constructorNames)})\\b`,
    `@[\\s\\w$.]*\\b(?:${oneOf([...classDecorators, ...memberDecorators])})\\b`,
  ].join("|"),
);

/** One of TypeORM's names, called: as a member, or by itself. What the tree calls, its text calls. */
const calledName = new RegExp(
  `\\.\\s*(${oneOf(memberNames)})\\s*[(<\`!?/]|\\b(${oneOf([...freeFunctionNames, ...connectionFunctions])})\\s*[(<\`!?/]`,
  "dg",
);

/** A predicate as the first argument: the `find` of an array, never TypeORM's. */
const predicate = /\(\s*(?:async\s+)?(?:function\b|\([\w\s$,:[\]{}.]*\)\s*=>|[\w$]+\s*=>)/y;

function oneOf(names: Iterable<string>): string {
  return [...new Set(names)].join("|");
}

/**
 * A decorator inside a class: first on an indented line, or after the end of what stands before it. The
 * tree tells whether it stands on a property.
 */
const memberDecorator = /(?:^[ \t]+|[;{}][ \t]+)@[A-Za-z_$]/m;

/** See {@link Adapter.probe}. Code that uses an injected repository need not import TypeORM at all. */
export function probe(text: string): TextProbe {
  if (certainUse.test(text) || memberDecorator.test(text)) return { kind: "tree" };
  const offsets = calledOffsets(text);
  return offsets.length === 0 ? { kind: "nothing" } : { kind: "names", offsets };
}

function calledOffsets(text: string): readonly number[] {
  const offsets: number[] = [];
  for (const match of text.matchAll(calledName)) {
    const [start, end] = match.indices?.[1] ?? match.indices?.[2] ?? [];
    if (start === undefined || end === undefined) continue;
    predicate.lastIndex = end;
    if (text.startsWith("find", start) && predicate.test(text)) continue;
    offsets.push(start);
  }
  return offsets;
}

/**
 * Whether a file can hold anything for TypeORM: its text calls one of TypeORM's names, or a class has
 * properties under decorators that may be the project's own.
 */
export function mayConcern(source: SourceFile): boolean {
  if (source.isDeclarationFile) return false;
  const { text } = source;
  return certainUse.test(text) || calledOffsets(text).length > 0 || hasOwnPropertyDecorator(source);
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
      imports ??= new ImportedNames(readImportedNames(source));
      for (const decorator of decorators) if (!isUnrelated(decorator, imports)) return true;
    }
  }
  return false;
}
