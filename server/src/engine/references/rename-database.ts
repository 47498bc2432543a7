import type { CancellationToken, TextEdit } from "../../base/index.ts";
import {
  type Decorator,
  type Expression,
  isCallExpression,
  isDecorator,
  isIdentifier,
  isImportDeclaration,
  isNamedImports,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isPropertyDeclaration,
  isStringLiteral,
  type Node,
  type SourceFile,
} from "../../compiler/ast.ts";
import { walk } from "../../flow/syntax.ts";
import type { WorkspaceView } from "../live/view.ts";
import { columnName, declarationOf, type Member, type Members } from "./members.ts";

/** How the names in the database stay what they are when properties get other names. */
export interface KeptNames {
  /** Names that are written out because they followed the property's. */
  readonly edits: readonly TextEdit[];
  /** What changes all the same, because it could not be written out. */
  readonly changes: string | undefined;
}

/** Something that is named after a property, and the option that can hold its name. */
interface Following {
  readonly decorators: ReadonlySet<string>;
  readonly option: "name" | "prefix";
  readonly value: string;
  readonly what: string;
}

const columnDecorators: ReadonlySet<string> = new Set([
  ...["Column", "PrimaryColumn", "PrimaryGeneratedColumn", "CreateDateColumn", "ViewColumn"],
  ...["UpdateDateColumn", "DeleteDateColumn", "VersionColumn", "TreeLevelColumn"],
]);

/**
 * Writes out the names of columns that follow the names of properties.
 * @throws Cancelled, CompilerFailure
 */
export async function keptNames(
  view: WorkspaceView,
  renamed: readonly Member[],
  members: Members,
  token: CancellationToken,
): Promise<KeptNames> {
  const edits: TextEdit[] = [];
  const changes: string[] = [];
  for (const member of renamed) {
    const follows = followingOf(member, members, view);
    if (follows === "nothing") continue;
    const kept = "unclear" in follows ? undefined : await written(view, member, follows, token);
    if (kept) edits.push(...kept);
    else changes.push("unclear" in follows ? follows.unclear : follows.what);
  }
  const keys = renamed.some((member) => isReferred(member, members));
  if (keys) changes.push("the names of foreign keys that refer to it");
  return { edits, changes: changes.length > 0 ? [...new Set(changes)].join(", ") : undefined };
}

function followingOf(
  member: Member,
  members: Members,
  { project }: WorkspaceView,
): Following | { readonly unclear: string } | "nothing" {
  const { by, property, column, relation, embedded } = member;
  const declared = project.files.get(by.file)?.entities.find(({ id }) => id === by.id);
  if (column) {
    const own = declared?.columns.find((each) => each.property === property);
    if (own?.role === "virtual" || own?.name.known) return "nothing";
    const value = columnName(column);
    const what = `the name of the column of ${by.name}.${property}`;
    if (value === undefined) return { unclear: what };
    return { decorators: columnDecorators, option: "name", value, what };
  }
  if (embedded) {
    const what = `the names of the columns embedded by ${by.name}.${property}`;
    return { decorators: new Set(["Column"]), option: "prefix", value: property, what };
  }
  if (!relation?.owning) return "nothing";
  const what = `the name of the foreign key of ${by.name}.${property}`;
  if (relation.cardinality === "toMany") {
    return relation.joinTable?.known
      ? "nothing"
      : { unclear: `the name of the join table of ${by.name}.${property}` };
  }
  if (relation.joinColumns.known) return "nothing";
  const entity = members.entity(by.id);
  const [value, ...others] = entity ? members.foreignKeys(entity, relation) : [];
  if (value === undefined || others.length > 0) return { unclear: what };
  return { decorators: new Set(["JoinColumn"]), option: "name", value, what };
}

/** Whether a column gives its name to foreign keys that nobody named. */
function isReferred({ column, by }: Member, members: Members): boolean {
  if (!column?.primary) return false;
  return members.entities.some(({ relations }) =>
    relations.some(({ member: { owning, target, joinColumns, cardinality } }) => {
      const referred = target.known ? members.entity(target.value) : undefined;
      const unnamed = cardinality === "toMany" || !joinColumns.known;
      return (
        owning && unnamed && referred && members.chain(referred).some(({ id }) => id === by.id)
      );
    }),
  );
}

/** The edits that write a name out; `undefined` where the decorator does not let it. */
function written(
  view: WorkspaceView,
  member: Member,
  following: Following,
  token: CancellationToken,
): Promise<readonly TextEdit[] | undefined> {
  const { file } = member.by;
  const { start } = declarationOf(member);
  return view.ask(async (programs) => {
    const program = programs.find(({ ownFiles }) => ownFiles.includes(file));
    const tree = await program?.sourceFile(file);
    if (!program || !tree) return undefined;
    try {
      return writtenIn(tree, start, following, file);
    } finally {
      program.releaseTree(tree);
    }
  }, token);
}

function writtenIn(
  tree: SourceFile,
  start: number,
  following: Following,
  file: string,
): readonly TextEdit[] | undefined {
  const node = declaredAt(tree, start);
  if (!node || !isPropertyDeclaration(node)) return undefined;
  const modifiers: readonly Node[] = node.modifiers ?? [];
  const decorators = modifiers.filter(isDecorator);
  const holding = decorators.find((each) => following.decorators.has(nameOf(each) ?? ""));
  const quote = quoteOf(tree);
  const option = `${following.option}: ${quote}${following.value}${quote}`;
  if (holding) return withOption(holding, following.option, option, file);
  return following.decorators.has("JoinColumn")
    ? newJoinColumn(tree, decorators, option, file)
    : undefined;
}

function declaredAt(tree: SourceFile, start: number): Node | undefined {
  let found: Node | undefined;
  walk(tree, (node) => {
    if (node.pos > start || node.end <= start) return false;
    if (isPropertyDeclaration(node) && node.name.getStart() === start) found = node;
    return undefined;
  });
  return found;
}

function nameOf({ expression }: Decorator): string | undefined {
  const callee = isCallExpression(expression) ? expression.expression : expression;
  if (isPropertyAccessExpression(callee)) return callee.name.text;
  return isIdentifier(callee) ? callee.text : undefined;
}

/** `undefined`: the options are not written in place. `[]`: the option is there already. */
function withOption(
  { expression }: Decorator,
  name: Following["option"],
  option: string,
  file: string,
): readonly TextEdit[] | undefined {
  if (!isCallExpression(expression)) return undefined;
  const args: readonly Expression[] = expression.arguments;
  const last = args.at(-1);
  const insert = (at: number, newText: string): readonly TextEdit[] => [
    { file, range: { start: at, end: at }, newText },
  ];
  if (!last) return insert(expression.getEnd() - 1, `{ ${option} }`);
  if (isObjectLiteralExpression(last)) {
    const { properties } = last;
    const has = properties.some(
      (each) => isPropertyAssignment(each) && each.name.getText() === name,
    );
    if (has) return [];
    const [first] = properties;
    return first
      ? insert(first.getStart(), `${option}, `)
      : insert(last.getStart() + 1, ` ${option} `);
  }
  // A constant may hold the options.
  const isType = isStringLiteral(last) || !isIdentifier(last);
  return args.length === 1 && isType ? insert(last.getEnd(), `, { ${option} }`) : undefined;
}

/** A decorator for a foreign key that has none, before the others, with its import. */
function newJoinColumn(
  tree: SourceFile,
  decorators: readonly Decorator[],
  option: string,
  file: string,
): readonly TextEdit[] | undefined {
  const [first] = decorators;
  const imported = tree.statements
    .filter(isImportDeclaration)
    .find(({ moduleSpecifier: module }) => isStringLiteral(module) && module.text === "typeorm");
  const names = imported?.importClause?.namedBindings;
  if (!first || !names || !isNamedImports(names)) return undefined;
  const last = names.elements.at(-1);
  if (!last) return undefined;
  const has = names.elements.some(({ name }) => name.text === "JoinColumn");
  const at = first.getStart();
  const line =
    tree.text
      .slice(0, at)
      .split(/\r\n|[\r\n]/)
      .at(-1) ?? "";
  const end = /\r\n/.test(tree.text) ? "\r\n" : "\n";
  const separator = /^\s*$/.test(line) ? `${end}${line}` : " ";
  return [
    ...(has
      ? []
      : [{ file, range: { start: last.getEnd(), end: last.getEnd() }, newText: ", JoinColumn" }]),
    { file, range: { start: at, end: at }, newText: `@JoinColumn({ ${option} })${separator}` },
  ];
}

function quoteOf({ text }: SourceFile): string {
  const double = text.split('"').length;
  return text.split("'").length > double ? "'" : '"';
}
