import {
  adapters,
  allRules,
  forwardSlashes,
  loadConfiguration,
  type Model,
  type ModelColumn,
  type ModelEntity,
  type ModelRelation,
  readModel,
  relativePath,
  UserFailure,
} from "../../engine/index.ts";
import { mistakeLine } from "../mistake-line.ts";
import { oneLine, print, tell, tellProblems } from "../output.ts";

/** Prints the entities. @returns the exit status */
export async function runModel(flags: {
  readonly project: readonly string[];
  readonly format: "text" | "json";
}): Promise<number> {
  const cwd = forwardSlashes(process.cwd());
  const loaded = await loadConfiguration({ cwd, rules: allRules });
  if (!loaded.ok) throw new UserFailure(mistakeLine(loaded.diagnostics, cwd));
  const { projects } = loaded.configuration;
  const model = await readModel(cwd, flags.project, projects, adapters);
  const failed = model.problems.length > 0 || model.mistakes.length > 0;
  await print(flags.format === "json" ? json(model, cwd) : text(model, cwd, failed));
  for (const line of [...model.notes, ...model.mistakes]) tell(`ormlint: ${oneLine(line)}`);
  tellProblems(model.problems);
  return failed ? 2 : 0;
}

function json({ entities }: Model, cwd: string): string {
  const shown = entities.map((entity) => ({ ...entity, file: relativePath(cwd, entity.file) }));
  return `${JSON.stringify({ version: 1, entities: shown }, undefined, 2)}\n`;
}

function text({ entities }: Model, cwd: string, failed: boolean): string {
  // Nothing is known of what could not be read.
  if (entities.length === 0) return failed ? "" : "No entities.\n";
  return entities.map((entity) => `${entityLines(entity, cwd).join("\n")}\n`).join("\n");
}

function entityLines(entity: ModelEntity, cwd: string): readonly string[] {
  const { name, kind, table, schema, complete } = entity;
  const mapped = `${schema === null ? "" : `${schema}.`}${table ?? "?"}`;
  const place = `${relativePath(cwd, entity.file)}:${entity.line}`;
  const isMapped = kind === "table" || kind === "view" || kind === "child";
  const rows = [...entity.columns.map(columnRow), ...entity.relations.map(relationRow)];
  const widths = [0, 1].map((index) =>
    Math.max(0, ...rows.map((row) => (row[index] ?? "").length)),
  );
  return [
    `${name} (${isMapped ? `${kind} ${mapped}` : kind})  ${place}${complete ? "" : "  incomplete"}`,
    ...rows.map((row) =>
      `  ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ")}`.trimEnd(),
    ),
  ];
}

function columnRow(column: ModelColumn): readonly string[] {
  const { property, name, primary, nullable, unique } = column;
  const byText = new Map<string, string[]>();
  for (const [dialect, type] of Object.entries(column.types))
    byText.set(type, [...(byText.get(type) ?? []), dialect]);
  const types =
    byText.size <= 1
      ? ([...byText.keys()][0] ?? "?")
      : [...byText].map(([type, dialects]) => `${dialects.join("/")}: ${type}`).join(", ");
  const marks = [
    primary && "primary",
    nullable === null ? "null?" : !nullable && "not null",
    unique && "unique",
  ].filter((mark) => mark !== false && mark !== null);
  return [property, name === property ? "" : `-> ${name ?? "?"}`, `${types} ${marks.join(", ")}`];
}

function relationRow(relation: ModelRelation): readonly string[] {
  const { property, kind, target, inverse, joinColumns, joinTable, eager, onDelete } = relation;
  const parts = [
    `${kind} ${target ?? "?"}${inverse === null ? "" : `.${inverse}`}`,
    joinColumns && joinColumns.length > 0 && `on ${joinColumns.join(", ")}`,
    joinTable !== null && `through ${joinTable}`,
    eager && "eager",
    onDelete !== null && `on delete ${onDelete}`,
  ].filter((part) => part !== false && part !== null);
  return [property, "", parts.join(", ")];
}
