import { describe, expect, test } from "vitest";
import type { Call, ClassFact, FileFacts, FunctionSummary } from "../../server/src/model/index.ts";
import { classAround, linkFunctions } from "../../server/src/project/functions.ts";
import { fileFacts, operation, someRange } from "../support/facts.ts";

function call(callee: string | undefined): Call {
  return {
    callee,
    text: `${callee ?? "unknown"}()`,
    range: someRange(),
    at: someRange(),
    loops: [],
    usage: "awaited",
    arguments: [],
    discarded: false,
  };
}

function summary(
  index: number,
  name: string,
  calls: readonly string[] = [],
  parts: Partial<FunctionSummary> = {},
): FunctionSummary {
  return {
    index,
    id: name === "" ? undefined : name,
    name,
    at: someRange(),
    range: someRange(),
    parent: undefined,
    class: undefined,
    parameters: [],
    decorators: [],
    calls: calls.map(call),
    returnsOperation: undefined,
    ...parts,
  };
}

function link(...files: readonly FileFacts[]) {
  return linkFunctions(new Map(files.map((each) => [each.file, each])));
}

describe("operationsOf", () => {
  test("finds own operations, those of callbacks, and those of called functions with their path", () => {
    const facts = fileFacts({
      functions: [
        summary(0, "list", ["load"]),
        summary(1, "", [], { parent: 0 }),
        summary(2, "load"),
        summary(3, "other"),
      ],
      operations: [
        operation("Post", { index: 0, function: 1 }),
        operation("User", { index: 1, function: 2 }),
        operation("Tag", { index: 2, function: 3 }),
        operation("Log", { index: 3, function: undefined }),
      ],
    });
    const reached = link(facts).operationsOf(facts, 0);
    expect(reached.map((each) => each.operation.index)).toEqual([0, 1]);
    expect(reached.map((each) => each.path.map((step) => step.text))).toEqual([[], ["load()"]]);
  });

  test("follows calls into other files", () => {
    const service = fileFacts({
      file: "/p/service.ts",
      functions: [summary(0, "serve", ["load"])],
    });
    const repository = fileFacts({
      file: "/p/repository.ts",
      functions: [summary(0, "load")],
      operations: [operation("User", { function: 0 })],
    });
    const [reached, ...rest] = link(service, repository).operationsOf(service, 0);
    expect(rest).toEqual([]);
    expect(reached?.facts).toBe(repository);
    expect(reached?.path.map((step) => step.file)).toEqual(["/p/service.ts"]);
  });

  test("ends in recursion, and takes each operation by its shortest path", () => {
    const facts = fileFacts({
      functions: [
        summary(0, "a", ["b", "c"]),
        summary(1, "b", ["a", "c"]),
        summary(2, "c", ["c", "b"]),
      ],
      operations: [operation("Post", { function: 2 })],
    });
    const reached = link(facts).operationsOf(facts, 0);
    expect(reached).toHaveLength(1);
    expect(reached[0]?.path).toHaveLength(1);
  });

  test("goes no deeper than four calls", () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const facts = fileFacts({
      functions: names.map((name, index) =>
        summary(index, name, names.slice(index + 1, index + 2)),
      ),
      operations: names.map((_, index) => operation("Post", { index, function: index })),
    });
    expect(
      link(facts)
        .operationsOf(facts, 0)
        .map((each) => each.operation.index),
    ).toEqual([0, 1, 2, 3, 4]);
  });

  test("answers the same list again", () => {
    const facts = fileFacts({ functions: [summary(0, "a")], operations: [] });
    const functions = link(facts);
    expect(functions.operationsOf(facts, 0)).toBe(functions.operationsOf(facts, 0));
  });

  test("stays linear in the number of functions that all call each other", () => {
    const names = Array.from({ length: 2000 }, (_, index) => `f${index}`);
    const facts = fileFacts({
      functions: names.map((name, index) =>
        summary(index, name, names.slice(index + 1, index + 11).reverse()),
      ),
      operations: names.map((_, index) => operation("Post", { index, function: index })),
    });
    const functions = link(facts);
    const reached = names.map((_, index) => functions.operationsOf(facts, index).length);
    expect(Math.max(...reached)).toBeLessThanOrEqual(64);
  });
});

test("functions are found by their id, the first of two", () => {
  const facts = fileFacts({ functions: [summary(0, "a"), summary(1, "a")] });
  const functions = link(facts);
  expect(functions.functionById("a")?.summary.index).toBe(0);
  expect(functions.functionById("b")).toBeUndefined();
});

test("the class around a callback is that of its method", () => {
  const owner: ClassFact = {
    index: 0,
    name: "Posts",
    range: someRange(),
    at: someRange(),
    decorators: [],
    bases: [],
  };
  const facts = fileFacts({
    classes: [owner],
    functions: [summary(0, "list", [], { class: 0 }), summary(1, "", [], { parent: 0 })],
  });
  expect(classAround(facts, 1)).toBe(owner);
  expect(classAround(facts, undefined)).toBeUndefined();
});
