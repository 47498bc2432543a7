import { resolve } from "node:path";
import { typeormAdapter } from "../../../server/src/adapters/typeorm/index.ts";
import type { Fact } from "../../../server/src/base/index.ts";
import { CompilerSession, type Snapshot } from "../../../server/src/compiler/session.ts";
import { readFileFacts } from "../../../server/src/engine/read-file.ts";
import {
  type Column,
  type ConnectionOption,
  type Dialect,
  type Entity,
  type FileFacts,
  fillRewrite,
  type Relation,
  type RewriteName,
  type Rewrites,
} from "../../../server/src/model/index.ts";

const folder = resolve(import.meta.dirname, "fixtures/model");

/** A fixture's facts with its text. */
export interface ReadModel {
  readonly facts: FileFacts;
  readonly text: string;
}

/** Opens the fixtures of the model; `close` ends the compiler. */
export class ModelFixtures {
  readonly #session = new CompilerSession({ cwd: folder });
  readonly #snapshots = new Map<string, Promise<Snapshot>>();

  /** @param name of the fixture's file, with its folder: `columns.ts`, `v1/note.ts` */
  async read(name: string): Promise<ReadModel> {
    const file = resolve(folder, name);
    const config = resolve(file, "../tsconfig.json");
    const opened = this.#snapshots.get(config) ?? this.#session.open([config]);
    this.#snapshots.set(config, opened);
    const program = (await opened).programs.find((each) => each.ownFiles.includes(file));
    const source = await program?.sourceFile(file);
    const facts = program && (await readFileFacts(program, file, [typeormAdapter]));
    if (!source || !facts) throw new Error(`no facts of ${name}`);
    return { facts, text: source.text };
  }

  async close(): Promise<void> {
    for (const snapshot of this.#snapshots.values()) await (await snapshot).release();
    await this.#session.close();
  }
}

export function entityNamed({ facts }: ReadModel, name: string): Entity {
  const entity = facts.entities.find((each) => each.name === name);
  if (!entity) throw new Error(`no such entity: ${name}`);
  return entity;
}

export function columnNamed(model: ReadModel, entity: string, property: string): Column {
  const column = entityNamed(model, entity).columns.find((each) => each.property === property);
  if (!column) throw new Error(`no such column: ${entity}.${property}`);
  return column;
}

export function relationNamed(model: ReadModel, entity: string, property: string): Relation {
  const relation = entityNamed(model, entity).relations.find((each) => each.property === property);
  if (!relation) throw new Error(`no such relation: ${entity}.${property}`);
  return relation;
}

/** `kind Name table=… base=…` */
export function printEntity(entity: Entity): string {
  const { table, derivedTable, base } = entity;
  return [
    entity.kind,
    entity.name,
    entity.id.slice(entity.id.lastIndexOf("/") + 1),
    `table=${table.known ? table.value : (derivedTable?.default ?? "?")}${table.known ? "" : "~"}`,
    ...(base ? [`base=${base.known ? base.value.replace(/.*#/, "") : `?${base.reason}`}`] : []),
    ...(entity.singleTableRoot ? ["single-table"] : []),
    ...entity.unknownParts.map(({ reason, property }) => `?${reason}(${property ?? ""})`),
  ].join(" ");
}

/** One column, what is usual left out; the type is that of one database. */
export function printColumn(column: Column, dialect: Dialect = "postgres"): string {
  const { database } = column;
  const type = database.known ? database.value[dialect] : undefined;
  const size = type?.length ?? type?.precision;
  const parts = [
    column.property,
    ...(column.name.known ? [`"${column.name.value}"`] : []),
    column.role,
    column.typeSource,
    database.known
      ? type
        ? `${type.name}${size === undefined ? "" : `(${size}${type.scale === undefined ? "" : `,${type.scale}`})`}${type.array ? "[]" : ""} ${type.family}${type.bounded ? " bounded" : ""}`
        : "unsupported"
      : `?${database.reason}`,
    ...flag("null", column.nullable),
    ...flag("unique", column.unique),
    ...flag("hidden", column.hidden),
    ...(column.transformed ? ["transformed"] : []),
    ...(column.initialised ? ["initialised"] : []),
    ...(column.foreignKeyOf === undefined ? [] : [`key-of=${column.foreignKeyOf}`]),
    ...optional("default", column.default, ({ kind, text }) => `${kind}:${text}`),
    ...optional("generated", column.generated, String),
    ...(column.enumValues ? optional("enum", column.enumValues, String) : []),
    `ts=${column.valueType.text}`,
  ];
  return parts.join(" ");
}

/** One relation, what is usual left out. */
export function printRelation(relation: Relation): string {
  const { target, inverse } = relation;
  return [
    relation.property,
    relation.kind,
    target.known ? target.value.replace(/.*#/, "") : `?${target.reason}`,
    ...(relation.owning ? ["owning"] : []),
    ...(inverse ? optional("inverse", inverse.property, String) : []),
    ...flag("eager", relation.eager),
    ...(relation.lazy ? ["lazy"] : []),
    ...(relation.primary ? ["primary"] : []),
    ...(relation.unconstrained ? ["unconstrained"] : []),
    ...(relation.nullable.known && !relation.nullable.value ? ["required"] : []),
    ...(relation.cascade.known && relation.cascade.value.length > 0
      ? [`cascade=${relation.cascade.value}`]
      : []),
    ...optional("onDelete", relation.onDelete, String),
    ...(relation.joinColumns.known && relation.joinColumns.value.length > 0
      ? [`columns=${relation.joinColumns.value}`]
      : []),
    ...(relation.joinTable ? optional("table", relation.joinTable, String) : []),
  ].join(" ");
}

export function printOption(
  option: ConnectionOption<unknown> | undefined,
  text: string,
): string | undefined {
  if (!option) return undefined;
  const value = option.value.known ? String(option.value.value) : `?${option.value.reason}`;
  const written = text.slice(option.range.start, option.range.end);
  return `${value} at ${written}${option.guarded ? " guarded" : ""}`;
}

function flag(name: string, fact: Fact<boolean>): readonly string[] {
  if (!fact.known) return [`${name}=?${fact.reason}`];
  return fact.value ? [name] : [];
}

function optional<T>(
  name: string,
  fact: Fact<T | undefined>,
  print: (value: T) => string,
): readonly string[] {
  if (!fact.known) return [`${name}=?${fact.reason}`];
  return fact.value === undefined ? [] : [`${name}=${print(fact.value)}`];
}

/** The line of a fixture that a rewrite changes, afterwards. */
export function rewritten(
  text: string,
  rewrites: Rewrites,
  name: RewriteName,
  values: Readonly<Record<string, string>> = {},
): string | undefined {
  const rewrite = rewrites[name];
  if (!rewrite) return undefined;
  const [edit, ...others] = fillRewrite(rewrite, values);
  if (!edit || others.length > 0) throw new Error("one edit expected");
  const start = text.lastIndexOf("\n", edit.range.start) + 1;
  const next = text.indexOf("\n", edit.range.end);
  return (
    text.slice(start, edit.range.start) +
    edit.newText +
    text.slice(edit.range.end, next === -1 ? undefined : next)
  ).trim();
}
