import { type Fact, known, type Range, unknown } from "../../base/index.ts";
import { type Expression, isArrayLiteralExpression, isSpreadElement } from "../../compiler/ast.ts";
import type { Constant, FileFlow } from "../../flow/file-flow.ts";
import type {
  CascadeAction,
  EntityId,
  ReferentialAction,
  Relation,
  RelationKind,
  Rewrites,
  ValueType,
} from "../../model/index.ts";
import { booleanFact, stringFact, unwrapped } from "./constants.ts";
import { rangeOf } from "./edits.ts";
import { OptionBag } from "./option-bag.ts";

/** A relation as read from a decorator or a schema, before the parts that both have in common. */
export interface RelationReading {
  readonly property: string;
  readonly range: Range;
  readonly kind: RelationKind;
  readonly target: Fact<EntityId>;
  readonly targetName?: string | undefined;
  readonly owning: boolean;
  readonly inverse: Relation["inverse"];
  readonly options: OptionBag;
  readonly primary: boolean;
  /** Options of each join column; `undefined` for one without options. */
  readonly joinColumns: readonly (Expression | undefined)[];
  readonly joinTable: { readonly options: Expression | undefined } | undefined;
  readonly valueType: ValueType;
  readonly initialised: boolean;
  readonly rewrites: Rewrites;
}

/** Completes a relation by its options. */
export async function buildRelation(reading: RelationReading, flow: FileFlow): Promise<Relation> {
  const { options, kind, owning } = reading;
  const toOne = kind === "many-to-one" || kind === "one-to-one";
  const [eager, lazy, cascade, onDelete, onUpdate, nullable, constrained, primary, joins, table] =
    await Promise.all([
      options.constant("eager"),
      options.constant("lazy"),
      options.constant("cascade"),
      options.constant("onDelete"),
      options.constant("onUpdate"),
      options.constant("nullable"),
      options.constant("createForeignKeyConstraints"),
      options.constant("primary"),
      owning && toOne ? readJoinColumns(reading.joinColumns, flow) : noJoinColumns,
      readJoinTable(reading, flow),
    ]);
  return {
    property: reading.property,
    range: reading.range,
    kind,
    cardinality: toOne ? "toOne" : "toMany",
    target: reading.target,
    ...(reading.target.known || reading.targetName === undefined
      ? {}
      : { targetName: reading.targetName }),
    owning,
    inverse: reading.inverse,
    eager: booleanFact(eager, false),
    ...optionRange("eagerRange", options, "eager"),
    lazy: reading.valueType.promise || (lazy.known && lazy.value === true),
    cascade: readCascade(cascade),
    ...optionRange("cascadeRange", options, "cascade"),
    onDelete: readAction(onDelete),
    ...optionRange("onDeleteRange", options, "onDelete"),
    onUpdate: readAction(onUpdate),
    nullable: booleanFact(nullable, true),
    primary: reading.primary || (primary.known && primary.value === true),
    unconstrained: constrained.known && constrained.value === false,
    joinColumns: joins.names,
    ...(joins.referenced ? { referenced: joins.referenced } : {}),
    ...(table ? { joinTable: table } : {}),
    valueType: reading.valueType,
    initialised: reading.initialised,
    rewrites: reading.rewrites,
  };
}

/** The span of a whole option, `onDelete: "CASCADE"`, when it is written in place and not in a constant. */
function optionRange<K extends "eagerRange" | "cascadeRange" | "onDeleteRange">(
  key: K,
  options: OptionBag,
  name: string,
): Partial<Record<K, Range>> {
  const node = options.option(name)?.node;
  if (!node || node.parent !== options.literal) return {};
  const part: Partial<Record<K, Range>> = {};
  part[key] = rangeOf(node);
  return part;
}

const allActions: readonly CascadeAction[] = [
  "insert",
  "update",
  "remove",
  "soft-remove",
  "recover",
];

function readCascade(fact: Fact<Constant>): Fact<readonly CascadeAction[]> {
  if (!fact.known) return fact;
  if (fact.value === true) return known(allActions);
  if (!fact.value) return known([]);
  if (!Array.isArray(fact.value)) return unknown("dynamic-options");
  const listed: readonly Constant[] = fact.value;
  return known(allActions.filter((action) => listed.includes(action)));
}

const referentialActions: ReadonlySet<string> = new Set([
  "CASCADE",
  "RESTRICT",
  "SET NULL",
  "SET DEFAULT",
  "NO ACTION",
]);

/** `DEFAULT` leaves the database's own choice, as leaving the option out does. */
function readAction(fact: Fact<Constant>): Fact<ReferentialAction | undefined> {
  const text = stringFact(fact);
  if (!text.known || text.value === undefined) return text.known ? known(undefined) : text;
  if (text.value === "DEFAULT") return known(undefined);
  return referentialActions.has(text.value)
    ? known(text.value as ReferentialAction)
    : unknown("dynamic-expression");
}

interface JoinColumns {
  readonly names: Fact<readonly string[]>;
  /** See {@link Relation.referenced}. */
  readonly referenced?: Fact<readonly string[]>;
}

const noJoinColumns: JoinColumns = { names: known([]) };

async function readJoinColumns(
  written: readonly (Expression | undefined)[],
  flow: FileFlow,
): Promise<JoinColumns> {
  const each = written.flatMap((options) => {
    const list = options && unwrapped(flow.origin(options));
    return list && isArrayLiteralExpression(list) ? [...list.elements] : [options];
  });
  if (each.length === 0) return { names: unknown("custom-naming-strategy") };
  if (each.some((options) => options && isSpreadElement(options))) {
    return { names: unknown("spread"), referenced: unknown("spread") };
  }
  const bags = await Promise.all(each.map((options) => OptionBag.read(options, flow)));
  const [names, referenced] = await Promise.all([
    readStrings(bags, "name"),
    readStrings(bags, "referencedColumnName"),
  ]);
  return {
    names: allWritten(names),
    // TypeORM falls back to the primary key when none of the columns names what it refers to.
    ...(referenced.known && referenced.value.every((name) => !name)
      ? {}
      : { referenced: allWritten(referenced) }),
  };
}

async function readStrings(
  bags: readonly OptionBag[],
  option: string,
): Promise<Fact<readonly (string | undefined)[]>> {
  const facts = (await Promise.all(bags.map((bag) => bag.constant(option)))).map(stringFact);
  const values: (string | undefined)[] = [];
  for (const fact of facts) {
    if (!fact.known) return fact;
    values.push(fact.value || undefined);
  }
  return known(values);
}

function allWritten(names: Fact<readonly (string | undefined)[]>): Fact<readonly string[]> {
  if (!names.known) return names;
  const written = names.value.filter((name) => name !== undefined);
  if (written.length === names.value.length) return known(written);
  return unknown(written.length === 0 ? "custom-naming-strategy" : "unsupported-syntax");
}

async function readJoinTable(
  { kind, joinTable }: RelationReading,
  flow: FileFlow,
): Promise<Fact<string> | undefined> {
  if (kind !== "many-to-many" || !joinTable) return undefined;
  const bag = await OptionBag.read(joinTable.options, flow);
  const name = stringFact(await bag.constant("name"));
  if (!name.known) return name;
  return name.value ? known(name.value) : unknown("custom-naming-strategy");
}
