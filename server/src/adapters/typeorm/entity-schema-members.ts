import { known, unknown } from "../../base/index.ts";
import { type Expression, SyntaxKind } from "../../compiler/ast.ts";
import type { Column, ColumnRole, EntityId, Relation, RelationKind } from "../../model/index.ts";
import type { RoleType } from "./column-types.ts";
import { generatedKind } from "./columns.ts";
import { buildColumn, type ColumnTypeReading } from "./columns-build.ts";
import { optionRewrites } from "./columns-rewrites.ts";
import { takesLength, typeOption, writtenReading } from "./columns-type-source.ts";
import { stringFact, unwrapped } from "./constants.ts";
import { rangeOf } from "./edits.ts";
import type { EntityReader } from "./entities-reader.ts";
import type { SchemaMember } from "./entity-schema.ts";
import type { OptionBag } from "./option-bag.ts";
import { readTarget, writtenTarget } from "./relations.ts";
import { buildRelation } from "./relations-build.ts";

/** Options that say what a column is for. From `entity-schema/EntitySchemaTransformer`. */
const roles: readonly (readonly [option: string, role: ColumnRole, implied?: RoleType])[] = [
  ["createDate", "created-at", "createDate"],
  ["updateDate", "updated-at", "updateDate"],
  ["deleteDate", "deleted-at", "deleteDate"],
  ["version", "version", "version"],
  ["treeLevel", "tree", "treeLevel"],
  ["objectId", "object-id"],
  ["virtualProperty", "virtual"],
];

/** Reads one of a schema's `columns`. */
export async function readSchemaColumn(
  { property, range, options, valueType }: SchemaMember,
  reader: EntityReader,
): Promise<Column> {
  const [primary, generated, written, ...flags] = await Promise.all([
    options.constant("primary"),
    options.constant("generated"),
    typeOption(options, reader),
    ...roles.map(([option]) => options.constant(option)),
  ]);
  const [, role, implied] = roles.find((_, index) => isTrue(flags[index])) ?? [
    "",
    "plain" as const,
  ];
  const isPrimary = isTrue(primary) || role === "object-id";
  const type: ColumnTypeReading = written
    ? writtenReading(written)
    : implied
      ? { source: "implied", type: known({ kind: "role", role: implied }) }
      : { source: "written", type: unknown("dynamic-options") };
  const { literal } = options;
  return buildColumn(
    {
      property,
      range,
      role: role === "plain" && isPrimary ? "primary" : role,
      primary: isPrimary,
      mayBePrimary: !primary.known,
      type,
      options,
      generated: generatedKind(generated),
      unique: false,
      valueType,
      initialised: false,
      rewrites: (database) =>
        literal && !options.open
          ? optionRewrites(
              { edits: reader.edits, literal, call: undefined },
              {
                sized: takesLength(type, database),
                typeArgument: false,
                typed: true,
                canBeNull: !isPrimary,
              },
            )
          : {},
    },
    reader,
  );
}

function isTrue(fact: Awaited<ReturnType<OptionBag["constant"]>> | undefined): boolean {
  return fact?.known === true && fact.value === true;
}

const relationKinds: ReadonlySet<string> = new Set([
  "one-to-one",
  "one-to-many",
  "many-to-one",
  "many-to-many",
]);

/** Reads one of a schema's `relations`. */
export async function readSchemaRelation(
  { property, range, options, valueType }: SchemaMember,
  owner: EntityId,
  reader: EntityReader,
): Promise<Relation> {
  const [type, treeParent, treeChildren, inverse] = await Promise.all([
    options.constant("type").then(stringFact),
    options.constant("treeParent"),
    options.constant("treeChildren"),
    options.constant("inverseSide").then(stringFact),
  ]);
  const written = type.known ? type.value : undefined;
  const kind: RelationKind =
    written !== undefined && relationKinds.has(written) ? (written as RelationKind) : "many-to-one";
  const isTree = isTrue(treeParent) || isTrue(treeChildren);
  const joinColumn = setOption(options.expression("joinColumn"));
  const joinTable = setOption(options.expression("joinTable"));
  const inverseAt = options.expression("inverseSide");
  return buildRelation(
    {
      property,
      range,
      kind,
      target: isTree
        ? known(owner)
        : await readTarget(options.expression("target"), valueType, reader),
      owning:
        kind === "many-to-one" ||
        (kind === "one-to-one" && joinColumn !== undefined) ||
        (kind === "many-to-many" && joinTable !== undefined),
      inverse:
        inverseAt && !(inverse.known && inverse.value === undefined)
          ? {
              property: inverse.known ? known(inverse.value ?? "") : inverse,
              range: rangeOf(inverseAt),
            }
          : undefined,
      options,
      primary: false,
      joinColumns: joinColumn ? [joinColumn.options] : [],
      joinTable,
      targetName: isTree
        ? undefined
        : await writtenTarget(options.expression("target"), reader.flow),
      valueType,
      initialised: false,
      rewrites: {},
    },
    reader.flow,
  );
}

/** `joinTable: true` and `joinTable: { name }`; `undefined` for `false` and for none. */
function setOption(
  expression: Expression | undefined,
): { readonly options: Expression | undefined } | undefined {
  const written = expression && unwrapped(expression);
  if (!written || written.kind === SyntaxKind.FalseKeyword) return undefined;
  return { options: written.kind === SyntaxKind.TrueKeyword ? undefined : written };
}
