import { runSuite } from "../suite/run-suite.ts";

/** Variable with the path of the report; only a test run sets it. */
const reportVariable = "ORMLINT_TEST_REPORT";

/** Runs the suite in this extension host, where editors that serve a browser have no other way to. */
export function activate(): void {
  const report = process.env[reportVariable];
  if (report !== undefined) void runSuite(report);
}
