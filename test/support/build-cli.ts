import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";

/** Builds the command line once, before any test file runs: several at a time read it. */
export default function setup(): void {
  const root = resolve(import.meta.dirname, "../..");
  execFileSync(process.execPath, [join(root, "esbuild.mjs")], { cwd: root, stdio: "inherit" });
}
