import { appendFileSync } from "node:fs";
import Mocha from "mocha";
import type { ReportLine } from "../support/report.ts";

/** Suites by the workspace that they are made for. */
const suites = {
  shop: () => import("./index.ts"),
  plain: () => import("./plain.ts"),
} as const;

export type SuiteName = keyof typeof suites;

/**
 * Runs the suites for a workspace and writes what comes of them, one JSON document per line, as it happens.
 * @returns number of failures
 */
export async function runSuite(name: SuiteName, reportFile: string): Promise<number> {
  const write = (line: ReportLine): void => appendFileSync(reportFile, `${JSON.stringify(line)}\n`);
  try {
    const mocha = new Mocha({ ui: "bdd", timeout: 60_000, reporter: "min" });
    mocha.reporter(reporterTo(write));
    mocha.suite.emit("pre-require", globalThis, "", mocha);
    await suites[name]();
    return await new Promise<number>((resolve) => mocha.run(resolve));
  } catch (error) {
    write({ kind: "crash", message: error instanceof Error ? String(error.stack) : String(error) });
    return 1;
  }
}

function reporterTo(write: (line: ReportLine) => void): Mocha.ReporterConstructor {
  return class FileReporter {
    constructor(runner: Mocha.Runner) {
      runner.on("pass", (test) =>
        write({ kind: "pass", title: test.fullTitle(), durationMs: test.duration ?? 0 }),
      );
      runner.on("fail", (test, error) =>
        write({ kind: "fail", title: test.fullTitle(), message: error.stack ?? error.message }),
      );
      runner.on("pending", (test) => write({ kind: "skip", title: test.fullTitle() }));
      runner.on("end", () => write({ kind: "end", failures: runner.failures }));
    }
  } as unknown as Mocha.ReporterConstructor;
}
