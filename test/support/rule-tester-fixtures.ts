import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { readAnnotations } from "./rule-tester-annotations.ts";

/** Folder of all fixtures. */
export const fixturesRoot = resolve(import.meta.dirname, "../rules");

/** What the first line of a fixture may set: `// fixture {"options": {"strict": true}}`. */
export interface FixtureSettings {
  /** Values of the rule's options; the others have their defaults. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** One file or folder that a rule is judged on. */
export interface Fixture {
  /** Folder and name without extension: `no-unbounded-string/basic`. */
  readonly name: string;
  readonly kind: "finding" | "valid" | "near-miss";
  /** Files whose findings count; all of them for a folder. Absolute paths. */
  readonly files: readonly string[];
  /** Where the text after all fixes stands, by file; the files need not exist. */
  readonly fixed: ReadonlyMap<string, string>;
  readonly settings: FixtureSettings;
}

/** The fixtures of one rule, in order of their names. */
export function fixturesOf(rule: string): readonly Fixture[] {
  const folder = join(fixturesRoot, rule);
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name.endsWith(".fixed")) return [];
      const files = typeScriptFiles(path);
      const fixed = files.map(
        (file) => [file, join(`${path}.fixed`, relative(path, file))] as const,
      );
      return [fixture(`${rule}/${entry.name}`, files, new Map(fixed))];
    }
    if (!entry.name.endsWith(".ts") || entry.name.endsWith(".fixed.ts")) return [];
    const name = entry.name.slice(0, -".ts".length);
    return [
      fixture(`${rule}/${name}`, [path], new Map([[path, join(folder, `${name}.fixed.ts`)]])),
    ];
  });
}

function fixture(
  name: string,
  files: readonly string[],
  fixed: ReadonlyMap<string, string>,
): Fixture {
  const texts = files.map((file) => readFileSync(file, "utf8"));
  const annotated = texts.some((text) => readAnnotations(text).length > 0);
  const nearMiss = (name.split("/").pop() ?? "")
    .replace(/^(v1|loose)-/, "")
    .startsWith("near-miss");
  return {
    name,
    kind: nearMiss ? "near-miss" : annotated ? "finding" : "valid",
    files,
    fixed,
    settings: texts.map(readSettings).find((settings) => settings !== undefined) ?? {},
  };
}

function readSettings(text: string): FixtureSettings | undefined {
  const match = /^\/\/ fixture (\{.*\})$/m.exec(text.slice(0, text.indexOf("\n")));
  return match?.[1] === undefined ? undefined : (JSON.parse(match[1]) as FixtureSettings);
}

function typeScriptFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
