import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isStringLiteral } from "../server/src/compiler/ast.ts";
import { CompilerSession } from "../server/src/compiler/session.ts";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const server = join(root, "server/src");

/** What each module may import: other modules, npm packages, and whether `node:*` is open to it. */
interface Allowance {
  readonly modules: readonly string[];
  readonly packages: readonly string[];
  readonly node: boolean;
}

const reading = ["base", "model", "sql", "flow", "compiler"];
const engineModules = ["base", "compiler", "model", "sql", "flow", "adapters", "project", "rules"];

const table: Readonly<Record<string, Allowance>> = {
  base: { modules: [], packages: [], node: false },
  compiler: {
    modules: ["base"],
    packages: ["typescript", "tinyglobby", "jsonc-parser"],
    node: true,
  },
  model: { modules: ["base"], packages: [], node: false },
  sql: { modules: ["base", "model"], packages: ["libpg-query"], node: false },
  flow: { modules: ["base", "model", "sql", "compiler"], packages: [], node: false },
  adapters: { modules: reading, packages: [], node: false },
  project: { modules: ["base", "model"], packages: [], node: false },
  rules: { modules: ["base", "model", "project", "sql"], packages: [], node: false },
  engine: {
    modules: engineModules,
    packages: ["jsonc-parser", "picomatch", "ajv", "tinyglobby"],
    node: true,
  },
  lsp: {
    modules: ["engine", "base"],
    packages: [
      "vscode-languageserver",
      "vscode-languageserver-textdocument",
      "vscode-json-languageservice",
    ],
    node: true,
  },
  cli: { modules: ["engine", "base", "lsp"], packages: ["commander", "picocolors"], node: true },
};

interface Import {
  readonly from: string;
  readonly specifier: string;
}

const imports: Import[] = [];
let session: CompilerSession;

beforeAll(async () => {
  session = new CompilerSession({ cwd: root });
  const snapshot = await session.open([join(root, "tsconfig.json")]);
  const program = snapshot.programs[0];
  if (!program) throw new Error("the repository's own tsconfig did not open");
  for (const file of sourceFiles(server)) {
    const source = await program.sourceFile(file);
    if (!source) throw new Error(`${file} is not part of tsconfig.json`);
    for (const specifier of source.imports) {
      if (isStringLiteral(specifier)) imports.push({ from: file, specifier: specifier.text });
    }
  }
  await snapshot.release();
});

afterAll(() => session.close());

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

function moduleOf(path: string): string {
  return relative(server, path).split("/")[0] ?? "";
}

function describeImport({ from, specifier }: Import): string {
  return `${relative(root, from)} imports "${specifier}"`;
}

/** The imports of a module that its allowance does not cover. */
function violations(module: string, allowance: Allowance): string[] {
  const found: string[] = [];
  for (const entry of imports) {
    if (moduleOf(entry.from) !== module) continue;
    const { specifier } = entry;
    if (specifier.startsWith(".")) {
      const target = resolve(dirname(entry.from), specifier);
      const targetModule = target.startsWith(server) ? moduleOf(target) : "outside server/src";
      if (targetModule !== module && !allowance.modules.includes(targetModule)) {
        found.push(describeImport(entry));
      }
    } else if (specifier.startsWith("node:")) {
      if (!allowance.node) found.push(describeImport(entry));
    } else {
      const name = specifier.startsWith("@")
        ? specifier.split("/").slice(0, 2).join("/")
        : specifier.split("/")[0];
      if (!allowance.packages.includes(name ?? "")) found.push(describeImport(entry));
    }
  }
  return found;
}

describe("architecture", () => {
  it("has imports to judge", () => {
    expect(imports.length).toBeGreaterThan(50);
  });

  it("knows every module", () => {
    const modules = new Set(sourceFiles(server).map(moduleOf));
    expect([...modules].filter((module) => !(module in table))).toEqual([]);
  });

  for (const [module, allowance] of Object.entries(table)) {
    it(`${module} imports only what it may`, () => {
      expect(violations(module, allowance)).toEqual([]);
    });
  }

  it("keeps adapters apart from each other", () => {
    const adapters = join(server, "adapters");
    const crossing = imports.filter(({ from, specifier }) => {
      if (!from.startsWith(`${adapters}/`) || !specifier.startsWith(".")) return false;
      const [own, ...inOwn] = relative(adapters, from).split("/");
      const target = resolve(dirname(from), specifier);
      if (inOwn.length === 0 || !target.startsWith(`${adapters}/`)) return false;
      const [other, ...inOther] = relative(adapters, target).split("/");
      return inOther.length > 0 && other !== own;
    });
    expect(crossing.map(describeImport)).toEqual([]);
  });

  it("has no cycle of value imports between files", () => {
    const graph = new Map<string, string[]>();
    for (const { from, specifier } of imports) {
      if (!specifier.startsWith(".")) continue;
      graph.set(from, [...(graph.get(from) ?? []), resolve(dirname(from), specifier)]);
    }
    expect(valueCycles(graph)).toEqual([]);
  });

  it("never runs code of the project that it reads", () => {
    const executing = sourceFiles(server).filter((file) =>
      /\b(?:eval\(|new Function\(|node:vm|require\(\s*[a-z])/.test(readFileSync(file, "utf8")),
    );
    expect(executing.map((file) => relative(root, file))).toEqual([]);
  });
});

/** Cycles in which every step is a value import: type imports leave no trace at run time. */
function valueCycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const typeOnly = /^import type |^export type /;
  const valueGraph = new Map<string, string[]>();
  for (const [from, targets] of graph) {
    const statements =
      readFileSync(from, "utf8").match(/^(?:import|export)[^;]*?from "[^"]+";/gms) ?? [];
    const values = new Set(
      statements
        .filter((statement) => !typeOnly.test(statement))
        .map((statement) => resolve(dirname(from), statement.match(/from "([^"]+)"/)?.[1] ?? "")),
    );
    valueGraph.set(
      from,
      targets.filter((target) => values.has(target)),
    );
  }
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      cycles.push([...path.slice(start), file].map((step) => relative(root, step)).join(" -> "));
      return;
    }
    if (done.has(file)) return;
    for (const target of valueGraph.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of valueGraph.keys()) visit(file, []);
  return cycles;
}
