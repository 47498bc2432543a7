import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { ImportGraph } from "../../server/src/engine/live/import-graph.ts";
import { forwardSlashes } from "../../server/src/engine/paths.ts";

function graphOf(files: Readonly<Record<string, string>>): ImportGraph {
  const graph = new ImportGraph();
  graph.keep(Object.keys(files));
  for (const [file, text] of Object.entries(files)) graph.see(file, text);
  return graph;
}

const files = {
  "/p/a.ts": "",
  "/p/b.ts": 'import { a } from "./a";',
  "/p/c.ts": 'export * from "./b.js";',
  "/p/d.ts": 'import "node:fs";',
  "/p/deep/index.ts": "",
};

function dependents(graph: ImportGraph, ...of: string[]): string[] {
  return [...graph.dependentsOf(of)].sort();
}

describe("what imports a file", () => {
  it("counts through others", () => {
    expect(dependents(graphOf(files), "/p/a.ts")).toEqual(["/p/b.ts", "/p/c.ts"]);
  });

  it("becomes another with the imports of one file alone", () => {
    const graph = graphOf(files);
    expect(dependents(graph, "/p/a.ts")).toEqual(["/p/b.ts", "/p/c.ts"]);
    graph.see("/p/b.ts", "");
    expect(dependents(graph, "/p/a.ts")).toEqual([]);
    expect(dependents(graph, "/p/b.ts")).toEqual(["/p/c.ts"]);
    graph.see("/p/d.ts", 'import { a } from "./a"; import "./deep";');
    expect(dependents(graph, "/p/a.ts")).toEqual(["/p/d.ts"]);
    expect(dependents(graph, "/p/deep/index.ts")).toEqual(["/p/d.ts"]);
  });

  it("becomes another with the files that there are", () => {
    const graph = graphOf(files);
    graph.see("/p/d.ts", 'import "./late";');
    expect(dependents(graph, "/p/late.ts")).toEqual([]);
    graph.keep([...Object.keys(files), "/p/late.ts"]);
    expect(dependents(graph, "/p/late.ts")).toEqual(["/p/d.ts"]);
    graph.keep(["/p/a.ts", "/p/c.ts"]);
    expect(dependents(graph, "/p/a.ts")).toEqual([]);
  });

  it("may be anything whose import leads nobody knows where", () => {
    const graph = graphOf({ ...files, "/p/e.ts": 'import "#virtual-module";' });
    expect(dependents(graph, "/p/d.ts")).toEqual(["/p/e.ts"]);
    graph.see("/p/e.ts", "");
    expect(dependents(graph, "/p/d.ts")).toEqual([]);
  });
});

describe("what imports a package that is linked", () => {
  const folders: string[] = [];

  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  it("depends on its files, and on none of a folder that is named alike", () => {
    const folder = forwardSlashes(realpathSync(mkdtempSync(join(tmpdir(), "ormlint-graph-"))));
    folders.push(folder);
    for (const path of ["packages/model", "packages/model-old", "node_modules"])
      mkdirSync(join(folder, path), { recursive: true });
    symlinkSync(join(folder, "packages/model"), join(folder, "node_modules/model"), "junction");
    const graph = graphOf({
      [`${folder}/packages/model/a.ts`]: "",
      [`${folder}/packages/model-old/a.ts`]: "",
      [`${folder}/app.ts`]: 'import { a } from "model/a";',
    });
    expect(dependents(graph, `${folder}/packages/model/a.ts`)).toEqual([`${folder}/app.ts`]);
    expect(dependents(graph, `${folder}/packages/model-old/a.ts`)).toEqual([]);
  });
});
