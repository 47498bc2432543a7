import { resolve } from "node:path";
import { readOperations } from "../../../server/src/adapters/typeorm/operations.ts";
import type { Fact } from "../../../server/src/base/index.ts";
import { CompilerSession, type Snapshot } from "../../../server/src/compiler/session.ts";
import { createFileFlow } from "../../../server/src/flow/create-file-flow.ts";
import { FactsBuilder } from "../../../server/src/flow/facts-builder.ts";
import type { Condition, FileFacts, Operation } from "../../../server/src/model/index.ts";

const folder = resolve(import.meta.dirname, "fixtures/operations");

/** The facts that the reading of operations adds for a fixture, with the fixture's text. */
export interface ReadFixture {
  readonly facts: FileFacts;
  readonly text: string;
}

/** Opens the fixtures of operations; `close` ends the compiler. */
export class OperationFixtures {
  readonly #session = new CompilerSession({ cwd: folder });
  readonly #snapshots = new Map<string, Promise<Snapshot>>();

  /** @param name of the fixture's file, with its folder: `methods.ts`, `v1/methods.ts` */
  async read(name: string): Promise<ReadFixture> {
    const file = resolve(folder, name);
    const config = resolve(file, "../tsconfig.json");
    const opened = this.#snapshots.get(config) ?? this.#session.open([config]);
    this.#snapshots.set(config, opened);
    const program = (await opened).programs.find((each) => each.ownFiles.includes(file));
    const source = await program?.sourceFile(file);
    if (!program || !source) throw new Error(`no such fixture: ${name}`);
    const flow = createFileFlow(source, program);
    await flow.prepare();
    const facts = new FactsBuilder(file, flow);
    await readOperations({ program, source, flow, facts }, new Map());
    return { facts: facts.build(), text: source.text };
  }

  async close(): Promise<void> {
    for (const snapshot of this.#snapshots.values()) await (await snapshot).release();
    await this.#session.close();
  }
}

/** The operations whose text lies in the method or function of that name, printed one per line. */
export function printed(fixture: ReadFixture, name?: string): readonly string[] {
  return operationsIn(fixture, name).map(print);
}

export function operationsIn(fixture: ReadFixture, name?: string): readonly Operation[] {
  const { facts } = fixture;
  const owner = facts.functions.find((summary) => summary.name === name);
  if (name !== undefined && !owner) throw new Error(`no such function: ${name}`);
  return facts.operations.filter(
    (operation) =>
      !owner ||
      (owner.range.start <= operation.range.start && operation.range.end <= owner.range.end),
  );
}

/** `api Entity handle | condition | loads | paging`, what says nothing left out. */
function print(operation: Operation): string {
  const { api, kind, entity, handle, usage } = operation;
  const parts = [
    `${api} ${kind} ${fact(entity, (id) => id.slice(id.lastIndexOf("#") + 1))} ${handle.kind} ${usage}`,
    condition(operation.condition),
    loads(operation),
    paging(operation),
    operation.rows === "unknown" ? "" : operation.rows,
    operation.lock.known && !operation.lock.value ? "" : `lock ${fact(operation.lock)}`,
  ];
  return parts.filter((part) => part !== "").join(" | ");
}

function fact<T>(value: Fact<T>, text: (value: T) => string = String): string {
  return value.known ? text(value.value) : `?${value.reason}`;
}

function condition(value: Condition): string {
  const throws = "throws" in value && value.throws ? " throws" : "";
  switch (value.kind) {
    case "none-needed":
      return "";
    case "absent":
    case "empty":
      return `${value.kind}${throws}`;
    case "unknown":
      return `where ?${value.reason}`;
    case "value":
      return `by ${missing(value.entry)}`;
    case "present": {
      const entries = value.entries.map((entry) => `${entry.path}${missing(entry)}`);
      return `where ${[...entries, ...(value.other ? ["…"] : [])].join(" ")}`;
    }
  }
}

function missing(entry: Extract<Condition, { kind: "value" }>["entry"]): string {
  const { optional, nullable } = entry.valueType;
  const deliberate = entry.deliberate ? " deliberate" : "";
  const onUndefined = optional ? [`undefined ${entry.onUndefined}${deliberate}`] : [];
  const onNull = nullable ? [`null ${entry.onNull}`] : [];
  const cases = [...onUndefined, ...onNull];
  return cases.length > 0 ? `(${cases.join(", ")})` : `:${entry.valueType.text}`;
}

function loads(operation: Operation): string {
  const { paths, complete, selected } = operation.loads;
  const list = [...paths, ...(complete.known ? [] : [`?${complete.reason}`])];
  const columns = selected ? ` of ${fact(selected, (names) => names.join("+"))}` : "";
  return list.length > 0 || columns ? `loads ${list.join(" ")}${columns}` : "";
}

function paging(operation: Operation): string {
  const { limit, offset, ordered, range } = operation.paging;
  if (!range && ordered.known && !ordered.value) return "";
  const bounds = [limit, offset].map((bound) => fact(bound, (value) => String(value ?? "-")));
  const order = fact(ordered, (value) => (value ? "ordered" : "unordered"));
  return `page ${bounds.join("/")} ${order}`;
}
