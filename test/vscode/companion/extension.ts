import { runSuite } from "../suite/run-suite.ts";

/** Variables with the path of the report and the kind of workspace; only a test run sets them. */
const reportVariable = "ORMLINT_TEST_REPORT";
const suiteVariable = "ORMLINT_TEST_SUITE";

/** Runs the suite in this extension host, where editors that serve a browser have no other way to. */
export function activate(): void {
  const report = process.env[reportVariable];
  if (report === undefined) return;
  void runSuite(process.env[suiteVariable] === "plain" ? "plain" : "shop", report);
}
