import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { isExportAssignment } from "../../server/src/compiler/ast.ts";
import { CompilerSession } from "../../server/src/compiler/session.ts";
import type { Rule } from "../../server/src/rules/support/define-rule.ts";
import { root } from "./paths.ts";

/** A code example of a rule's documentation. */
export interface RuleExample {
  readonly verdict: "bad" | "good";
  readonly orm: string;
  readonly language: string;
  readonly code: string;
}

/** The documentation of a rule, read from the doc comment of its default export. */
export interface RuleDocumentation {
  /** First paragraph. */
  readonly summary: string;
  /** Everything after it, in Markdown. */
  readonly body: string;
  readonly examples: readonly RuleExample[];
}

const rulesFolder = join(root, "server/src/rules");

/** Names of all rules: the files of the rules folder. */
export function ruleNames(): string[] {
  return readdirSync(rulesFolder)
    .filter((file) => file.endsWith(".ts") && file !== "index.ts")
    .map((file) => basename(file, ".ts"))
    .sort();
}

/** Loads the rules by their file names. */
export async function loadRules(): Promise<Rule[]> {
  return Promise.all(
    ruleNames().map(async (name) => {
      const module: { default: Rule } = await import(join(rulesFolder, `${name}.ts`));
      return module.default;
    }),
  );
}

/**
 * Reads the documentation of every rule.
 * @param others absolute paths of files outside the rules' folder, by the name of the finding they declare
 * @throws Error when a rule has no doc comment
 */
export async function readRuleDocumentation(
  others: ReadonlyMap<string, string> = new Map(),
): Promise<ReadonlyMap<string, RuleDocumentation>> {
  const session = new CompilerSession({ cwd: root });
  try {
    const snapshot = await session.open([join(root, "tsconfig.json")]);
    const program = snapshot.programs[0];
    if (!program) throw new Error("the repository's own tsconfig did not open");
    const documentation = new Map<string, RuleDocumentation>();
    const rules = ruleNames().map((name) => [name, join(rulesFolder, `${name}.ts`)] as const);
    for (const [name, file] of [...rules, ...others]) {
      const source = await program.sourceFile(file);
      const statement =
        source?.statements.find(isExportAssignment) ??
        source?.statements.find((each) => each.jsDoc);
      const comment = statement?.jsDoc?.at(-1);
      if (!source || !comment) throw new Error(`${name}: it has no doc comment`);
      documentation.set(name, parseDocumentation(source.text.slice(comment.pos, comment.end)));
    }
    await snapshot.release();
    return documentation;
  } finally {
    await session.close();
  }
}

/** @param comment a doc comment with its delimiters */
export function parseDocumentation(comment: string): RuleDocumentation {
  const text = comment
    .trim()
    .replace(/^\/\*\*\s?/, "")
    .replace(/\s*\*\/$/, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\*(?: |$)/, ""))
    .join("\n")
    .trim();
  const [summary = "", ...rest] = text.split("\n\n");
  const examples = [...text.matchAll(/^```(\w+) (bad|good) (\w+)\n([\s\S]*?)^```$/gm)].map(
    ([, language = "ts", verdict, orm = "", code = ""]): RuleExample => ({
      language,
      verdict: verdict === "bad" ? "bad" : "good",
      orm,
      code,
    }),
  );
  return { summary: summary.replaceAll("\n", " "), body: rest.join("\n\n"), examples };
}
