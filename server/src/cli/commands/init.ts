import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationFileName, errorMessage, UserFailure } from "../../engine/index.ts";
import { print } from "../output.ts";

const template = `{
  "$schema": "./node_modules/ormlint/schema/ormlint.schema.json",

  // The rules to start from: "recommended", "strict" (all rules) or "off" (none).
  "extends": "recommended",

  // tsconfig files to analyse. Without this, all that are found.
  // "projects": ["tsconfig.json"],

  // "off", "info", "warning" or "error"; or [severity, options]. List the rules with: ormlint rules
  "rules": {
    // "no-unbounded-string": "off"
  },

  // Other settings for some files. Later entries win.
  "overrides": [
    // { "files": ["**/*.test.ts"], "rules": { "no-query-in-loop": "off" } }
  ]

  // Where code of each layer is, when folders and class names do not tell.
  // "layers": {
  //   "repository": { "files": ["src/db/**"], "names": ["*Repository"] },
  //   "service": { "files": ["src/services/**"] },
  //   "boundary": { "files": ["src/http/**"], "names": ["*Controller"] }
  // }

  // Known findings, written by: ormlint check --update-baseline
  // "baseline": "ormlint-baseline.json"
}
`;

/** Writes a commented configuration. @throws UserFailure when there is one already */
export async function runInit(): Promise<void> {
  const file = join(process.cwd(), configurationFileName);
  try {
    writeFileSync(file, template, { flag: "wx" });
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw new UserFailure(
      exists
        ? `${file} exists already and was left as it is`
        : `cannot write ${file}: ${errorMessage(error)}`,
    );
  }
  await print(`${configurationFileName} written. Next: npx ormlint check\n`);
}
