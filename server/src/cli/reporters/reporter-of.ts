import type { Format } from "../program.ts";
import { githubReporter } from "./github.ts";
import { jsonReporter } from "./json.ts";
import { junitReporter } from "./junit.ts";
import type { Reporter } from "./report.ts";
import { sarifReporter } from "./sarif.ts";
import { textReporter } from "./text.ts";

const reporters: Readonly<Record<Format, Reporter>> = {
  text: textReporter,
  json: jsonReporter,
  sarif: sarifReporter,
  github: githubReporter,
  junit: junitReporter,
};

export function reporterOf(format: Format): Reporter {
  return reporters[format];
}
