/** By major version of V8: 11 is Node 20, 12 is Node 22, 13 is Node 24. */
const flags: ReadonlyMap<number, string> = new Map([
  [11, "--interrupt-budget=1000000"],
  [12, "--invocation-count-for-turbofan=30000"],
  [13, "--invocation-count-for-turbofan=30000"],
]);

/**
 * The flag that lets V8 give only what is very hot to its optimising compiler. A run of a few
 * seconds is over before most of that work has paid, and it takes the processor from the
 * TypeScript compiler: on a project of 800 files a quarter of the processor time of Node.
 *
 * @param v8 version of V8, as in `process.versions`
 * @returns `undefined` for versions that may not have it: V8 complains about those on stderr
 */
export function optimisingLater(v8: string): string | undefined {
  return flags.get(Number.parseInt(v8, 10));
}
