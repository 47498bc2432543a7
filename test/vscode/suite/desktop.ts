import { runSuite } from "./run-suite.ts";

/** Called by the desktop editor, which was started with `--extensionTestsPath`. */
export async function run(): Promise<void> {
  const report = process.env.ORMLINT_TEST_REPORT;
  if (report === undefined) throw new Error("ORMLINT_TEST_REPORT names no file.");
  const failures = await runSuite("shop", report);
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
