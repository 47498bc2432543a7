import { describe, expect, test } from "vitest";
import { type Fact, known, unknown } from "../../server/src/base/index.ts";
import type {
  ConditionEntry,
  FileFacts,
  FunctionSummary,
  Loop,
  LoopSource,
  Operation,
  Transaction,
} from "../../server/src/model/index.ts";
import noCommit from "../../server/src/rules/no-commit-in-repository.ts";
import noMaybeUndefined from "../../server/src/rules/no-maybe-undefined-where.ts";
import noMutation from "../../server/src/rules/no-mutation-without-where.ts";
import noQueryInLoop from "../../server/src/rules/no-query-in-loop.ts";
import noUnordered from "../../server/src/rules/no-unordered-pagination.ts";
import noWriteInLoop from "../../server/src/rules/no-write-in-loop.ts";
import type { Rule } from "../../server/src/rules/support/define-rule.ts";
import {
  column,
  entity,
  fileFacts,
  operation,
  primaryColumn,
  someRange,
  valueType,
} from "../support/facts.ts";
import { judge } from "../support/judge.ts";

const POST = entity("Post", {
  columns: [primaryColumn(), column("title"), column("slug", { unique: known(true) })],
});

function ids(rule: Rule, parts: Partial<FileFacts>): readonly string[] {
  return judge(rule, [fileFacts({ entities: [POST], ...parts })]).map(
    (finding) => `${finding.severity} ${finding.id}`,
  );
}

function loop(index: number, source: LoopSource, kind: Loop["kind"] = "for-of"): Loop {
  return { index, kind, range: someRange(), at: someRange(), source, text: "rows" };
}

const COLLECTION: LoopSource = { kind: "collection" };

describe("loops", () => {
  const inLoop = { loops: [{ loop: 0, dependent: true }] };
  const read = operation("Post", inLoop);
  const write = operation("Post", { ...inLoop, kind: "insert", rows: "one", result: undefined });

  test.each<[string, LoopSource, number]>([
    ["rows of a query", { kind: "query", operation: 0 }, 1],
    ["a collection", COLLECTION, 1],
    ["a constant", { kind: "constant", size: 3 }, 0],
    ["chunks", { kind: "chunks" }, 0],
    ["repetition", { kind: "repeat" }, 0],
    ["something not understood", { kind: "unknown" }, 0],
  ])("over %s", (_, source, count) => {
    expect(ids(noQueryInLoop, { operations: [read], loops: [loop(0, source)] })).toHaveLength(
      count,
    );
    expect(ids(noWriteInLoop, { operations: [write], loops: [loop(0, source)] })).toHaveLength(
      count,
    );
  });

  test("a call that does not depend on the element", () => {
    const loops = [{ loop: 0, dependent: false }];
    expect(
      ids(noQueryInLoop, {
        operations: [operation("Post", { loops })],
        loops: [loop(0, COLLECTION)],
      }),
    ).toEqual([]);
  });

  test("chunks of each element are fine, elements of each chunk are not", () => {
    const loops = [
      { loop: 0, dependent: true },
      { loop: 1, dependent: true },
    ];
    const operations = [operation("Post", { loops })];
    const chunks: LoopSource = { kind: "chunks" };
    expect(
      ids(noQueryInLoop, { operations, loops: [loop(0, chunks), loop(1, COLLECTION)] }),
    ).toEqual([]);
    expect(
      ids(noQueryInLoop, { operations, loops: [loop(0, COLLECTION), loop(1, chunks)] }),
    ).toHaveLength(1);
  });

  test("a constant inside a collection is one finding", () => {
    const loops = [
      { loop: 0, dependent: true },
      { loop: 1, dependent: true },
    ];
    expect(
      ids(noQueryInLoop, {
        operations: [operation("Post", { loops })],
        loops: [loop(0, { kind: "constant", size: 2 }), loop(1, COLLECTION)],
      }),
    ).toHaveLength(1);
  });

  test.each<[string, Partial<Operation>, number]>([
    ["its result is read", { result: result([{ path: ["id"] }]) }, 0],
    ["its result goes elsewhere", { result: { shape: "row", reads: [], escape: "escapes" } }, 0],
    ["its result is stored", { usage: "stored" }, 0],
    ["many rows are written", { rows: "many" }, 0],
    ["the number of rows is not known", { rows: "unknown" }, 0],
    ["its result is dropped", { result: { shape: "row", reads: [], escape: "contained" } }, 1],
  ])("a write when %s", (_, parts, count) => {
    expect(
      ids(noWriteInLoop, { operations: [{ ...write, ...parts }], loops: [loop(0, COLLECTION)] }),
    ).toHaveLength(count);
  });

  test("a write whose result a callback returns", () => {
    const returned = { ...write, result: { shape: "row", reads: [], escape: "returned" } as const };
    expect(
      ids(noWriteInLoop, { operations: [returned], loops: [loop(0, COLLECTION, "callback")] }),
    ).toHaveLength(1);
    expect(
      ids(noWriteInLoop, { operations: [returned], loops: [loop(0, COLLECTION)] }),
    ).toHaveLength(0);
  });

  test("a call of a function that asks, but of none that also writes or comes back", () => {
    const given: Partial<Operation> = { parameters: [{ function: 1, parameter: 0 }] };
    const called = (
      kinds: readonly Operation["kind"][],
      helperCalls: readonly string[] = [],
      parts: Partial<Operation> = given,
    ) =>
      ids(noQueryInLoop, {
        functions: [
          summary(0, "caller", [{ callee: "helper", ...inLoop }]),
          summary(
            1,
            "helper",
            helperCalls.map((callee) => ({ callee, loops: [] })),
          ),
        ],
        operations: kinds.map((kind, index) =>
          operation("Post", { kind, index, function: 1, ...parts }),
        ),
        loops: [loop(0, COLLECTION)],
      });
    expect(called(["select"])).toEqual(["warning called"]);
    expect(called([])).toEqual([]);
    expect(called(["select", "save"])).toEqual([]);
    expect(called(["select"], ["helper"])).toEqual([]);
    expect(called(["select"], ["caller"])).toEqual([]);
    expect(called(["select"], [], { parameters: [] })).toEqual([]);
  });

  test("a call of a function that does nothing but write a row", () => {
    const called = (discarded: boolean, operations: readonly Operation[]) => {
      const caller = summary(0, "caller", [{ callee: "helper", ...inLoop }]);
      const calls = caller.calls.map((call) => ({ ...call, discarded }));
      return ids(noWriteInLoop, {
        functions: [{ ...caller, calls }, summary(1, "helper")],
        operations,
        loops: [loop(0, COLLECTION)],
      });
    };
    const write = operation("Post", {
      kind: "save",
      rows: "one",
      function: 1,
      parameters: [{ function: 1, parameter: 0 }],
    });
    expect(called(true, [write])).toEqual(["warning called"]);
    expect(called(false, [write])).toEqual([]);
    expect(called(true, [{ ...write, rows: "many" }])).toEqual([]);
    expect(called(true, [{ ...write, parameters: [] }])).toEqual([]);
    expect(called(true, [write, operation("Post", { index: 1, function: 1 })])).toEqual([]);
  });
});

function result(reads: readonly { readonly path: readonly string[] }[]): Operation["result"] {
  return {
    shape: "row",
    escape: "contained",
    reads: reads.map(({ path }) => ({
      path,
      range: someRange(),
      file: "",
      access: "value",
      certain: true,
      via: [],
    })),
  };
}

function summary(
  index: number,
  name: string,
  calls: readonly Pick<FunctionSummary["calls"][number], "callee" | "loops">[] = [],
): FunctionSummary {
  return {
    index,
    id: name,
    name,
    at: someRange(),
    range: someRange(),
    parent: undefined,
    class: undefined,
    parameters: ["id"],
    decorators: [],
    calls: calls.map((call) => ({
      ...call,
      text: `${call.callee}()`,
      range: someRange(),
      at: someRange(),
      usage: "awaited",
      arguments: [{ dependent: true, parameters: [] }],
      discarded: true,
    })),
    returnsOperation: undefined,
  };
}

describe("mutations", () => {
  const mutation = (kind: Operation["kind"], condition: Operation["condition"]) =>
    ids(noMutation, { operations: [operation("Post", { kind, condition })] });

  test("without a condition", () => {
    expect(mutation("delete", { kind: "absent", range: someRange() })).toEqual(["error everyRow"]);
    expect(mutation("update", { kind: "empty", range: someRange() })).toEqual(["error everyRow"]);
    expect(mutation("delete", { kind: "empty", range: someRange(), throws: true })).toEqual([
      "error throws",
    ]);
  });

  test("with one, with one that is not understood, or of all rows by name", () => {
    expect(mutation("delete", { kind: "unknown", reason: "dynamic-options" })).toEqual([]);
    expect(mutation("truncate", { kind: "none-needed" })).toEqual([]);
    expect(mutation("select", { kind: "absent", range: someRange() })).toEqual([]);
  });
});

describe("conditions on values that may be missing", () => {
  const entry = (path: string, parts: Partial<ConditionEntry> = {}): ConditionEntry => ({
    path,
    range: someRange(),
    valueType: valueType("string", { optional: true }),
    onUndefined: "drops-condition",
    onNull: "matches-nothing",
    ...parts,
  });
  const where = (
    entries: readonly ConditionEntry[],
    parts: Partial<Operation> = {},
    other = false,
  ) =>
    ids(noMaybeUndefined, {
      operations: [
        operation("Post", {
          condition: { kind: "present", range: someRange(), entries, other },
          ...parts,
        }),
      ],
    });
  const certain = entry("title", { valueType: valueType("string") });
  const one = { result: { shape: "maybe-row", reads: [], escape: "contained" } } as const;

  test("are errors on mutations and warnings on reads", () => {
    expect(where([entry("title")], { kind: "delete" })).toEqual(["error droppedInMutation"]);
    expect(where([entry("title")])).toEqual(["warning droppedInRead"]);
    expect(where([entry("title"), certain], one)).toEqual(["warning droppedInRead"]);
  });

  test("are filters among others in list queries, unless they name a key", () => {
    expect(where([entry("title"), certain])).toEqual([]);
    expect(where([entry("title")], {}, true)).toEqual([]);
    expect(where([entry("id"), certain])).toEqual(["warning droppedInRead"]);
    expect(where([entry("slug"), certain])).toEqual(["warning droppedInRead"]);
  });

  test("match nothing where the ORM compares with NULL", () => {
    const nullable = entry("title", { valueType: valueType("string", { nullable: true }) });
    expect(where([nullable, certain])).toEqual(["warning nothing"]);
    expect(where([nullable], { kind: "update" })).toEqual(["warning nothing"]);
  });

  test.each<[string, Partial<ConditionEntry>]>([
    ["the ORM throws", { onUndefined: "throws" }],
    ["the ORM keeps it", { onUndefined: "kept" }],
    ["the type is any", { valueType: valueType("any", { optional: true }) }],
    [
      "types cannot tell",
      { valueType: valueType("string", { optional: true, strictNullChecks: false }) },
    ],
    ["the type is certain", { valueType: valueType("string") }],
  ])("are silent when %s", (_, parts) => {
    expect(where([entry("title", parts)], { kind: "delete" })).toEqual([]);
  });

  test("as the whole criteria", () => {
    const condition = { kind: "value", entry: entry("id") } as const;
    expect(
      ids(noMaybeUndefined, { operations: [operation("Post", { kind: "delete", condition })] }),
    ).toEqual(["error droppedInMutation"]);
  });
});

describe("pages without order", () => {
  const none = known(undefined);
  const page = (
    limit: Fact<number | undefined>,
    offset: Fact<number | undefined>,
    parts: Partial<Operation> = {},
    facts: Partial<FileFacts> = {},
  ) =>
    ids(noUnordered, {
      operations: [
        operation("Post", { paging: { limit, offset, ordered: known(false) }, ...parts }),
      ],
      ...facts,
    });

  test("have an offset, or a limit above one", () => {
    expect(page(known(10), known(20))).toEqual(["warning pages"]);
    expect(page(known(10), unknown("dynamic-expression"))).toEqual(["warning pages"]);
    expect(page(known(10), none)).toEqual(["warning limited"]);
    expect(page(unknown("dynamic-expression"), known(0))).toEqual(["warning limited"]);
  });

  test("are none without, with one row, or with options that were not read", () => {
    expect(page(none, none)).toEqual([]);
    expect(page(known(1), none)).toEqual([]);
    expect(page(unknown("dynamic-options"), unknown("dynamic-options"))).toEqual([]);
    const single = { result: { shape: "maybe-row", reads: [], escape: "contained" } } as const;
    expect(page(known(10), known(20), single)).toEqual([]);
  });

  test("are fine when ordered, by the query or the model", () => {
    const ordered = { paging: { limit: known(5), offset: known(5), ordered: known(true) } };
    expect(ids(noUnordered, { operations: [operation("Post", ordered)] })).toEqual([]);
    const maybe = {
      paging: { limit: known(5), offset: known(5), ordered: unknown("dynamic-options") },
    };
    expect(ids(noUnordered, { operations: [operation("Post", maybe)] })).toEqual([]);
    const byModel = [{ ...POST, defaultOrder: true }];
    expect(page(known(5), known(5), {}, { entities: byModel })).toEqual([]);
  });

  test("are batches in a loop that drains the table", () => {
    const loops = [{ loop: 0, dependent: false }];
    const repeat = { loops: [loop(0, { kind: "repeat" }, "while")] };
    expect(page(known(500), none, { loops }, repeat)).toEqual([]);
    expect(page(known(500), known(500), { loops }, repeat)).toEqual(["warning pages"]);
  });
});

describe("transactions in repositories", () => {
  const judged = (name: string, parts: Partial<Transaction> = {}) =>
    ids(noCommit, {
      classes: [{ index: 0, name, range: someRange(), at: someRange(), decorators: [], bases: [] }],
      functions: [{ ...summary(0, "ship"), class: 0 }],
      transactions: [
        {
          orm: "typeorm",
          form: "manual",
          api: "QueryRunner.startTransaction",
          function: 0,
          steps: (["begin", "commit", "release"] as const).map((kind) => ({
            kind,
            range: someRange(),
            at: someRange(),
          })),
          runsCallersWork: false,
          ...parts,
        },
      ],
    });

  test("are reported once for a function", () => {
    expect(judged("OrderRepository")).toEqual(["warning boundary"]);
  });

  test("are fine in services, for the work of the caller, and when only released", () => {
    expect(judged("OrderService")).toEqual([]);
    expect(judged("OrderRepository", { runsCallersWork: true })).toEqual([]);
    const released = [{ kind: "release", range: someRange(), at: someRange() }] as const;
    expect(judged("OrderRepository", { steps: released })).toEqual([]);
  });
});
