/**
 * Makes a new rule: its file, its fixtures, and its page.
 * Usage: npm run new-rule -- no-bad-thing --category queries
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./support/paths.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { category: { type: "string", default: "queries" } },
});
const name = positionals[0];
if (!name || !/^(?:no|require)(?:-[a-z0-9]+)+$/.test(name)) {
  console.error("Usage: npm run new-rule -- no-<bad-pattern> [--category <category>]");
  process.exit(2);
}

function create(path: string, content: string): void {
  const absolute = join(root, path);
  if (existsSync(absolute)) {
    console.error(`${path} exists already; nothing was written.`);
    process.exit(2);
  }
  mkdirSync(dirname(absolute), { recursive: true });
  writeFileSync(absolute, content);
  console.log(`wrote ${path}`);
}

create(
  `server/src/rules/${name}.ts`,
  `import { defineRule } from "./support/define-rule.ts";

/**
 * Finds … (one sentence: the table of rules shows it).
 *
 * Why it hurts: …
 *
 * \`\`\`ts bad typeorm
 * \`\`\`
 *
 * \`\`\`ts good typeorm
 * \`\`\`
 */
export default defineRule({
  name: "${name}",
  category: "${values.category}",
  severity: "warning",
  presets: ["recommended"],
  fix: "none",
  requires: ["operations"],
  options: {},
  messages: {
    found: "What is wrong, why it hurts, what to do.",
  },
  hooks: {
    operation(operation, context) {
      if (operation.kind === "raw") context.report({ at: operation.at, message: "found" });
    },
  },
});
`,
);
create(`test/rules/${name}/finding.ts`, "export {};\n");
create(`test/rules/${name}/valid.ts`, "export {};\n");
create(`test/rules/${name}/near-miss.ts`, "export {};\n");
console.log("Then: write the fixtures, fill in the rule, npm run generate, npm test.");
