#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { optimisingLater } from "./optimising-later.ts";
import { runBundle } from "./run-bundle.ts";

/**
 * What `ormlint` starts: it loads the bundle beside it, which is the program, in the way in which
 * a run of a second or two takes least time.
 */
const flag = optimisingLater(process.versions.v8);
// A server runs long enough for all optimising to pay.
if (flag && process.argv[2] !== "lsp") setFlagsFromString(flag);
runBundle({
  folder: __dirname,
  build: ORMLINT_BUILD,
  keep: process.argv[2] === "check" && process.env.NODE_DISABLE_COMPILE_CACHE === undefined,
});

/** Digest of the bundle, set by the build. */
declare const ORMLINT_BUILD: string;
