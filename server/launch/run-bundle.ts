import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { join } from "node:path";
import { Script } from "node:vm";
import { CodeCache } from "./code-cache.ts";

export interface BundleRun {
  /** Folder of the bundle, `main.cjs`. */
  readonly folder: string;
  /** Digest of the bundle. */
  readonly build: string;
  /** Whether this run is one that the compiled code may be kept of, when there is none yet. */
  readonly keep: boolean;
}

/** Shorter runs have compiled too little for their code to be worth keeping. */
const telling = 400;

/**
 * Runs the bundle as `require` would, with the compiled code of an earlier run: otherwise V8
 * parses the whole text and compiles each function again when it is called first.
 */
export function runBundle({ folder, build, keep }: BundleRun): void {
  const filename = join(folder, "main.cjs");
  const source = Module.wrap(readFileSync(filename, "utf8"));
  const cache = new CodeCache(join(folder, "code-cache"), build);
  const cachedData = cache.read();
  const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
  const bundle = { exports: {} };
  script
    .runInThisContext()
    .call(bundle.exports, bundle.exports, createRequire(filename), bundle, filename, folder);
  if (!keep || (cachedData && !script.cachedDataRejected)) return;
  // Only now is all code compiled that such a run needs.
  process.once("exit", (status) => {
    if (status < 2 && performance.now() > telling) cache.write(script.createCachedData());
  });
}
