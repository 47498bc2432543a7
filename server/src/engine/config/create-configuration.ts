import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileFailure, UserFailure } from "../failure.ts";
import { forwardSlashes } from "../paths.ts";
import { configurationFileName } from "./load.ts";

/** Every block may be uncommented as it stands: a comma after the last entry is allowed. */
function template(schema: string | undefined): string {
  const address = schema === undefined ? "" : `  "$schema": ${JSON.stringify(schema)},\n\n`;
  return `{
${address}  // The rules to start from: "recommended"; "strict", which adds the rules that are off by default; or "off" (none).
  "extends": "recommended",

  // tsconfig files to analyse, by path or glob. Without this, all that are found.
  // "projects": ["tsconfig.json"],

  // Severities are "off", "info", "warning" and "error"; [severity, options] is possible too. List: ormlint rules
  "rules": {
    // "no-unbounded-string": "off",
  },

  // Other settings for some files. Later entries win.
  "overrides": [
    // { "files": ["**/*.test.ts"], "rules": { "no-query-in-loop": "off" } },
  ],

  // Where code of each layer is, when folders and class names do not tell.
  // "layers": {
  //   "repository": { "files": ["src/db/**"], "names": ["*Repository"] },
  //   "service": { "files": ["src/services/**"] },
  //   "boundary": { "files": ["src/http/**"], "names": ["*Controller"] },
  // },

  // Known findings, written by: ormlint check --update-baseline
  // "baseline": "ormlint-baseline.json",
}
`;
}

/** The JSON schema of the installed package, relative to a folder; `undefined` when it is not installed above it. */
function schemaAddress(folder: string): string | undefined {
  const schema = "node_modules/ormlint/schema/ormlint.schema.json";
  for (let at = folder, up = "./"; ; at = dirname(at), up = up === "./" ? "../" : `../${up}`) {
    if (existsSync(join(at, schema))) return up + schema;
    if (at === dirname(at)) return undefined;
  }
}

/**
 * Writes a commented configuration.
 * @returns its absolute path
 * @throws UserFailure when there is one already
 */
export function createConfiguration(folder: string): string {
  const file = join(folder, configurationFileName);
  try {
    writeFileSync(file, template(schemaAddress(folder)), { flag: "wx" });
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw new UserFailure(
      exists
        ? `${file} exists already and was left as it is`
        : `cannot write ${file}: ${fileFailure(error)}`,
    );
  }
  return forwardSlashes(file);
}
